"""The files of a pack: which formats there are, their names, and how they reach the disk.

What belongs here: formats as a closed vocabulary, putting files into a zip, and saving so that
nothing half-written is ever left and nothing is replaced unasked. What does not: making the content
(`layers/pack/briefing.py`). Only the standard library is imported, so that a page or a command can
offer the formats at once.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from geo.errors import ExportError
from geo.parts import part_beside, sweep
from geo.zipped import zipped

PACK_MANIFEST = "MANIFEST.txt"


class Format(StrEnum):
    """The formats a selection is handed over in, in the order of a pack."""

    PNG = "png"
    PNG_150 = "png150"
    SVG = "svg"
    PDF = "pdf"
    PPTX = "pptx"
    BRIEF = "brief"
    HTML = "html"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    KML = "kml"
    XLSX = "xlsx"
    CSV = "csv"
    BIBTEX = "bib"
    RIS = "ris"


@dataclass(frozen=True, slots=True)
class FormatFacts:
    """What is said of a format: its label, the ending of its file, its media type."""

    label: str
    ending: str
    media_type: str
    drawn: bool = False


# `drawn` formats show the map page, which must pass the gate.
FORMATS: Mapping[Format, FormatFacts] = MappingProxyType(
    {
        Format.PNG: FormatFacts("PNG, 300 dpi", ".png", "image/png", drawn=True),
        Format.PNG_150: FormatFacts("PNG, 150 dpi", "-150dpi.png", "image/png", drawn=True),
        Format.SVG: FormatFacts("SVG", ".svg", "image/svg+xml", drawn=True),
        Format.PDF: FormatFacts("PDF", ".pdf", "application/pdf", drawn=True),
        Format.PPTX: FormatFacts(
            "PowerPoint slides",
            ".pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            drawn=True,
        ),
        Format.BRIEF: FormatFacts("Brief, PDF", "-brief.pdf", "application/pdf", drawn=True),
        Format.HTML: FormatFacts("Interactive map, one HTML file", ".html", "text/html"),
        Format.GEOJSON: FormatFacts("GeoJSON", ".geojson", "application/geo+json"),
        Format.GPKG: FormatFacts("GeoPackage", ".gpkg", "application/geopackage+sqlite3"),
        Format.KML: FormatFacts("KML", ".kml", "application/vnd.google-earth.kml+xml"),
        Format.XLSX: FormatFacts(
            "Excel workbook",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        Format.CSV: FormatFacts("CSV tables", ".csv", "text/csv"),
        Format.BIBTEX: FormatFacts("Citations, BibTeX", ".bib", "application/x-bibtex"),
        Format.RIS: FormatFacts("Citations, RIS", ".ris", "application/x-research-info-systems"),
    }
)
# CSV holds one table a file; `geo/formats/listings.py` has these.
CSV_NAMES = ("about", "legs", "places", "closures", "claims", "events", "sources", "licences")


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file to hand over: its name and its bytes."""

    name: str
    content: bytes


def stem_of(as_of: date) -> str:
    """Return what the names of all files of a pack begin with."""
    return f"trade-corridors-{as_of.isoformat()}"


def names_of(stem: str, kind: Format) -> tuple[str, ...]:
    """Return the names of a format's files in a folder or a pack."""
    ending = FORMATS[kind].ending
    if kind is Format.CSV:
        return tuple(f"{stem}-{name}{ending}" for name in CSV_NAMES)
    return (stem + ending,)


def formats_of(text: str) -> tuple[Format, ...]:
    """Return the formats a text like `png,gpkg` or `all` names, each once, in the order of a pack.

    Raises
    ------
    ExportError
        If one is unknown, or none is named.
    """
    named = [part.strip().lower() for part in text.split(",") if part.strip()]
    unknown = [name for name in named if name != "all" and name not in set(Format)]
    if unknown or not named:
        said = f"There is no format {unknown[0]!r}" if unknown else "No format is named"
        raise ExportError(f"{said}; choose from {', '.join(Format)}, or all.")
    return tuple(kind for kind in Format if "all" in named or kind in named)


