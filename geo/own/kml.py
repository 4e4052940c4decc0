"""KML from outside, by the standard library's event reader: no entities, no network, no tree. Pure.

What belongs here: from bytes to shapes. What does not: KML that we write (`geo/formats/kml.py`).
A NetworkLink, an overlay picture or a model is passed over and said.
"""

from __future__ import annotations

from xml.parsers.expat import ExpatError, ParserCreate

from geo.errors import OverlayError
from geo.own.limits import LONGEST_CELL, MOST_COLUMNS, Meter
from geo.own.shape import Drawing, Polyline, Position, Shape, drawing_of, finite, shape_of

_DEEPEST = 64
_MOST_ELEMENTS = 1_000_000
_CHUNK = 1 << 16
_LONGEST_COORDINATES = 20_000_000
_PASSED_OVER = {"NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Model"}
_TEXTS = {"name", "description", "coordinates", "value", "SimpleData", "when", "begin", "end"}


def read_kml(content: bytes, meter: Meter) -> Drawing:
    """Return the placemarks of a KML document.

    Raises
    ------
    OverlayError
        If it is no sound KML, or more than is read.
    """
    reader = _Reader(meter)
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        for place in range(0, len(content), _CHUNK):
            meter.tick()
            parser.Parse(content[place : place + _CHUNK], False)
        parser.Parse(b"", True)
    except ExpatError as error:
        raise OverlayError(f"This is no sound KML (line {error.lineno}). Save it again.") from None
    except (ValueError, LookupError) as error:
        if isinstance(error, OverlayError):
            raise
        raise OverlayError("The KML names an encoding that is not read. Use UTF-8.") from None
    passed = [f"{name} is passed over: nothing is fetched." for name in sorted(reader.passed)]
    return drawing_of(reader.shapes, notes=passed)


def _refuse_doctype(*_: object) -> None:
    raise OverlayError("The KML declares a document type or entities; that is not read.")


class _Reader:
    """Collects placemarks as the parser goes through the document."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.shapes: list[Shape] = []
        self.passed: set[str] = set()
        self.path: list[str] = []
        self.elements = 0
        self.said: list[str] = []
        self.length = 0
        self.cells: dict[str, str] = {}
        self.lines: list[Polyline] = []
        self.track: list[Position] = []
        self.point: Position | None = None
        self.flaw = ""
        self.data_name = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self.elements += 1
        if len(self.path) >= _DEEPEST or self.elements > _MOST_ELEMENTS:
            raise OverlayError("The KML is nested deeper or has more parts than is read.")
        self.path.append(name)
        self.said, self.length = [], 0
        if name in _PASSED_OVER:
            self.passed.add(name)
        elif name == "Placemark":
            self.cells, self.lines, self.track = {}, [], []
            self.point, self.flaw = None, ""
        elif name in ("Data", "SimpleData"):
            self.data_name = attributes.get("name", "")[:80]

    def text(self, data: str) -> None:
        if self.path and (self.path[-1] in _TEXTS or self.path[-1] == "coord"):
            self.length += len(data)
            if self.length <= _LONGEST_COORDINATES:
                self.said.append(data)

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self.path.pop()
        if "Placemark" not in self.path and name != "Placemark":
            return
        said = "".join(self.said).strip()
        parent = self.path[-1] if self.path else ""
        if name == "coordinates":
            self._coordinates(said, parent)
        elif name == "coord":
            self._coord(said)
        elif name == "Track" and len(self.track) > 1:
            self.lines.append(tuple(self.track))
            self.track = []
        elif name == "Placemark":
            number = len(self.shapes) + 1
            parts = (self.lines, None if self.lines else self.point)
            self.shapes.append(shape_of(number, self.cells, parts, self.flaw))
            self.meter.record(self.cells.values())
        elif name in _TEXTS and said and len(self.cells) < MOST_COLUMNS:
            named = self.data_name if name in ("value", "SimpleData") else name
            self.cells.setdefault(named or name, said[:LONGEST_CELL])
        self.said = []

    def _coordinates(self, said: str, parent: str) -> None:
        if parent not in ("Point", "LineString"):
            # The ring of an area is told as that.
            kind = "Polygon" if parent == "LinearRing" else parent or "This"
            self.flaw = f"{kind} is neither a line nor a point."
            return
        try:
            positions = [_position(one) for one in said.split()]
        except ValueError as error:
            self.flaw = str(error)
            return
        self.meter.vertices(len(positions))
        if parent == "Point" and positions:
            self.point = positions[0]
        elif len(positions) > 1:
            self.lines.append(tuple(positions))

    def _coord(self, said: str) -> None:
        self.meter.vertices(1)
        numbers = said.split()
        try:
            self.track.append(finite(float(numbers[0]), float(numbers[1])))
        except (ValueError, IndexError):
            self.flaw = "A position of the track is no pair of numbers."


def _position(text: str) -> Position:
    parts = text.split(",")
    if len(parts) not in (2, 3):
        raise ValueError(f"{text[:40]!r} is no position; wanted is longitude,latitude.")
    try:
        return finite(float(parts[0]), float(parts[1]))
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no position; wanted is longitude,latitude.") from None
