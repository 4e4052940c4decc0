"""The static map as files: PNG, SVG and PDF, the same bytes for the same figure.

What belongs here: turning a drawn figure into bytes and writing them. What does not: drawing.
Dates, versions and random ids are kept out of the files, so that neither the clock, the folder
nor an update of the library changes them.
"""

from __future__ import annotations

import contextlib
import io
import re
import threading
from collections import Counter
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from layers.look.fonts import data_address, font_faces
from layers.pens.pixels import PixelRenderer
from layers.pens.png import png_bytes
from layers.pens.tagged import PageContent, TaggedFile

PNG_DPI = 300
# Named in the files instead of the library and its version.
_SOFTWARE = "trade-corridors"
# matplotlib reads what these settings say from one table for the whole process.
_SETTINGS_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Description:
    """What a file says of itself: title, subject, the day it was made, keywords.

    `alt` says what its picture shows to who cannot see it.
    """

    title: str
    subject: str
    made_on: date
    keywords: str = ""
    alt: str = ""


def png_of(figure: Figure, *, dpi: int = PNG_DPI, about: Description | None = None) -> bytes:
    """Return a figure as a PNG; what it says of itself is under the format's own keywords."""
    return png_from(picture_of(figure, dpi), dpi=dpi, about=about)


def png_from(
    picture: Image.Image, *, dpi: int = PNG_DPI, about: Description | None = None
) -> bytes:
    """Return a drawn picture as a PNG, as `png_of` does a figure."""
    said = {"Title": about.title, "Description": about.alt or about.subject} if about else {}
    return png_bytes(picture, dpi=dpi, said={"Software": _SOFTWARE, **said})


def picture_of(figure: Figure, dpi: int = PNG_DPI) -> Image.Image:
    """Return a figure in red, green and blue; the page is opaque."""
    before = figure.dpi
    try:
        figure.dpi = dpi
        # The backend carries no types.
        width, height = figure.canvas.get_width_height(physical=True)
        renderer = PixelRenderer(width, height, dpi)  # type: ignore[no-untyped-call]
        figure.draw(renderer)
        return Image.fromarray(np.asarray(renderer.buffer_rgba())).convert("RGB")  # type: ignore[no-untyped-call]
    finally:
        figure.dpi = before


def light_png_of(figure: Figure, *, dpi: int) -> bytes:
    """Return a figure as a PNG of 64 colours, undithered, a fifth of the size, for screens."""
    plain = picture_of(figure, dpi).quantize(
        64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    buffer = io.BytesIO()
    plain.save(buffer, format="png", optimize=True)
    return buffer.getvalue()


def svg_of(figure: Figure, about: Description) -> bytes:
    """Return a figure as an SVG whose text is text, with the type it is set in inside."""
    metadata = {
        "Creator": _SOFTWARE,
        "Date": None,
        "Title": about.title,
        "Description": about.subject,
    }
    buffer = io.BytesIO()
    with _vector_settings():
        figure.savefig(buffer, format="svg", metadata=metadata)
    plain = _with_unique_ids(buffer.getvalue().decode())
    return _told(_with_type(plain), about).encode()


def _told(svg: str, about: Description) -> str:
    """Return an SVG that is one picture with a title and a description for screen readers."""
    end = svg.index(">", svg.index("<svg "))
    role = ' role="img" aria-labelledby="picture-title picture-alt"'
    said = f'<desc id="picture-alt">{escape(about.alt or about.subject)}</desc>'
    whole = f"{svg[:end]}{role}{svg[end:]}"
    # The library has written the title.
    whole = whole.replace("<title>", '<title id="picture-title">', 1)
    return whole.replace("</title>", f"</title>\n {said}", 1)


def pdf_of(
    pages: Sequence[Figure],
    about: Description,
    *,
    begun: MutableMapping[Figure, PageContent] | None = None,
) -> bytes:
    """Return pages as one tagged PDF of vectors with its fonts embedded; the map comes first.

    `begun` holds the first pages of files written before; a page that is among them is not drawn
    again, and one that is not is added.
    """
    made = datetime.combine(about.made_on, time(), UTC)
    metadata = {
        "Creator": _SOFTWARE,
        # Not the library's version, so that an update of it changes nothing here.
        "Producer": _SOFTWARE,
        "Author": _SOFTWARE,
        "Title": about.title,
        "Subject": about.subject,
        "CreationDate": made,
        "ModDate": made,
        **({"Keywords": about.keywords} if about.keywords else {}),
    }
    buffer = io.BytesIO()
    alts = {0: about.alt} if about.alt else {}
    known = {} if begun is None else begun
    with _vector_settings():
        file = TaggedFile(buffer, metadata, alts)
        for page in pages:
            file.put(page, known)
        file.finalize()  # type: ignore[no-untyped-call]
        file.close()  # type: ignore[no-untyped-call]
    return buffer.getvalue()


@contextlib.contextmanager
def _vector_settings() -> Iterator[None]:
    """Set what the vector formats read from matplotlib's settings, for one writer at a time."""
    # Text stays text, ids come from what they name, and fonts are embedded as TrueType.
    with (
        _SETTINGS_LOCK,
        mpl.rc_context(
            {
                "svg.fonttype": "none",
                "svg.hashsalt": _SOFTWARE,
                "pdf.fonttype": 42,
                "pdf.use14corefonts": False,
            }
        ),
    ):
        yield


def _with_type(svg: str) -> str:
    """Put the faces into a file that is set in them, for a reader who has none of them."""
    said = "".join(re.findall(r"<text[^>]*>([^<]*)", svg))
    return svg.replace(
        "<defs>", f"<defs>\n  <style>{font_faces(data_address, text=said)}</style>", 1
    )


def _with_unique_ids(svg: str) -> str:
    """Give a number to ids that several elements share: lines of one label, rows of the notes."""
    seen: Counter[str] = Counter()

    def numbered(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] += 1
        return f' id="{name}"' if seen[name] == 1 else f' id="{name}.{seen[name]}"'

    return re.sub(r' id="([^"]+)"', numbered, svg)
