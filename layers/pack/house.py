"""The settings of a house: its own wording and limits for what it hands over.

What belongs here: reading one small TOML file, every wrong line of it named. What does not: how
the settings are used. No setting is needed; what is not set stays as the project has it.

A file may hold::

    boundary_note = "Boundaries are shown as used by this ministry and imply no position."
    handling = "For official use"
    base_address = "https://maps.example.org/corridors/"
    stale_years = 2
    name = "Corridor atlas of the ministry"
    logo = "logo.svg"
    atlas_address = "https://atlas.example.org/"
    languages = "en, ru, local"
    accent = "green"
    private = "handling"
    most_exports = 30
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from geo.clean import hidden_in, one_line
from geo.errors import ExportError
from geo.records.readers import regular_content
from layers.look.languages import LANGUAGES
from layers.look.palette import ACCENTS

# Names the file where no other is given.
VARIABLE = "CORRIDORS_SETTINGS"
# Names the address at which readers find the page, where a proxy in front of it changes its name.
ADDRESS_VARIABLE = "CORRIDORS_PUBLIC_ADDRESS"
# From this age on a figure must carry its date to pass the gate, unless the house says otherwise.
STALE_YEARS = 3
# What is more is meant as none at all; years of it are still those of a calendar.
_LARGEST = 1_000
# What an address has to spell out.
_NO_ADDRESS = re.compile(r"[\s<>\"\\^`{|}]")


@dataclass(frozen=True, slots=True)
class House:
    """A house's own settings.

    Attributes
    ----------
    boundary_note
        Replaces the note on boundaries, never the note on the Line of Control.
    handling
        The mark at the top and foot of every page, if none is given for one.
    base_address
        Where the page is served; a QR code and the manifest then name the whole link.
    stale_years
        From what age on a figure must carry its date to pass the gate.
    name
        What a published atlas is called.
    logo
        An SVG or PNG at the head of its pages, named as seen from the settings' own folder.
    atlas_address
        Where the atlas is served.
    languages
        The languages of names that its map offers, of `en`, `ru` and `local`; empty for all.
    accent
        The colour of its heads and links, one of `layers.look.palette.ACCENTS`.
    private
        Names of settings that stay out of a published atlas.
    most_uploads, most_exports, most_questions
        How many files one reader may add, packs make, and questions ask the network, in ten
        minutes each.
    """

    boundary_note: str = ""
    handling: str = ""
    base_address: str = ""
    stale_years: int = STALE_YEARS
    name: str = ""
    logo: str = ""
    atlas_address: str = ""
    languages: str = ""
    accent: str = ""
    private: str = ""
    most_uploads: int = 30
    most_exports: int = 30
    most_questions: int = 300

    def published(self) -> House:
        """Return the settings that a published atlas may show: without those marked private."""
        hidden = set(words_of(self.private)) | {"private"}
        kept = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in hidden}
        return House(**kept)


def read_house(path: Path | None = None) -> House:
    """Return the settings of a house, by default from the file that `CORRIDORS_SETTINGS` names.

    The page asks at every export and question: the file is read once for each time it is written.

    Raises
    ------
    ExportError
        In one sentence, if the file cannot be read or a setting is unknown or of the wrong kind.
    """
    named = os.environ.get(VARIABLE, "")
    place = path or (Path(named) if named else None)
    if place is None:
        return House()
    try:
        found = place.stat()
        return _read(place, (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExportError(f"The settings {place} cannot be read: {reason}.") from error


@lru_cache(maxsize=8)
def _read(place: Path, _stamp: tuple[int, ...]) -> House:
    """Read settings; whenever the file is written its stamp is another, and it is read again."""
    try:
        given = tomllib.loads(regular_content(place).decode())
    except (ValueError, RecursionError) as error:  # of its form, its letters, or 5,000 digits
        raise ExportError(f"The settings {place} are no TOML: {error}.") from error
    kinds = {field.name: type(field.default) for field in fields(House)}
    for name, value in given.items():
        if name not in kinds:
            raise ExportError(
                f"{place}: there is no setting {name!r}; choose from {', '.join(kinds)}."
            )
        if type(value) is not kinds[name]:
            kind = "a whole number" if kinds[name] is int else "a text"
            raise ExportError(f"{place}: {name} must be {kind}.")
        if isinstance(value, int) and not 1 <= value <= _LARGEST:
            raise ExportError(f"{place}: {name} must be from 1 to {_LARGEST:,}.")
        hidden = hidden_in(value) if isinstance(value, str) else ""
        if hidden:
            raise ExportError(f"{place}: {name} holds {hidden}, a character that cannot be seen.")
    house = House(**{name: _as_set(value) for name, value in given.items()})
    refuse_no_address(house.base_address)
    refuse_no_address(house.atlas_address)
    for name, known in (
        ("languages", LANGUAGES),
        ("accent", tuple(ACCENTS)),
        ("private", tuple(kinds)),
    ):
        for word in words_of(getattr(house, name)):
            if word not in known:
                told = ", ".join(known)
                raise ExportError(f"{place}: {name} cannot name {word!r}; choose from {told}.")
    # A logo lies beside the settings, wherever the command is called.
    return replace(house, logo=str(place.parent / house.logo)) if house.logo else house


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a setting that lists some, commas between them."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _as_set(value: Any) -> Any:
    """Return a setting as it is used: a text as one line."""
    return one_line(value).strip() if isinstance(value, str) else value


def refuse_no_address(address: str) -> None:
    """Raise if a text is neither empty nor a web address.

    Raises
    ------
    ExportError
        Naming what was given.
    """
    try:
        parts = urlsplit(address)
        # A name and password would stand on every page; a port past the last is told by asking.
        _, named = parts.port, parts.username is not None
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not named
    except ValueError:
        sound = False
    if address and (not sound or hidden_in(address) or _NO_ADDRESS.search(address)):
        raise ExportError(f"{address!r} is no web address; write it like https://example.org/.")