def format_of_path(path: Path) -> Format | None:
    """Return the format that a file's ending means, nothing when it means none."""
    ending = path.suffix.lower()
    return next((kind for kind, facts in FORMATS.items() if facts.ending == ending), None)


def zip_of(files: Sequence[PackFile], *, about: Mapping[str, str]) -> bytes:
    """Return files as a zip with a manifest of their SHA-256 hashes.

    Parameters
    ----------
    files
        What goes in, in this order.
    about
        What the pack is of; written at the head of the manifest, which `sha256sum --check` reads.
    """
    lines = [f"# {name}: {' '.join(value.split())}" for name, value in about.items() if value]
    lines += [f"{hashlib.sha256(file.content).hexdigest()}  {file.name}" for file in files]
    manifest = PackFile(PACK_MANIFEST, ("\n".join(lines) + "\n").encode())
    return zipped({file.name: file.content for file in (manifest, *files)})


def paths_of(names: Sequence[str], out: Path) -> tuple[Path, ...]:
    """Return where files of these names go: one to `out` itself, several into the folder `out`.

    An `out` that is a folder, or has no ending and so will be one, takes a single file too.

    Raises
    ------
    ExportError
        If several files are to go to what is a file or ends like one.
    """
    if out.is_dir() or (not out.suffix and not out.exists()):
        return tuple(out / name for name in names)
    if len(names) == 1:
        return (out,)
    if out.exists() or format_of_path(out) is not None or out.suffix.lower() == ".zip":
        raise ExportError(f"{len(names)} files do not fit into {out}; let --out name a folder.")
    return tuple(out / name for name in names)


def refuse_taken(paths: Iterable[Path], *, force: bool) -> None:
    """Raise if something is there already; asked before the work as well as at its end.

    Raises
    ------
    ExportError
        Naming the first file that would be replaced, or the folder that is missing. A link, pipe
        or device is never replaced.
    """
    for path in paths:
        if path.is_dir():
            raise ExportError(f"{path} is a folder; name a file.")
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise ExportError(f"{path} is a link, pipe or device; name a file.")
        if path.exists() and not force:
            raise ExportError(f"{path} is there already; choose another name or add --force.")
        above = path.parent if path.parent.exists() else path.parent.parent
        if not above.is_dir():
            raise ExportError(f"There is no folder {above}; make it first.")


def save_files(files: Sequence[PackFile], out: Path, *, force: bool = False) -> list[Path]:
    """Write files beside their places and rename them when all of them are whole.

    Parameters
    ----------
    files
        What to write.
    out
        The file, for one; the folder, for several. A folder is made if the one above it is there.
    force
        Replace what is there.

    Raises
    ------
    ExportError
        In one sentence, if anything cannot be written; then nothing new is left on the disk.
    """
    paths = paths_of([file.name for file in files], out)
    refuse_taken(paths, force=force)
    waiting: dict[Path, Path] = {}
    made: list[Path] = []
    folder = paths[0].parent if paths else out
    fresh = not folder.exists()
    try:
        if fresh:
            folder.mkdir()
        sweep(folder)
        for number, (file, path) in enumerate(zip(files, paths, strict=True)):
            beside = part_beside(path, number)
            waiting[beside] = path
            _write(beside, file.content)
        for beside, path in waiting.items():
            _place(beside, path, force=force)
            made.append(path)
    except OSError as error:
        if not force:
            _remove(made)
        name = waiting.get(Path(str(error.filename)), error.filename or out)
        reason = (error.strerror or str(error)).lower()
        raise ExportError(f"{name} cannot be written: {reason}.") from error
    finally:
        _remove(waiting)
        if fresh:
            with contextlib.suppress(OSError):
                folder.rmdir()  # only if nothing came of it
    return made


def _write(path: Path, content: bytes) -> None:
    try:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            # Some disks report that they are full only when the bytes really go out.
            os.fsync(file.fileno())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _place(beside: Path, path: Path, *, force: bool) -> None:
    """Give a whole file its name; without force a file that came up meanwhile is kept."""
    if force:
        beside.replace(path)
        return
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this disk
        if path.exists():
            raise FileExistsError(errno.EEXIST, "something is there already", str(path)) from None
        beside.replace(path)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
