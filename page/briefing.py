"""The briefing pack: what is on the screen as files to hand over.

What belongs here: the form, the live preview, and the downloads. What does not: making anything
(`layers/pack/briefing.py`) and where that happens (`page/drawing.py`). Files are made when asked
for.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo.clean import clean
from geo.errors import ExportError
from geo.model.choice import Selection
from geo.records.catalog import Catalog
from geo.state.select import node_states
from layers.look.languages import names_text
from layers.look.text import notice, safe
from layers.pack.files import FORMATS, Format
from layers.pack.house import House, read_house
from layers.scene.sheet import PageSize
from page.choose import chosen
from page.drawing import Queue, pack_drawn, preview_drawn
from page.handed import Handed, hand_over
from page.limits import Ask, too_many
from page.part import opened
from page.summary import ask_changes

if TYPE_CHECKING:
    from layers.pack.asked import PackRequest
    from layers.pack.check import Check
    from layers.scene.request import FigureRequest

SIZE_LABEL = {
    PageSize.A4_LANDSCAPE: "A4 landscape",
    PageSize.A4_PORTRAIT: "A4 portrait",
    PageSize.A3_LANDSCAPE: "A3 landscape",
    PageSize.SLIDE: "Slide 16:9",
    PageSize.PHONE: "Phone",
}
_MADE = "brief_made"
_LONGEST_TEXT = 200


queue = Queue()


@dataclass(frozen=True, slots=True)
class _Made:
    """A pack that was made in this session, and what for: it is offered for nothing else."""

    request: PackRequest
    data_hash: str
    file: Handed


def show_briefing(catalog: Catalog, selection: Selection) -> None:
    """Show the form of a pack, the map page as it will be, and the downloads."""
    if not node_states(catalog, selection):
        st.info("Nothing of what is switched on existed at this date: there is no map to draw.")
        return
    try:
        house = read_house()
    except ExportError as error:
        # Where the file lies is for whoever runs the page, not for its readers.
        logging.getLogger(__name__).error("%s", error)
        st.error("The settings of this page cannot be used; its log says why.")
        return
    figure = _form(catalog, selection, house)
    _show_preview(catalog, figure, house)
    _show_files(catalog, figure, house)


def _form(catalog: Catalog, selection: Selection, house: House) -> FigureRequest:
    """Show what can be set about the map page, and return it."""
    # matplotlib is loaded when the first reader opens this part, not when the page opens.
    from layers.pack.asked import whole_link
    from layers.scene.request import FigureRequest

    title = st.text_input(
        "Title", key="brief_title", placeholder="The corridors’ names", max_chars=_LONGEST_TEXT
    )
    subtitle = st.text_input(
        "Subtitle", key="brief_subtitle", placeholder="What day it shows", max_chars=_LONGEST_TEXT
    )
    left, right = st.columns(2)
    size = left.selectbox("Size", list(SIZE_LABEL), format_func=_size_label, key="brief_size")
    handling = right.text_input(
        "Handling mark", value=house.handling, key="brief_handling", max_chars=40
    )
    view = chosen(catalog).view
    language = view.language
    # A key for each state of the map's relief: what it shows is what is handed over at first.
    light = st.checkbox(
        "Light ink: pale land without relief",
        value=not view.relief,
        key=f"brief_light_{view.relief}",
        help="For printing at a desk and for copying",
    )
    if language:
        st.caption(f"As on the map: {names_text(language, marked=False)}")
    asked = ask_changes(catalog, selection)
    return FigureRequest(
        selection=selection,
        title=clean(title).strip(),
        subtitle=clean(subtitle).strip(),
        made_on=datetime.now(UTC).astimezone().date(),
        size=size or PageSize.A4_LANDSCAPE,
        handling=clean(handling).strip(),
        house_note=house.boundary_note,
        link=whole_link(catalog, selection, house.base_address, language=language, light=light),
        since=asked.since,
        edits=asked.edits,
        weekly=asked.weekly,
        language=language,
        light=light,
    )


def _show_preview(catalog: Catalog, figure: FigureRequest, house: House) -> None:
    """Show the map page as it will be, and what the gate says of it."""
    if not st.toggle("Live preview", value=True, key="brief_preview"):
        return
    try:
        with st.spinner("Drawing the map page…"):
            # The map page tells of no change: a sentence that is edited does not draw it anew.
            alone = replace(figure, since=None, edits=(), weekly=False)
            key = f"{catalog.data_hash} {house.stale_years} {alone!r}"
            picture, checks = _preview(key, catalog, alone, house.stale_years)
    except ExportError as error:
        st.error(notice(error))
        return
    st.image(picture, width="stretch", alt="The map page as it will be handed over")
    _show_checks(checks)


@st.cache_data(max_entries=24, show_spinner=False)
def _preview(
    key: str, _catalog: Catalog, _figure: FigureRequest, _stale_years: int
) -> tuple[bytes, tuple[Check, ...]]:
    """Draw the map page for the screen; `key` says all that it depends on."""
    work = partial(preview_drawn, figure=_figure, stale_years=_stale_years)
    return queue.drawn(work, _catalog, lambda _: None)


def _show_checks(checks: Sequence[Check]) -> None:
    missing = [check for check in checks if not check.passed]
    if missing:
        lines = [f"- **{notice(check.name)}**: {notice(check.message)}" for check in missing]
        st.warning("The map page lacks:\n" + "\n".join(lines))
    passed = f"{len(checks) - len(missing)} of {len(checks)} passed"
    if opened(f"the checklist ({passed})", key="checklist"):
        rows = [
            {
                "": "ok" if check.passed else "missing",
                "Check": check.name,
                "What was found": check.message,
            }
            for check in checks
        ]
        st.dataframe(rows, hide_index=True, width="stretch", key="brief_checks")


def _show_files(catalog: Catalog, figure: FigureRequest, house: House) -> None:
    """Show the choice of formats, make what is asked, and hand it over."""
    from layers.pack.asked import PackRequest

    picked = st.pills(
        "Formats",
        list(Format),
        selection_mode="multi",
        default=[Format.PNG],
        format_func=_format_label,
        key="brief_formats",
    )
    everything = st.checkbox("All formats, as one zip with a manifest", key="brief_all")
    formats = tuple(kind for kind in Format if everything or kind in picked)
    if not formats:
        st.caption("Pick at least one format.")
        return
    strict = st.checkbox(
        "Only if no page lacks anything", key="brief_strict", help="The gate decides"
    )
    request = PackRequest(figure, formats, stale_years=house.stale_years, strict=strict)
    if st.button("Make the files", key="brief_make", type="primary", icon=":material/draft:"):
        _make(catalog, request)
    made: _Made | None = st.session_state.get(_MADE)
    if made is None or (made.request, made.data_hash) != (request, catalog.data_hash):
        return
    name, size = safe(made.file.name), made.file.size / 1_000_000
    st.html(
        f'<a class="handed" href="{safe(made.file.address)}" download="{name}">'
        f"Download {name} ({size:.1f} MB)</a>"
    )


def _make(catalog: Catalog, request: PackRequest) -> None:
    """Make a pack, telling what is being made, and keep it for this reader."""
    st.session_state.pop(_MADE, None)
    if told := too_many(Ask.EXPORT, object()):
        st.warning(told)
        return
    with st.status("Waiting for a turn…") as status:
        work = partial(pack_drawn, request=request)
        try:
            file, count = queue.drawn(work, catalog, lambda step: status.update(label=step))
            media_type = FORMATS[request.formats[0]].media_type if count == 1 else "application/zip"
            handed = hand_over(file, media_type)
        except ExportError as error:
            status.update(label="Nothing was made", state="error", expanded=True)
            st.write(notice(error))
            return
        st.session_state[_MADE] = _Made(request, catalog.data_hash, handed)
        status.update(label=f"{count} file{'' if count == 1 else 's'} made", state="complete")


def _size_label(size: PageSize) -> str:
    return SIZE_LABEL[size]


def _format_label(kind: Format) -> str:
    return FORMATS[kind].label
