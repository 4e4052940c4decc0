"""An edition as one zip: every file of the data with its hash. Bytes in, bytes out. Pure.

What belongs here: the form of the file, and what an older edition lacks of the basemap: that alone
is read from what ships. What does not: where it is kept (`geo/editions/shelf.py`),
and whether ids are forever (`geo/editions/ids.py`). What comes from outside is bounded before it is
unpacked, and only files that the data have are taken.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from geo.clean import clean
from geo.errors import EditionError
from geo.model.origins import SHIPPED
from geo.records.backdrop import LAYERS
from geo.records.catalog import Catalog, read_catalog
from geo.records.contract import Form
from geo.records.package import BASEMAP_FOLDER, LAYERS_FOLDER, PACKAGE
from geo.records.readers import LARGEST_FILE_MB, Folder, InMemory, Reader, data_folder
from geo.records.schema.every import CSV_TABLES
from geo.zipped import zipped

MANIFEST = "edition.json"
MOST_FILES, LARGEST_MB = 300, 64
LAYER_FILES = tuple(layer.file for layer in LAYERS.values())
# Papers that travel with the data where they are there.
_PAPERS = (
    *("README.md", "LICENSES/NOTICE.md", "LICENSES/Apache-2.0.txt"),
    *("LICENSES/CC-BY-4.0.txt", "LICENSES/ODbL-1.0.txt", "LICENSES/Unicode-3.0.txt"),
)
_NAME = re.compile(r"(?:(?:layers|basemap)/)?[A-Za-z0-9][A-Za-z0-9_.-]{0,78}\.(?:geojson|csv|json)")
_ID = re.compile(r"\d{4}\.\d{2}\.\d{1,3}")


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition says of itself: id, end of the data, day made, hash, and hashes by file."""

    edition_id: str
    data_end: date
    made: date
    data_hash: str
    files: Mapping[str, str]

    @property
    def name(self) -> str:
        """Its id and the head of its hash: what it is called on the shelf."""
        return f"{self.edition_id}-{self.data_hash[:12]}"

    @property
    def lacking(self) -> tuple[str, ...]:
        """The files of the basemap that its time did not know."""
        return tuple(name for name in LAYER_FILES if name not in self.files)


@dataclass(frozen=True, slots=True)
class PackedEdition(InMemory):
    """An edition and the bytes of its files: a reader of them.

    An older edition can still be read and compared. A table or column that its time did not know
    is empty, a flag among them off; a layer of the basemap that it did not know is the one that
    ships; no fact ever is.
    """

    edition: Edition
    files: Mapping[str, bytes]
    origin: str = SHIPPED

    @property
    def is_older(self) -> bool:
        """Whether its time did not know all there is now: its hash is of another shape."""
        tables = any(one.file not in self.files for one in CSV_TABLES)
        return tables or self.in_shape().files != self.files

    def in_shape(self) -> PackedEdition:
        """Return the edition with the columns and layers of today, and their hashes."""
        names = [*self.files, *self.edition.lacking]
        files = {name: self.content(name) for name in names}
        hashed = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        return PackedEdition(replace(self.edition, files=hashed), files, self.origin)

    def content(self, name: str) -> bytes:
        """Return what a file holds.

        Raises
        ------
        FileNotFoundError
            If it is not in the edition.
        """
        if name in self.files:
            return _widened(name, self.files[name])
        for table in CSV_TABLES:
            if table.file == name and not table.needed:
                return ",".join(column.name for column in table.columns).encode()
        if name in LAYER_FILES:
            return Folder(data_folder(), SHIPPED).content(name)
        raise FileNotFoundError(name)

    def catalog(self) -> Catalog:
        """Read and check everything it holds.

        Raises
        ------
        DataError
            With every fault of its data.
        EditionError
            If the data are not those that its hash names.
        """
        catalog = read_catalog(self)
        if catalog.edition != self.edition.edition_id:
            raise EditionError(
                f"The data call themselves edition {catalog.edition or 'without an id'}, "
                f"the pack {self.edition.edition_id}."
            )
        return catalog


