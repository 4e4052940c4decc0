"""What a file is, told by its bytes from a closed list; its name decides nothing.

What belongs here: the list, and the refusals with advice. What does not: reading what was found.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath

from geo.errors import OverlayError
from geo.own.archive import Archive
from geo.own.limits import refuse_large


class FileType(StrEnum):
    """What is read from outside."""

    WORKBOOK = "XLSX"
    TABLES = "zip of tables"
    GEOJSON = "GeoJSON"
    CSV = "CSV"
    KML = "KML"
    KMZ = "KMZ"
    GEOPACKAGE = "GeoPackage"
    SHAPEFILE = "zipped shapefile"


KINDS_READ = "Read are XLSX, CSV, GeoJSON, KML, KMZ, GeoPackage, zipped shapefiles, zips of tables."
_REFUSED = (
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old Excel or Word file, or one with a password. Save it as XLSX without one.",
    ),
    (b"\x00\x00\x27\x0a", "This is one part of a shapefile. Zip its .shp, .dbf, .shx and .prj."),
    (b"%PDF", "A PDF holds no lines that can be read. Ask for the file it was made from."),
    (b"Rar!", "This is a RAR archive. Pack it as zip."),
    (b"7z\xbc\xaf", "This is a 7z archive. Pack it as zip."),
    (b"\x1f\x8b", "This is a gz archive. Pack it as zip."),
    (b"\x89PNG", "A picture holds no lines that can be read."),
    (b"\xff\xd8\xff", "A picture holds no lines that can be read."),
    (b"PAR1", "Parquet is not read. Save it as GeoPackage or GeoJSON."),
)


def type_of(content: bytes) -> FileType:
    """Return what a file is.

    Raises
    ------
    OverlayError
        If it is nothing that is read; the message says what to do.
    """
    refuse_large(content)
    for magic, advice in _REFUSED:
        if content.startswith(magic):
            raise OverlayError(advice)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(Archive(content))
    if content.startswith(b"SQLite format 3\x00"):
        return FileType.GEOPACKAGE
    return _text(content)


def _zipped(archive: Archive) -> FileType:
    names = archive.names
    endings = {PurePosixPath(name).suffix.lower() for name in names}
    if "xl/workbook.xml" in names:
        return FileType.WORKBOOK
    if ".shp" in endings:
        return FileType.SHAPEFILE
    if ".kml" in endings:
        return FileType.KMZ
    if endings & {".csv", ".geojson"}:
        return FileType.TABLES
    if names[:1] == ["mimetype"] or "xl/workbook.bin" in names:
        raise OverlayError("This is a workbook of another kind. Save it as XLSX.")
    raise OverlayError(f"The zip holds nothing that is read. {KINDS_READ}")


def _text(content: bytes) -> FileType:
    start = content[:4096]
    plain = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if plain.startswith((b"{", b"[")) and not utf16:
        return FileType.GEOJSON
    if plain.startswith(b"<"):
        if b"<kml" in plain or b":kml" in plain or b"<Document" in plain:
            return FileType.KML
        if b"<gpx" in plain:
            raise OverlayError("This is a GPX file, and no KML. Save it as KML or GeoJSON.")
        raise OverlayError(f"This is XML, but no KML. {KINDS_READ}")
    if not plain or (b"\x00" in start and not utf16):
        raise OverlayError(f"This is no file of a kind that is read. {KINDS_READ}")
    return FileType.CSV
