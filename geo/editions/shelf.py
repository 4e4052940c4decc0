"""The shelf of installed editions, in the user's own data folder, and which of them is in use.

What belongs here: installing, choosing, checking and going back. Everything that is switched is
switched by one rename: whoever is killed on the way leaves what was there. What does not: the form
of an edition (`geo/editions/packed.py`).
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import platformdirs

from geo.editions.ids import id_faults
from geo.editions.packed import (
    MANIFEST,
    Edition,
    PackedEdition,
    check_files,
    edition_from,
    manifest_of,
    unpacked_edition,
)
from geo.errors import EditionError
from geo.parts import folder_beside, sweep, write_whole
from geo.records.catalog import Catalog, read_catalog
from geo.records.readers import EDITIONS_VARIABLE, regular_content

SHIPPED_NAME = "shipped"
# From so many days on the age of the data is said aloud.
OLD_DAYS = 60
_IN_USE = "in_use.json"
_MOST_HISTORY = 50
_NAME = re.compile(r"[0-9.]{1,20}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of the editions."""

    path: Path

    def editions(self) -> tuple[Edition, ...]:
        """Return the editions installed, by their name; a folder that is none is passed over."""
        found = []
        for manifest in sorted(self.path.glob(f"*/{MANIFEST}")):
            if not manifest.parent.name.startswith("."):
                with suppress(EditionError, OSError):
                    found.append(edition_from(regular_content(manifest)))
        return tuple(found)

    def in_use(self) -> Edition | None:
        """Return the edition in use; none while the shipped one is."""
        history = self._history()
        name = history[-1] if history else SHIPPED_NAME
        if not _NAME.fullmatch(name):
            return None
        try:
            return edition_from(regular_content(self.path / name / MANIFEST))
        except (EditionError, OSError):
            return None

    def folder_of(self, edition: Edition) -> Path:
        """Return the folder an edition is installed in."""
        return self.path / edition.name

    def catalog_in_use(self) -> Catalog:
        """Read the data in use."""
        edition = self.in_use()
        return read_catalog(*([self.folder_of(edition)] if edition else []))

    def install(self, content: bytes, *, step: Callable[[str], None] | None = None) -> Edition:
        """Install an edition and use it from now on.

        Parameters
        ----------
        content
            The bytes of its file.
        step
            Told what is done next; what it raises ends the installation.

        Raises
        ------
        EditionError
            If the file is none, is altered, or does with ids what it may not.
        DataError
            If its data have faults.
        """
        tell = step or (lambda _: None)
        tell("checking the file")
        packed = unpacked_edition(content)
        tell("checking the data")
        catalog = packed.catalog()
        if not packed.is_older and catalog.data_hash != packed.edition.data_hash:
            raise EditionError("The data are not those that the edition's hash names.")
        faults = id_faults(self.catalog_in_use(), catalog)
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            raise EditionError(f"The edition breaks ids: {faults[0]}{more}")
        # An older one is kept in today's shape: whoever reads its folder need not know of it.
        packed = packed.in_shape()
        self._put(packed, tell)
        tell("switching")
        self._use(packed.edition.name)
        return packed.edition

    def use(self, name: str) -> Edition | None:
        """Use an edition by its id, its name or the word `shipped`; return it.

        Raises
        ------
        EditionError
            If there is none of that name, or several.
        """
        if name == SHIPPED_NAME:
            self._use(SHIPPED_NAME)
            return None
        edition = self.named(name)
        self.verify(edition)
        self._use(edition.name)
        return edition

    def rollback(self) -> Edition | None:
        """Use what was in use before; return it, or none for the shipped edition.

        Raises
        ------
        EditionError
            If nothing was.
        """
        history = self._history()
        if not history:
            raise EditionError("Nothing was in use before: the shipped edition still is.")
        self._write(history[:-1])
        return self.in_use()

    def verify(self, edition: Edition) -> None:
        """Check every file of an installed edition again.

        Raises
        ------
        EditionError
            If any is missing or altered.
        """
        folder = self.folder_of(edition)
        files = {}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name != MANIFEST:
                files[name] = regular_content(path)
        check_files(edition, files)

    def named(self, name: str) -> Edition:
        """Return an installed edition by its id or name.

        Raises
        ------
        EditionError
            If there is none of that name, or several.
        """
        found = [one for one in self.editions() if name in (one.name, one.edition_id)]
        if len(found) == 1:
            return found[0]
        known = ", ".join([SHIPPED_NAME, *(one.name for one in self.editions())])
        what = "Several editions are" if found else "No edition is"
        raise EditionError(f"{what} called {name!r}; known are {known}.")

    def _put(self, packed: PackedEdition, tell: Callable[[str], None]) -> None:
        """Unpack an edition beside the others and move it among them whole."""
        self.path.mkdir(parents=True, exist_ok=True)
        target = self.folder_of(packed.edition)
        with self._incoming() as folder:
            for name, content in packed.files.items():
                tell(f"writing {name}")
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            (folder / MANIFEST).write_bytes(manifest_of(packed.edition))
            tell("moving")
            if target.exists():
                if self._is_sound(packed.edition):
                    return
                # Its name has the hash: what lies there was altered since.
                target.replace(folder / ".altered")
            folder.replace(target)
            shutil.rmtree(target / ".altered", ignore_errors=True)

    def _is_sound(self, edition: Edition) -> bool:
        try:
            self.verify(edition)
        except (EditionError, OSError):
            return False
        return True

    @contextmanager
    def _incoming(self) -> Iterator[Path]:
        """Give a folder of this installation alone; what killed ones left is cleared away."""
        sweep(self.path)
        folder = folder_beside(self.path / MANIFEST)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _history(self) -> list[str]:
        """Return the names of what was in use, the present one last; none: the shipped edition."""
        try:
            told = json.loads(regular_content(self.path / _IN_USE))
            return [str(name) for name in told["history"]]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def _use(self, name: str) -> None:
        history = self._history()
        if (history[-1] if history else SHIPPED_NAME) != name:
            self._write([*history, name][-_MOST_HISTORY:])

    def _write(self, history: list[str]) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        write_whole(self.path / _IN_USE, json.dumps({"history": history}).encode())


def user_shelf() -> Shelf:
    """Return the shelf in the user's data folder, or where the environment says."""
    told = os.environ.get(EDITIONS_VARIABLE, "")
    folder = Path(told) if told else platformdirs.user_data_path("trade-corridors") / "editions"
    return Shelf(folder)


def folder_in_use() -> Path | None:
    """Return the folder of the installed edition in use; none while the shipped one is."""
    shelf = user_shelf()
    edition = shelf.in_use()
    return shelf.folder_of(edition) if edition is not None else None


def is_old(data_end: date, today: date) -> bool:
    """Tell whether data are so old that it has to be said aloud."""
    return (today - data_end).days > OLD_DAYS


def folder_of_data(data_hash: str) -> Path | None:
    """Return the folder of the installed edition whose data have a hash; nothing if none has."""
    shelf = user_shelf()
    found = [one for one in shelf.editions() if one.data_hash == data_hash]
    return shelf.folder_of(found[0]) if found else None