def packed_edition(reader: Reader) -> tuple[Edition, bytes]:
    """Return what lies in a data folder as one zip, and what it says of itself.

    The same data give the same bytes.

    Raises
    ------
    DataError
        If the data have faults.
    EditionError
        If they do not say which edition they are, and when it was made.
    """
    catalog = read_catalog(reader)
    if not _ID.fullmatch(catalog.edition) or catalog.made_on is None:
        raise EditionError(
            f'{PACKAGE} does not say which edition this is: add "edition": "2026.07.1" and '
            '"edition_made": "2026-07-31".'
        )
    files = _files_of(reader)
    edition = Edition(
        catalog.edition,
        catalog.data_end,
        catalog.made_on,
        catalog.data_hash,
        {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )
    return edition, zipped({MANIFEST: manifest_of(edition), **files})


def unpacked_edition(content: bytes) -> PackedEdition:
    """Return an edition from its bytes, every file with the hash that it is to have.

    Raises
    ------
    EditionError
        If it is no edition, too large, or any file is missing, unknown or altered.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = _bounded(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise EditionError("The file is no edition: it is no whole zip file.") from error
    edition = edition_from(files.pop(MANIFEST, b""))
    check_files(edition, files)
    return PackedEdition(edition, files)


def _widened(name: str, content: bytes) -> bytes:
    """Return a table with the columns that its time did not know, if those may be empty."""
    table = next((one for one in CSV_TABLES if one.file == name), None)
    try:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        head = next(rows, []) if table else []
        unknown = [
            column
            for column in (table.columns if table else ())
            if column.name not in head and (not column.required or column.form is Form.FLAG)
        ]
        told = list(rows) if unknown else []
    except (ValueError, csv.Error):
        return content  # the reader of tables says what is wrong
    if not unknown:
        return content
    cells = ["false" if column.required else "" for column in unknown]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*head, *(column.name for column in unknown)])
    writer.writerows([*row, *cells] for row in told)
    return text.getvalue().encode()


def lacking_text(edition: Edition) -> str:
    """Return what an older edition is filled with, in a sentence; nothing if it lacks nothing."""
    if not edition.lacking:
        return ""
    return (
        f"Edition {edition.edition_id} is of an older shape: of the basemap, "
        f"{', '.join(edition.lacking)} as it ships now stands in; no fact does."
    )


def edition_from(manifest: bytes) -> Edition:
    """Return what an edition says of itself.

    Raises
    ------
    EditionError
        If it does not say it, or not in this form.
    """
    try:
        told = json.loads(manifest)
        edition = Edition(
            str(told["edition_id"]),
            date.fromisoformat(told["data_end"]),
            date.fromisoformat(told["made"]),
            str(told["data_hash"]),
            {str(name): str(hashed) for name, hashed in told["files"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EditionError(f"The file is no edition: {MANIFEST} is missing or wrong.") from error
    if not _ID.fullmatch(edition.edition_id) or not re.fullmatch(
        r"[0-9a-f]{64}", edition.data_hash
    ):
        raise EditionError(f"{MANIFEST} names no edition: wanted is an id such as 2026.07.1.")
    return edition


def check_files(edition: Edition, files: Mapping[str, bytes]) -> None:
    """Refuse files that are not those of an edition.

    Raises
    ------
    EditionError
        If one is missing, unknown, or not what its hash says.
    """
    for name in sorted(edition.files.keys() | files.keys()):
        shown = clean(name, longest=120)
        if name not in files:
            raise EditionError(f"{shown} is missing from the edition.")
        if name not in edition.files:
            raise EditionError(f"{shown} is not among the files that the edition names.")
        if hashlib.sha256(files[name]).hexdigest() != edition.files[name]:
            raise EditionError(f"{shown} is not as the edition was made: its hash differs.")


def manifest_of(edition: Edition) -> bytes:
    """Return what an edition says of itself as its file has it."""
    told = {
        **asdict(edition),
        "data_end": edition.data_end.isoformat(),
        "made": edition.made.isoformat(),
    }
    return (json.dumps(told, indent=1, sort_keys=True) + "\n").encode()


def _files_of(reader: Reader) -> dict[str, bytes]:
    names = [table.file for table in CSV_TABLES] + ["nodes.geojson", PACKAGE, *_PAPERS]
    for folder in (LAYERS_FOLDER, BASEMAP_FOLDER):
        names += reader.names(folder)
    files = {}
    for name in sorted(names):
        try:
            files[name] = reader.content(name)
        except FileNotFoundError:
            continue  # a paper; a table that is missing was told when the data were read
    return files


def _bounded(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the files of a zip, none unpacked further than a file of data may be large."""
    parts = archive.infolist()
    if len(parts) > MOST_FILES:
        raise EditionError(f"The file is no edition: it has more than {MOST_FILES} files.")
    files: dict[str, bytes] = {}
    left = LARGEST_MB * 1_000_000
    for part in parts:
        name = part.filename
        if not (_NAME.fullmatch(name) or name in _PAPERS) or name in files:
            shown = clean(name, longest=120)
            raise EditionError(f"The file is no edition: {shown!r} does not belong in one.")
        most = min(left, LARGEST_FILE_MB * 1_000_000)
        content = _unpacked(archive, part, most)
        files[name] = content
        left -= len(content)
    return files


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """Return at most so many bytes of a file in a zip, whatever size it claims."""
    if part.file_size > most:
        raise EditionError("The file is no edition: it unpacks to more than data can be.")
    return archive.read(part)
