"""At most three questions about a drawing, and the overlay that their answers make of it. Pure.

What belongs here: what is asked, what is offered as an answer, and legs, nodes and statuses from
lines. What does not: asking (`page/own.py`), and what lies where (`geo/own/laid.py`). Nothing is
guessed silently: what was recognised is an offer that the reader sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.errors import OverlayError
from geo.model.lines import LonLat, Mode, Node
from geo.model.states import Status
from geo.own.laid import JOIN_KM, SNAP_KM, Laid, LaidLine, laid_of
from geo.own.oddities import Oddity, iso_day, status_in
from geo.own.overlay import Overlay, RawRow, RawTable
from geo.own.places import AS_WRITTEN, Sense, senses_of
from geo.own.shape import Drawing, Shape

_NAME = ("name", "title", "label", "road_name", "название", "имя", "наименование", "نام", "عنوان")
_STATUS = ("status", "state", "condition", "stage", "статус", "состояние", "وضعیت", "حالت")
_DATE = ("date", "since", "opened", "open_date", "year", "дата", "год", "تاریخ", "سال")
_ASK_SYSTEM = "No reading of its coordinates puts it near any known place. Export it in degrees."


@dataclass(frozen=True, slots=True)
class Question:
    """What the reader is asked of a drawing, with what is offered.

    `columns` are those that can be the name, the status or the date; `name`, `status` and `date`
    those that look like it, empty for none; `readings` the ways to read the coordinates; `odd`
    what was written in another way.
    """

    columns: tuple[str, ...]
    name: str
    status: str
    date: str
    readings: tuple[Sense, ...]
    odd: tuple[str, ...]
    flaws: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """The reader's answers: columns; mode and status where no column says them; the source.

    `reading` is the key of one of the offered readings; `month_first` whether 7/6/2025 is in July.
    """

    name_column: str = ""
    status_column: str = ""
    date_column: str = ""
    mode: Mode = Mode.ROAD
    status: Status = Status.PROPOSED
    since: str = ""
    source_title: str = ""
    source_url: str = ""
    reading: str = AS_WRITTEN
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """An overlay made of a drawing, what was done to it, and what of it cannot be used."""

    overlay: Overlay
    notes: tuple[str, ...]
    flaws: tuple[tuple[int, str], ...]


def question_of(drawing: Drawing, nodes: Mapping[str, Node]) -> Question:
    """Return what is to be asked of a drawing.

    Parameters
    ----------
    drawing
        What was read.
    nodes
        The known nodes: a way to read coordinates that leads to them is the likeliest.

    Raises
    ------
    OverlayError
        If nothing in it can be drawn, or its coordinates cannot be understood.
    """
    flaws = tuple((shape.number, shape.flaw) for shape in drawing.shapes if shape.flaw)
    if len(flaws) == len(drawing.shapes):
        raise OverlayError(f"Nothing in the file can be drawn: {flaws[0][1]}")
    readings = senses_of(drawing, [node.lonlat for node in nodes.values()])
    if not readings:
        raise OverlayError(_ASK_SYSTEM)
    date_column = _like(drawing.columns, _DATE)
    odd: set[Oddity] = set()
    for shape in drawing.shapes:
        try:
            odd |= iso_day(shape.cells.get(date_column, ""))[1]
        except ValueError:
            continue
    told = sorted(f"Found: {one}." for one in odd)
    return Question(
        columns=drawing.columns,
        name=_like(drawing.columns, _NAME),
        status=_like(drawing.columns, _STATUS),
        date=date_column,
        readings=readings,
        odd=tuple(dict.fromkeys([*drawing.notes, *told])),
        flaws=flaws,
    )


def _like(columns: Sequence[str], names: Sequence[str]) -> str:
    """Return the column that is called, or begins, like one of the names."""
    by_name = {column.casefold(): column for column in reversed(columns)}
    for name in names:
        if name in by_name:
            return by_name[name]
    return next((by_name[one] for name in names for one in by_name if name in one), "")


def usual_answers(question: Question) -> Answers:
    """Return the answers that are offered."""
    return Answers(
        name_column=question.name,
        status_column=question.status,
        date_column=question.date,
        reading=question.readings[0].key,
    )


def overlay_of_drawing(
    drawing: Drawing, answers: Answers, nodes: Mapping[str, Node], *, name: str, owner: str
) -> Made:
    """Return the overlay of a drawing's lines and places: laid, and answered for.

    Raises
    ------
    OverlayError
        If nothing of it can be drawn.
    """
    laid = laid_of(drawing, answers.reading, nodes)
    return overlay_of_laid(laid, answers, nodes, name=name, owner=owner)


def overlay_of_laid(
    laid: Laid, answers: Answers, nodes: Mapping[str, Node], *, name: str, owner: str
) -> Made:
    """Return the overlay of a drawing that was laid among the known places.

    Parameters
    ----------
    laid, answers
        The drawing, and what the reader said of it.
    nodes
        The known nodes.
    name, owner
        What the overlay is called and whose it is.

    Raises
    ------
    OverlayError
        If nothing of it can be drawn.
    """
    maker = _Maker(answers)
    for shape, lines in laid.shapes:
        maker.add(shape, lines)
    if not maker.legs and not maker.points:
        raise OverlayError("Nothing in the file can be drawn as it was read.")
    tables = {
        "nodes": maker.node_rows(laid),
        "legs": maker.legs,
        "leg_status": maker.statuses,
        "sources": maker.sources(),
    }
    raw = {table: RawTable(name, tuple(rows)) for table, rows in tables.items() if rows}
    notes = (*_laid_notes(laid, nodes), *maker.notes())
    return Made(Overlay(name, owner, raw), notes, tuple(maker.flaws))


def _laid_notes(laid: Laid, nodes: Mapping[str, Node]) -> list[str]:
    """Return what was done to the ends of lines, for the reader."""
    told = [
        f"An end was put on {nodes[name].name}, {away:.1f} km away."
        for name, away in sorted(laid.snapped.items(), key=lambda item: -item[1])
        if away > 0.05
    ]
    more = len(told) - 5
    told = [*told[:5], f"And on {more} more places."] if more > 0 else told
    if laid.countries:
        told.append("New places have the country of the nearest known place.")
    return told


class _Maker:
    """Collects legs, nodes and statuses from shapes."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.source = "source" if answers.source_title else ""
        self.legs: list[RawRow] = []
        self.statuses: list[RawRow] = []
        self.points: list[tuple[int, str, LonLat]] = []
        self.flaws: list[tuple[int, str]] = []
        self.unread: set[str] = set()

    def add(self, shape: Shape, lines: Sequence[LaidLine]) -> None:
        """Take one shape; what cannot be used is a flaw with its number."""
        if shape.flaw:
            self.flaws.append((shape.number, shape.flaw))
            return
        name = self._cell(shape, self.answers.name_column) or f"Line {shape.number}"
        if shape.point:
            self.points.append((shape.number, name, shape.point))
        for part, line in enumerate(lines, start=1):
            told = f"{name} ({part})" if len(lines) > 1 else name
            self._leg(shape, line, told)

    def _cell(self, shape: Shape, column: str) -> str:
        return shape.cells.get(column, "").strip()[:200] if column else ""

    def _leg(self, shape: Shape, line: LaidLine, name: str) -> None:
        if line.from_id == line.to_id:
            said = f"It ends where it starts, within {JOIN_KM:g} to {SNAP_KM:g} km."
            self.flaws.append((shape.number, said))
            return
        leg_id = f"line_{len(self.legs) + 1}"
        cells = {
            "leg_id": leg_id,
            "name": name,
            "from_id": line.from_id,
            "to_id": line.to_id,
            "mode": self.answers.mode.value,
            "accuracy": "mapped",
            "source_ids": self.source,
            "geometry": line.geometry,
        }
        self.legs.append(RawRow(shape.number, cells))
        status = {
            "leg_id": leg_id,
            "status": self._status(shape).value,
            "since": self._since(shape),
            "source_id": self.source,
        }
        self.statuses.append(RawRow(shape.number, status))

    def _status(self, shape: Shape) -> Status:
        said = self._cell(shape, self.answers.status_column)
        found = status_in(said) if said else self.answers.status
        if found is None:
            self.unread.add(said)
        return found or self.answers.status

    def _since(self, shape: Shape) -> str:
        said = self._cell(shape, self.answers.date_column) or self.answers.since
        try:
            return iso_day(said, month_first=self.answers.month_first)[0]
        except ValueError as error:
            self.flaws.append((shape.number, f"{error} The line is drawn as undated."))
            return ""

    def node_rows(self, laid: Laid) -> list[RawRow]:
        """Return the places of the overlay's own: ends of lines, and points."""
        rows = []
        ends = [(number, f"End {number}", at) for number, at in enumerate(laid.ends.values(), 1)]
        countries = iter(laid.countries)
        for kind, found in (("end", ends), ("place", self.points)):
            for ordinal, (number, name, at) in enumerate(found, start=1):
                cells = {
                    "node_id": f"{kind}_{ordinal}",
                    "name": name,
                    "kind": "junction" if kind == "end" else "station",
                    "country": next(countries),
                    "rank": "4" if kind == "end" else "3",
                    "lon": repr(at[0]),
                    "lat": repr(at[1]),
                    "coordinate_source": self.source,
                }
                rows.append(RawRow(number, cells))
        return rows

    def sources(self) -> list[RawRow]:
        """Return the source the reader named, if any."""
        if not self.answers.source_title:
            return []
        cells = {"source_id": "source", "title": self.answers.source_title}
        return [RawRow(1, cells | {"url": self.answers.source_url})]

    def notes(self) -> list[str]:
        """Return what of the cells was not understood or not used, for the reader."""
        told = []
        if self.points and (self.answers.status_column or self.answers.date_column):
            told.append("A place has no status and no date: those columns are of lines.")
        if self.unread:
            shown = ", ".join(repr(word[:30]) for word in sorted(self.unread)[:3])
            told.append(f"Not known as a status, so {self.answers.status} stands: {shown}.")
        return told
