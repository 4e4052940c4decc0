"""What a Selection shows, as KML 2.2 for globes.

Bytes out: whoever asked saves them, and the same content gives the same bytes. Text is data, never
markup: viewers read a description as HTML, so it is escaped once more there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

from geo.calendars import date_text, day_text
from geo.formats.extract import Extract
from geo.formats.listings import Listing, about_rows, named, without_geometry
from geo.formats.rows import LEG_COLUMNS, PLACE_COLUMNS, CellValue, leg_row, place_row
from geo.model.dates import PartialDate
from geo.model.lines import LonLat
from geo.model.said import Claim, Event, SubjectKind
from geo.model.states import Status
from geo.state.conditions import Condition
from geo.state.select import LegState, NodeState

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
KML = "http://www.opengis.net/kml/2.2"
_Colours = Mapping[str, str]
# What globes draw: lines have no dashes there, so width and transparency tell what runs from what
# is only planned. Widths in pixels, opacity from 0 to 1.
_LINES: Mapping[str, tuple[float, float]] = {
    "running": (4.0, 1.0),
    "planned": (2.0, 0.55),
    "idle": (2.0, 0.8),
    "shut": (4.0, 1.0),
}
_PLANNED = frozenset(
    {Status.CONSTRUCTION, Status.STUDY, Status.ANNOUNCED, Status.PROPOSED, Status.SUPERSEDED}
)
_SHUT = frozenset({Condition.CLOSED, Condition.PARTLY})
# How large a place is drawn, by kind of state: times the size of the viewer's own pin.
_PLACES: Mapping[str, float] = {"open": 0.5, "shut": 0.8}


def kml_of(
    extract: Extract,
    *,
    colours: _Colours | None = None,
    shut_colour: str = "#FF0000",
    place_names: Mapping[str, str] | None = None,
) -> bytes:
    """Return an extract as KML 2.2: folders of legs, places, closures, events, claims, sources.

    Parameters
    ----------
    extract
        What to write.
    colours
        A colour like `#1F4E79` for the lines of each corridor, by its id; without one they are
        left to the viewer.
    shut_colour
        The colour of lines and places that are shut.
    place_names
        What places are called instead of their English names, by their ids.
    """
    root = ET.Element("kml", {"xmlns": KML})
    document = _sub(root, "Document")
    _sub(document, "name", f"Trade corridors as of {day_text(extract.as_of)}")
    _description(document, _credit_lines(extract))
    _styles(document, colours or {}, shut_colour)
    _data(document, about_rows(extract))
    legs = _folder(document, "Legs")
    for leg in extract.legs:
        _leg_placemark(legs, extract, leg, colours or {})
    places = _folder(document, "Places")
    for place in extract.nodes:
        node = place.node
        _place_placemark(places, extract, place, (place_names or {}).get(node.node_id, node.name))
    points = {state.node.node_id: state.node.lonlat for state in extract.nodes}
    for listing in without_geometry(extract):
        _record_folder(document, listing, extract, points)
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n").encode()


def _styles(document: ET.Element, colours: _Colours, shut_colour: str) -> None:
    """Add the looks of lines, by corridor and what runs on them, and those of places."""
    for corridor_id, colour in colours.items():
        for what, (width, opacity) in _LINES.items():
            style = _sub(document, "Style", attributes={"id": f"{corridor_id}-{what}"})
            line = _sub(style, "LineStyle")
            _sub(line, "color", _kml_colour(shut_colour if what == "shut" else colour, opacity))
            _sub(line, "width", f"{width:g}")
    for what, scale in _PLACES.items():
        style = _sub(document, "Style", attributes={"id": f"place-{what}"})
        icon = _sub(style, "IconStyle")
        _sub(icon, "color", _kml_colour(shut_colour if what == "shut" else "#FFFFFF", 1.0))
        _sub(icon, "scale", f"{scale:g}")
        _sub(_sub(style, "LabelStyle"), "scale", "0.8")


def _use_of(state: LegState) -> str:
    """Return whether a line runs, is shut, lies idle or is only planned."""
    if state.condition in _SHUT:
        return "shut"
    if state.status is Status.OPERATING:
        return "running"
    return "planned" if state.status in _PLANNED else "idle"


def _span(placemark: ET.Element, begin: PartialDate, end: PartialDate | None = None) -> None:
    """Add when something began, and when it ended if it did; nothing if that is not known."""
    if not begin.dated or begin.first == date.min:
        return
    span = _sub(placemark, "TimeSpan")
    _sub(span, "begin", begin.first.isoformat())
    if end is not None:
        _sub(span, "end", end.last.isoformat())


def _leg_placemark(
    folder: ET.Element, extract: Extract, state: LegState, colours: _Colours
) -> None:
    leg = state.leg
    placemark = _sub(folder, "Placemark", attributes={"id": f"leg-{leg.leg_id}"})
    _sub(placemark, "name", leg.name)
    since = f" since {date_text(state.since)}" if state.since.dated else ""
    lines = [f"{leg.mode.value}, {state.status.value}{since}", *_shut_lines(state)]
    row = named(LEG_COLUMNS, leg_row(extract, state))
    _description(placemark, [*lines, *_texts(row["citations"])])
    _span(placemark, state.since)
    used = next((name for name in state.corridor_ids if name in colours), "")
    if used:
        _sub(placemark, "styleUrl", f"#{used}-{_use_of(state)}")
    _data(placemark, row.items())
    line = _sub(placemark, "LineString")
    _sub(line, "tessellate", "1")
    _sub(line, "coordinates", _kml_points(leg.alignment))


def _place_placemark(folder: ET.Element, extract: Extract, state: NodeState, name: str) -> None:
    node = state.node
    placemark = _sub(folder, "Placemark", attributes={"id": f"place-{node.node_id}"})
    _sub(placemark, "name", name)
    row = named(PLACE_COLUMNS, place_row(extract, state))
    kind = f"{node.kind.value.replace('_', ' ')}, {node.country}"
    _description(placemark, [kind, *_shut_lines(state), *_texts(row["citations"])])
    _sub(placemark, "styleUrl", f"#place-{'shut' if state.condition in _SHUT else 'open'}")
    _data(placemark, row.items())
    _sub(_sub(placemark, "Point"), "coordinates", _kml_points([node.lonlat]))


def _record_folder(
    document: ET.Element, listing: Listing, extract: Extract, points: Mapping[str, LonLat]
) -> None:
    """Add a folder of records, closed and switched off; those of a place stand on it."""
    folder = _folder(document, listing.name.capitalize(), shown=False)
    events = {event.event_id: event for event in extract.ledger.events}
    claims = {claim.claim_id: claim for claim in extract.ledger.claims}
    for row in listing.rows:
        cells = named(listing.columns, row)
        name = str(row[0])
        record: Claim | Event | None = None
        if listing.name == "events":
            record = events[name]
        elif listing.name == "claims":
            record = claims[name]
        placemark = _sub(folder, "Placemark", attributes={"id": f"{listing.name}-{_xml_id(name)}"})
        _sub(placemark, "name", str(cells.get("headline") or cells.get("title") or name))
        _sub(placemark, "visibility", "0")
        _description(placemark, _texts(cells.get("source")))
        if isinstance(record, Event):
            _span(placemark, record.date, record.date)
        _data(placemark, cells.items())
        at = points.get(_place_id(record))
        if at is not None:
            _sub(_sub(placemark, "Point"), "coordinates", _kml_points([at]))


def _place_id(record: Claim | Event | None) -> str:
    """Return the node a record is about, if it is about one."""
    if isinstance(record, Event) and record.node_id:
        return record.node_id
    if record is not None and record.subject_kind is SubjectKind.NODE:
        return record.subject_id
    return ""


def _shut_lines(state: LegState | NodeState) -> list[str]:
    return [
        f"{one.closure.headline} (since {_day(one.closure.start)}, "
        f"last reported {_day(one.last_confirmed)}"
        + (f", contested {_day(one.contested)}" if one.contested else "")
        + f") [{one.source_id}]"
        for one in state.closures
    ]


def _credit_lines(extract: Extract) -> list[str]:
    return [
        f"As of {day_text(extract.as_of)}; the data end on {day_text(extract.data_end)}.",
        *(f"{one.credit}: {one.title}, {one.url} ({one.covers})" for one in extract.licences),
    ]


def _texts(cell: CellValue) -> list[str]:
    if isinstance(cell, tuple):
        return list(cell)
    return [str(cell)] if cell else []


def _day(when: PartialDate) -> str:
    return date_text(when) if when.first != date.min else "an unknown day"


def _sub(
    parent: ET.Element,
    name: str,
    text: str | None = None,
    *,
    attributes: Mapping[str, str] | None = None,
) -> ET.Element:
    element = ET.SubElement(parent, name, dict(attributes or {}))
    if text is not None:
        element.text = _xml_text(text)
    return element


def _folder(document: ET.Element, name: str, *, shown: bool = True) -> ET.Element:
    folder = _sub(document, "Folder")
    _sub(folder, "name", name)
    if not shown:
        _sub(folder, "visibility", "0")
        _sub(folder, "open", "0")
    return folder


def _description(element: ET.Element, lines: Iterable[str]) -> None:
    text = "<br>".join(escape(line) for line in lines if line)
    if text:
        _sub(element, "description", text)


def _data(element: ET.Element, pairs: Iterable[Sequence[Any]]) -> None:
    extended = _sub(element, "ExtendedData")
    for name, cell in pairs:
        text = ";".join(cell) if isinstance(cell, tuple) else cell
        if text is None or text == "":
            continue
        value = str(text).lower() if isinstance(text, bool) else str(text)
        data = _sub(extended, "Data", attributes={"name": str(name).replace(" ", "_")})
        _sub(data, "value", value)


def _kml_points(points: Iterable[LonLat]) -> str:
    return " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat in points)


def _kml_colour(colour: str, opacity: float) -> str:
    """Return `#rrggbb` as KML has it: opacity, blue, green, red."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{round(255 * opacity):02x}{blue}{green}{red}".lower()


def _xml_id(text: str) -> str:
    return "".join(
        char if char.isascii() and (char.isalnum() or char in "_-.") else "_" for char in text
    )


def _xml_text(text: str) -> str:
    """Return text without the characters that XML 1.0 cannot hold."""
    return _NOT_IN_XML.sub("", text)
