"""The product's looks as QGIS has them: hue says the corridor, dash the status, weight the mode.

What belongs here: renderers of a QGIS project, from the tables of `layers/look/`. What does not:
layers, fields and the project itself (`layers/pack/qgis.py`). Lengths are pixels.
"""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence

from geo.model.lines import Accuracy, Mode, NodeKind
from geo.model.states import Status
from layers.look.looks import CROSS_SIZE_PX, CROSS_SPACING_PX, LANE_GAP_PX, look_of
from layers.look.palette import INK, PAPER, rgb
from layers.look.style import (
    ACCURACY_LOOK,
    CORRIDOR_WEIGHT,
    MODE_LABEL,
    MODE_WEIGHT,
    NODE_SYMBOL,
    STATUS_LABEL,
    STATUS_LOOK,
    corridor_colours,
)
from layers.look.symbols import BOX, symbol_paths

# How QGIS names a value's kind; a truth is a number to Python, so it comes first.
_OPTIONS = {Mapping: "Map", list: "List", bool: "bool", int: "int", object: "QString"}
_EXPRESSION = 3  # how QGIS numbers a property that follows from one


def option_of(parent: ET.Element, name: str, value: object) -> ET.Element:
    """Add a value as QGIS writes them: a text, a mapping or a list, below a name."""
    kind = next(kind for of, kind in _OPTIONS.items() if isinstance(value, of))
    told = {"name": name} if name else {}
    told["type"] = kind
    inside: Iterable[tuple[object, object]] = ()
    if isinstance(value, Mapping):
        inside = value.items()
    elif isinstance(value, list):
        inside = (("", one) for one in value)
    else:
        told["value"] = str(value).lower() if value is True or value is False else str(value)
    made = ET.SubElement(parent, "Option", told)
    for key, one in inside:
        option_of(made, str(key), one)
    return made


def lanes_renderer(corridors: Sequence[tuple[str, str]]) -> ET.Element:
    """Return a renderer of the view of lanes: a rule for each corridor, below it each status.

    Parameters
    ----------
    corridors
        Id and name of each, in the order of the page.
    """
    colours = corridor_colours(corridor_id for corridor_id, _ in corridors)
    renderer = ET.Element("renderer-v2", {"type": "RuleRenderer", "symbollevels": "0"})
    rules = ET.SubElement(renderer, "rules", {"key": "all"})
    symbols = ET.SubElement(renderer, "symbols")
    for corridor_id, name in corridors:
        asked = {"key": corridor_id, "label": name, "filter": f"\"corridor_id\" = '{corridor_id}'"}
        of_corridor = ET.SubElement(rules, "rule", asked)
        for status in Status:
            number = str(len(symbols))
            told = {"key": f"{corridor_id}-{status}", "label": STATUS_LABEL[status]}
            told |= {"symbol": number, "filter": f"\"status\" = '{status}'"}
            ET.SubElement(of_corridor, "rule", told)
            weight = CORRIDOR_WEIGHT.get(corridor_id, 1.0)
            symbols.append(_line(number, colours[corridor_id], status, weight))
    return renderer


def modes_renderer() -> ET.Element:
    """Return a renderer of legs by their mode alone, for editing: weight says it, in ink."""
    values = {mode: MODE_LABEL[mode] for mode in Mode}
    symbols = [_line(str(place), INK, Status.OPERATING, 1.0) for place in range(len(values))]
    return _categories("mode", values, symbols)


def places_renderer() -> ET.Element:
    """Return a renderer of nodes by what they are, with the product's own symbols."""
    values = {kind: NODE_SYMBOL[kind].label for kind in NodeKind}
    return _categories("kind", values, [_place(str(n), kind) for n, kind in enumerate(values)])


def _categories(
    column: str, values: Mapping[Mode, str] | Mapping[NodeKind, str], symbols: Sequence[ET.Element]
) -> ET.Element:
    named = {"type": "categorizedSymbol", "attr": column, "symbollevels": "0"}
    renderer = ET.Element("renderer-v2", named)
    categories = ET.SubElement(renderer, "categories")
    for place, (value, label) in enumerate(values.items()):
        told = {"symbol": str(place), "value": str(value), "label": label, "render": "true"}
        ET.SubElement(categories, "category", {**told, "type": "string"})
    ET.SubElement(renderer, "symbols").extend(symbols)
    return renderer


