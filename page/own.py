"""Your data: a reader's own files beside the shipped ones, in this session only.

What belongs here: taking a file, at most three questions about it, faults, and giving it back. What
does not: reading (`geo/own/`), what the session keeps (`page/beside.py`), and single records
(`page/ownform.py`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import DataError, OverlayError
from geo.model.lines import Mode
from geo.model.states import Status
from layers.look.style import MODE_LABEL, STATUS_LABEL
from layers.look.text import notice
from layers.screen.cards import Shown
from page.beside import own_faults, own_overlays, put_beside
from page.faults import show_fault_table
from page.limits import Ask, too_many
from page.load import base_tables, load
from page.memory import uncollected
from page.ownform import show_forms

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from geo.own.drop import Dropped
    from geo.own.laid import Laid
    from geo.own.overlay import Overlay
    from geo.own.shape import Drawing
    from geo.own.wizard import Question

_ROUND = "own_round"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SAID, _READ, _REFUSED = "own_said", "own_read", "own_refused"
_NONE = "(none)"


def show_own(shown: Shown) -> None:
    """Show what is added, take a file, and offer the forms for single records."""
    from geo.own.limits import LIMITS_TEXT
    from geo.own.save import template_of

    st.caption(
        "Your own lines, figures and closures beside these. They stay in this session's memory, "
        "are never written to the server's disk, and no other reader sees them. After a restart "
        "the page asks for the file again. " + LIMITS_TEXT
    )
    said = st.session_state.pop(_SAID, ())
    if said:
        st.info("  \n".join(map(notice, said)))
    if refused := st.session_state.pop(_REFUSED, ""):
        st.error(notice(refused))
    for place, overlay in enumerate(own_overlays()):
        _show_overlay(place, overlay)
    _show_faults()
    _take_file(shown)
    st.download_button(
        "Empty workbook",
        lambda: template_of(load()[0].nodes),
        file_name="my-corridor.xlsx",
        mime=_XLSX,
        key="own_template",
        on_click="ignore",
    )
    show_forms(shown)
    _lay_ahead()


def _show_overlay(place: int, overlay: Overlay) -> None:
    from geo.own.save import workbook_to_keep, zip_to_keep

    count = sum(len(table.rows) for table in overlay.tables.values())
    # A line of its own: a name from right to left would change places with what follows it.
    st.markdown(f"**{notice(overlay.origin)}**  \n{count:,} rows, overlay {overlay.digest[:12]}")
    row = st.container(horizontal=True, gap="small")
    row.download_button(
        "Save my overlay (XLSX)",
        partial(workbook_to_keep, overlay),
        file_name="my-overlay.xlsx",
        mime=_XLSX,
        key=f"own_xlsx_{place}",
        on_click="ignore",
    )
    row.download_button(
        "Save my overlay (zip)",
        partial(zip_to_keep, overlay),
        file_name="my-overlay.zip",
        mime="application/zip",
        key=f"own_zip_{place}",
        on_click="ignore",
    )
    row.button("Take it away", key=f"own_gone_{place}", on_click=_take_away, args=(place,))


def _take_away(place: int) -> None:
    kept = tuple(one for at, one in enumerate(own_overlays()) if at != place)
    put_beside(load()[0], kept)


def _show_faults() -> None:
    """Show every fault at once, with where it stands, and a copy with the faults marked."""
    from geo.own.save import marked_workbook

    faults = own_faults()
    if not faults:
        return
    count = len(faults)
    st.warning(f"{count} fault{'' if count == 1 else 's'}; the other rows are used.")
    show_fault_table(faults)
    for place, overlay in enumerate(own_overlays()):
        if any(fault.file in {t.place for t in overlay.tables.values()} for fault in faults):
            st.download_button(
                "Copy with the faults marked",
                partial(marked_workbook, overlay, faults),
                file_name="faults-marked.xlsx",
                mime=_XLSX,
                key=f"own_marked_{place}",
                on_click="ignore",
            )


def _take_file(shown: Shown) -> None:
    number = st.session_state.get(_ROUND, 0)
    given = st.file_uploader(
        "Add a file: XLSX, CSV, GeoJSON, KML, KMZ, GeoPackage, zipped shapefile, zip of tables. "
        "Or slides or an HTML file made here: what changed since?",
        key=f"own_file_{number}",
    )
    if given is None:
        return
    from geo.editions.made import is_slides_or_page
    from geo.own.feed import is_portwatch

    if told := too_many(Ask.UPLOAD, given.file_id):
        st.warning(told)
        return
    content = given.getvalue()
    if is_slides_or_page(content):
        from page.made import show_made

        show_made(shown, content)
        return
    try:
        if is_portwatch(content):
            _take_series(content, given.name)
            return
        taken = _read(content, given)
        dropped, question = taken.dropped, taken.question
        for text in dropped.notes:
            # What a question repeats is said there.
            if question is None or text not in question.odd:
                st.caption(notice(text))
        if dropped.drawing is not None and question is not None:
            _ask(dropped.drawing, question)
        elif dropped.overlay is not None:
            _name(dropped.overlay)
    except OverlayError as error:
        st.error(notice(str(error)))
        if given.name.lower().endswith(".csv"):
            _take_series(content, given.name)


def _take_series(content: bytes, name: str) -> None:
    """Take a table of figures by day, month or year; no place needs to be in it."""
    from page.ownseries import ask_series

    try:
        made = ask_series(content, name)
    except OverlayError as error:
        st.error(notice(str(error)))
        return
    if made is not None:
        _add(made[0], said=made[1])
        st.rerun()


class _Taken:
    """A file that was taken: what it came to, what is asked of it, and its lines once laid."""

    def __init__(self, file_id: str, dropped: Dropped, question: Question | None) -> None:
        self.file_id, self.dropped, self.question = file_id, dropped, question
        self.lines: Laid | None = None
        self._laying = Lock()

    def laid(self, reading: str) -> Laid:
        """Return its lines, laid among the known places.

        Who answers before that is done waits for it: a run that is overtaken goes on beside the
        next until it says something, and both would do the same.
        """
        from geo.own.laid import laid_of

        with self._laying, uncollected():
            if self.lines is None or self.lines.reading != reading:
                assert self.dropped.drawing is not None  # noqa: S101 - nothing is asked of others
                self.lines = laid_of(self.dropped.drawing, reading, load()[0].nodes)
            return self.lines


def _read(content: bytes, given: UploadedFile) -> _Taken:
    """Return what a file came to and what is to be asked of it; read once, not at each rerun."""
    from geo.own.drop import dropped_of
    from geo.own.wizard import question_of

    taken: _Taken | None = st.session_state.get(_READ)
    if taken is None or taken.file_id != given.file_id:
        with uncollected():
            dropped = dropped_of(content, given.name)
            drawing = dropped.drawing
            asked = question_of(drawing, load()[0].nodes) if drawing is not None else None
        taken = st.session_state[_READ] = _Taken(given.file_id, dropped, asked)
    return taken


def _lay_ahead() -> None:
    """Lay the file that is asked about while its reader reads the questions, once all is shown.

    The data that it is to stand beside are read then too, for the first reader who has any.
    """
    taken: _Taken | None = st.session_state.get(_READ)
    if taken is not None and taken.question is not None:
        taken.laid(taken.question.readings[0].key)
        base_tables(load()[0]).tables()


def _name(overlay: Overlay) -> None:
    """Ask whose a file of tables is, unless its settings say so."""
    with st.form("own_name"):
        st.text_input("Name of the overlay", overlay.name, max_chars=60, key=_key("name"))
        st.text_input("Added by", overlay.owner, max_chars=60, key=_key("owner"))
        st.form_submit_button("Put it beside the data", on_click=_put_tables, args=(overlay,))


def _key(field: str) -> str:
    """Return the key of a field about the file that is asked about: each file is asked anew."""
    return f"own_{field}_{st.session_state[_READ].file_id}"


def _answer(field: str) -> Any:
    return st.session_state[_key(field)]


# What is added is made before the page is drawn: made while it is drawn, it would be drawn twice.
def _put_tables(overlay: Overlay) -> None:
    name, owner = _answer("name").strip(), _answer("owner").strip()
    _add(replace(overlay, name=name or overlay.name, owner=owner))


def _ask(drawing: Drawing, question: Question) -> None:
    """Ask the three questions about a file of lines."""
    told = {sense.key: sense.told for sense in question.readings}
    with st.form("own_lines"):
        _tell(question, len(drawing.shapes))
        st.radio(
            "Where it would lie",
            list(told),
            format_func=lambda key: notice(told[key]),
            key=_key("reading"),
        )
        st.markdown("**1. Which column is the name, the status, the date?**")
        _ask_columns(question)
        st.checkbox("7/6/2025 is the sixth of July, not the seventh of June", key=_key("month"))
        st.markdown("**2. What mode, and what status where no column says it?**")
        st.selectbox(
            "Mode", list(Mode), index=1, format_func=MODE_LABEL.__getitem__, key=_key("mode")
        )
        st.selectbox(
            "Status otherwise",
            list(Status),
            index=4,
            format_func=STATUS_LABEL.__getitem__,
            key=_key("status"),
        )
        st.markdown("**3. Where is it from?** Without a source it is shown as unsourced.")
        st.text_input("Source: title of the page or letter", max_chars=200, key=_key("title"))
        st.text_input("Its address, if it has one", max_chars=500, key=_key("url"))
        st.text_input("Added by", max_chars=60, key=_key("owner"))
        st.form_submit_button("Put it on the map", on_click=_put_lines)


def _put_lines() -> None:
    from geo.own.wizard import Answers, overlay_of_laid

    columns = [_answer(field) for field in ("Name", "Status", "Date")]
    name_column, status_column, date_column = ("" if one == _NONE else one for one in columns)
    answers = Answers(
        name_column=name_column,
        status_column=status_column,
        date_column=date_column,
        mode=_answer("mode") or Mode.ROAD,
        status=_answer("status") or Status.PROPOSED,
        source_title=_answer("title").strip(),
        source_url=_answer("url").strip(),
        reading=_answer("reading") or "",
        month_first=_answer("month"),
    )
    taken: _Taken = st.session_state[_READ]
    file = taken.dropped.file
    stem, owner = file.rpartition(".")[0] or file, _answer("owner").strip()
    try:
        with uncollected():
            laid, nodes = taken.laid(answers.reading), load()[0].nodes
            made = overlay_of_laid(laid, answers, nodes, name=stem, owner=owner)
    except OverlayError as error:
        st.session_state[_REFUSED] = str(error)
        return
    flaws = [f"{number}: {flaw}" for number, flaw in made.flaws[:5]]
    _add(made.overlay, said=(*made.notes, *flaws))


def _ask_columns(question: Question) -> None:
    """Ask which columns are the name, the status and the date."""
    columns = [_NONE, *question.columns]
    usual = {"Name": question.name, "Status": question.status, "Date": question.date}
    for part, (label, like) in zip(st.columns(3), usual.items(), strict=True):
        part.selectbox(label, columns, index=columns.index(like or _NONE), key=_key(label))


def _tell(question: Question, count: int) -> None:
    """Say what was recognised, and what of so many shapes cannot be drawn."""
    for text in question.odd:
        st.caption(notice(text))
    if question.flaws:
        number, flaw = question.flaws[0]
        lost = f"{len(question.flaws)} of {count} cannot be drawn"
        st.caption(notice(f"{lost}; {number}: {flaw}"))


def _add(overlay: Overlay, *, said: tuple[str, ...] = ()) -> None:
    """Put an overlay beside the others of the session, in the place of one of the same name."""
    others = tuple(one for one in own_overlays() if one.origin != overlay.origin)
    try:
        put_beside(load()[0], (*others, overlay))
    except (DataError, OverlayError) as error:
        told = error.faults[0] if isinstance(error, DataError) else error
        st.session_state[_REFUSED] = str(told)
        return
    st.session_state.pop(_READ, None)
    st.session_state[_SAID] = said
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
