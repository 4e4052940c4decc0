"""What the coordinates of a drawing mean: degrees, swapped degrees, or metres of some system. Pure.

What belongs here: the readings that are possible, each with where its centre would be. What does
not: choosing one; the reader is asked (`geo/own/wizard.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import floor

import numpy as np

from geo.crs import degrees_of, degrees_text, is_degrees, likely_systems, system_name, system_of
from geo.model.lines import LonLat
from geo.own.shape import Drawing, Polyline, Position, Shape

# Where trade between Moscow, Mumbai, Istanbul and Almaty can run.
_WEST, _SOUTH, _EAST, _NORTH = 20.0, 0.0, 125.0, 70.0
AS_WRITTEN, SWAPPED = "as_written", "swapped"


@dataclass(frozen=True, slots=True)
class Sense:
    """One way to read the coordinates: its key, and what the reader is told of it."""

    key: str
    told: str


def senses_of(drawing: Drawing, known: Sequence[LonLat] = ()) -> tuple[Sense, ...]:
    """Return the ways in which coordinates can be read, the likeliest first; none if there is none.

    The likeliest puts most ends of lines near known places. Where only plain degrees make sense,
    nothing need be asked.

    Parameters
    ----------
    drawing
        What was read.
    known
        Where known places lie.
    """
    places = [place for shape in drawing.shapes for place in _places(shape)]
    if not places:
        return ()
    middle = _middle(places)
    named = system_of(drawing.crs)
    if named is not None and not is_degrees(named):
        centre = degrees_of(named, [middle])
        told = f"The file says that its coordinates are {system_name(named)}"
        return (Sense(str(named), _told(told, centre[0])),) if centre else ()
    cells = {(floor(lon), floor(lat)) for lon, lat in known}
    found = []
    for key, what, turned in _possible(places):
        if turned and _fits(turned):
            told = _told(what, _middle(turned))
            hits = sum((floor(lon), floor(lat)) in cells for lon, lat in turned)
            found.append((hits, _is_near(_middle(turned)), Sense(key, told)))
    near = [one for one in found if one[1]]
    # Of two ways that miss every known place alike, the one that was written stands first.
    ordered = sorted(near or found[:1], key=lambda one: -one[0])
    plain = ordered and ordered[0][2].key == AS_WRITTEN
    if plain and sum(one[0] for one in ordered[1:]) == 0:
        ordered = ordered[:1]
    return tuple(sense for _, _, sense in ordered)


def _possible(places: Sequence[Position]) -> Iterator[tuple[str, str, Sequence[LonLat] | None]]:
    """Yield each way to read places: its key, what is said of it, and where they would lie."""
    if _fits(places) or _fits([place[::-1] for place in places]):
        yield AS_WRITTEN, "Longitude, latitude", places
        said = "Latitude seems to stand before longitude. Swapped"
        yield SWAPPED, said, [(y, x) for x, y in places]
        return
    for code in likely_systems():
        turned = degrees_of(code, places[:200])
        yield str(code), f"This looks like {system_name(code)}", turned


def _fits(places: Sequence[LonLat]) -> bool:
    return all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in places)


def placed(drawing: Drawing, key: str) -> Drawing:
    """Return a drawing with longitude and latitude, read in one of the ways offered.

    Shapes that do not fit are kept with their flaw.
    """
    lines = [(*one.lines, *(((one.point,),) if one.point else ())) for one in drawing.shapes]
    turned = iter(_turned([line for held in lines for line in held], key))
    shapes = []
    for shape, held in zip(drawing.shapes, lines, strict=True):
        found = [next(turned) for _ in held]
        sound = [line for line in found if line]
        if len(sound) < len(held):
            flaw = "It lies outside the earth's degrees."
            shapes.append(replace(shape, lines=(), point=None, flaw=flaw))
        elif shape.point:
            shapes.append(replace(shape, lines=(), point=sound[-1][0]))
        else:
            shapes.append(replace(shape, lines=tuple(sound)))
    return replace(drawing, shapes=tuple(shapes))


def _turned(lines: Sequence[Polyline], key: str) -> list[Polyline]:
    """Return lines as longitude, latitude with five decimals; an empty one for what is none."""
    if key not in (AS_WRITTEN, SWAPPED):
        lines = [tuple(degrees_of(int(key), line) or ()) for line in lines]
    numbers = chain.from_iterable(chain.from_iterable(lines))
    held = np.fromiter(numbers, float).reshape(-1, 2)
    held = held[:, ::-1] if key == SWAPPED else held
    outside = (np.abs(held) > (180, 85)).any(axis=1).tolist()
    places = list(map(tuple, np.round(held, 5).tolist()))
    found, first = list[Polyline](), 0
    for line in lines:
        after = first + len(line)
        found.append(() if any(outside[first:after]) else tuple(places[first:after]))
        first = after
    return found


def _places(shape: Shape) -> list[Position]:
    ends = [place for line in shape.lines for place in (line[0], line[len(line) // 2], line[-1])]
    return [*ends, *([shape.point] if shape.point else [])]


def _middle(places: Sequence[Position]) -> Position:
    xs, ys = sorted(x for x, _ in places), sorted(y for _, y in places)
    return xs[len(xs) // 2], ys[len(ys) // 2]


def _is_near(place: Sequence[float]) -> bool:
    return _WEST <= place[0] <= _EAST and _SOUTH <= place[1] <= _NORTH


def _told(what: str, centre: Sequence[float]) -> str:
    east = degrees_text(round(centre[0], 2), "E", "W")
    return f"{what}; the centre would be {degrees_text(round(centre[1], 2), 'N', 'S')} {east}."