def _line(number: str, colour: str, status: Status, weight: float) -> ET.Element:
    """Return a line's symbol; width, dash and softness follow from mode and accuracy."""
    look = look_of(colour, status=status)
    dash = STATUS_LOOK[status].dash
    symbol = ET.Element("symbol", {"type": "line", "name": number, "alpha": f"{look.opacity:g}"})
    softness = _case("accuracy", {one: 100 * ACCURACY_LOOK[one].opacity for one in Accuracy})
    _following(symbol, {"alpha": softness})
    layer = ET.SubElement(symbol, "layer", {"class": "SimpleLine", "enabled": "1"})
    told = {"line_color": _colour(look.colour), "line_width_unit": "Pixel", "capstyle": "flat"}
    told |= {"joinstyle": "round", "offset_unit": "Pixel", "customdash_unit": "Pixel"}
    told |= {"line_width": f"{look.width_px:g}", "use_custom_dash": str(int(bool(dash)))}
    if dash:
        told["customdash"] = _dashed(dash, look.width_px)
    option_of(layer, "", told)
    widths = {mode: MODE_WEIGHT[mode] * weight for mode in Mode}
    follows = {"outlineWidth": _case("mode", widths)}
    if dash:
        dashes = {mode: f"'{_dashed(dash, width)}'" for mode, width in widths.items()}
        follows["customDash"] = _case("mode", dashes)
    # Legs shared by corridors run side by side.
    side = f"({_case('mode', widths)} + {LANE_GAP_PX:g})"
    lanes = "coalesce(attribute(@feature, 'lane') - (attribute(@feature, 'lanes') - 1) / 2.0, 0)"
    follows["offset"] = f"{lanes} * {side}"
    _following(layer, follows)
    if look.crossed:
        symbol.append(_crosses(number, look.cross_colour))
    return symbol


def _crosses(number: str, colour: str) -> ET.Element:
    layer = ET.Element("layer", {"class": "MarkerLine", "enabled": "1"})
    told = {"interval": f"{CROSS_SPACING_PX:g}", "interval_unit": "Pixel"}
    option_of(layer, "", {**told, "placement": "interval", "placements": "Interval"})
    marker = ET.SubElement(layer, "symbol", {"type": "marker", "name": f"@{number}@1"})
    inner = ET.SubElement(marker, "layer", {"class": "SimpleMarker", "enabled": "1"})
    look = {"name": "cross2", "color": _colour(colour), "outline_color": _colour(colour)}
    option_of(inner, "", {**look, "size": f"{2 * CROSS_SIZE_PX:g}", "size_unit": "Pixel"})
    return layer


def _place(number: str, kind: NodeKind) -> ET.Element:
    node = NODE_SYMBOL[kind]
    roles = {"ink": INK, "paper": PAPER, "badge": INK, "": "none"}
    parts = symbol_paths(node.shape, roles)
    space = "http://www.w3.org/2000/svg"
    drawn = f'<svg xmlns="{space}" viewBox="0 0 {BOX:g} {BOX:g}">{parts}</svg>'
    symbol = ET.Element("symbol", {"type": "marker", "name": number, "alpha": "1"})
    layer = ET.SubElement(symbol, "layer", {"class": "SvgMarker", "enabled": "1"})
    content = base64.b64encode(drawn.encode()).decode()
    told = {"name": f"base64:{content}", "size": f"{node.size_px:g}", "size_unit": "Pixel"}
    option_of(layer, "", told)
    return symbol


def _following(parent: ET.Element, expressions: Mapping[str, str]) -> None:
    """Let properties of a symbol or of its layer follow from expressions."""
    properties = {
        name: {"active": True, "expression": told, "type": _EXPRESSION}
        for name, told in expressions.items()
    }
    made = ET.SubElement(parent, "data_defined_properties")
    option_of(made, "", {"name": "", "properties": properties, "type": "collection"})


def _case(column: str, values: Mapping[Mode, object] | Mapping[Accuracy, float]) -> str:
    whens = " ".join(f"WHEN \"{column}\" = '{name}' THEN {value}" for name, value in values.items())
    return f"CASE {whens} END"


def _dashed(dash: Sequence[float], width: float) -> str:
    return ";".join(f"{length * width:g}" for length in dash)


def _colour(colour: str) -> str:
    return ",".join(map(str, (*rgb(colour), 255)))
