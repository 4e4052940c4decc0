"""The briefing map: what is on the screen as a page to hand over.

What belongs here: the form and the download. What does not: drawing (`layers/figure.py`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from threading import BoundedSemaphore

import streamlit as st

from geo.catalog import Catalog
from geo.errors import ExportError
from geo.model import Selection
from geo.select import as_of_date, node_states
from layers.sheet import PageSize

SIZE_LABEL = {
    PageSize.A4_LANDSCAPE: "A4 landscape",
    PageSize.A4_PORTRAIT: "A4 portrait",
    PageSize.A3_LANDSCAPE: "A3 landscape",
    PageSize.SLIDE: "Slide 16:9",
    PageSize.PHONE: "Phone",
}
# A page at 300 dpi takes some 150 MB while it is drawn: so many at once, the others wait.
_DRAWING = BoundedSemaphore(2)


def show_briefing(catalog: Catalog, selection: Selection) -> None:
    """Show what can be set about the map page, and the button that draws and hands it over."""
    if not node_states(catalog, selection):
        st.info("Nothing of what is switched on existed at this date: there is no map to draw.")
        return
    title = st.text_input("Title", key="brief_title", placeholder="The corridors’ names")
    subtitle = st.text_input("Subtitle", key="brief_subtitle", placeholder="What day it shows")
    left, right = st.columns(2)
    size = left.selectbox("Size", list(SIZE_LABEL), format_func=_label, key="brief_size")
    handling = right.text_input("Handling mark", key="brief_handling")
    stem = f"trade-corridors-{as_of_date(catalog, selection).isoformat()}-{size or ''}"
    st.download_button(
        "Map as PNG, 300 dpi",
        lambda: _png(
            catalog,
            selection,
            texts=(title.strip(), subtitle.strip(), handling.strip()),
            size=size or PageSize.A4_LANDSCAPE,
        ),
        file_name=f"{stem.rstrip('-')}.png",
        mime="image/png",
        on_click="ignore",
        key="brief_png",
        icon=":material/download:",
    )
    st.caption("Drawn when you ask for it: two to three seconds for a page.")


def _png(
    catalog: Catalog, selection: Selection, *, texts: tuple[str, str, str], size: PageSize
) -> bytes:
    """Draw the page; title, subtitle and handling mark as given, or made from the selection."""
    # matplotlib is loaded when the first reader asks for a map, not when the page opens.
    from layers.figure import FigureRequest, map_figure, png_of

    title, subtitle, handling = texts
    request = FigureRequest(
        selection=selection,
        title=title,
        subtitle=subtitle,
        made_on=datetime.now(UTC).astimezone().date(),
        size=size,
        handling=handling,
    )
    if not _DRAWING.acquire(timeout=60):
        raise ExportError("Too many maps are being drawn just now; try again in a minute.")
    try:
        return png_of(map_figure(catalog, request))
    finally:
        _DRAWING.release()


def _label(size: PageSize) -> str:
    return SIZE_LABEL[size]
