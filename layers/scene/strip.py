"""A corridor straightened: strips below one another on one scale of kilometres.

What belongs here: laying `geo.network.strip` records out in a rectangle of the page. What does not:
which kilometres lie where (`geo/network/strip.py`), and drawing them on paper, on slides and in the
browser (`layers/pens/`). Lines carry the hue, dash and weight they have on the map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.network.strip import Post, Stretch, Strip
from layers.look.looks import look_of
from layers.look.palette import INK, INK_SOFT, NEUTRAL, SHUT_RED, TextLook
from layers.look.style import NODE_SYMBOL
from layers.scene.display import (
    Line,
    Mark,
    Scene,
    Stroke,
    Symbol,
    rows_of_points,
    rule,
    stroke_of,
    text,
)
from layers.scene.frame import round_length_km
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import text_size
from layers.words.strip import (
    change_text,
    condition_of_stretch,
    length_text,
    rows_below,
    stretch_text,
    telling_first,
)

_TIER, _ABOVE, _BELOW, _ROW, _NAME, _AXIS = 8.2, 6.0, 7.0, 8.2, 11.0, 17.0
_SYMBOL, _BREAK, _BORDER = 6.4, 11.0, 5.0
# Names stand in so many tiers over the line, and so far from another's leader.
TIERS, _GAP = 3, 2.0
# A line that stands alone is drawn thicker than among others on the map.
_THICKER = 1.3
# Room at the ends of the line for the symbols of its first and last place.
_LEFT, _RIGHT = 8.0, 22.0


_NO_BOX = Rect(0.0, 0.0, 0.0, 0.0)
# A window's picture: wider than it is on a narrow screen, where it is scrolled.
_BARE = Sheet(960.0, 0.0, 1.75, _NO_BOX, _NO_BOX, (), _NO_BOX)


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where strips stand, and how a kilometre becomes points."""

    sheet: Sheet
    block: Rect
    per_km: float
    colours: Mapping[str, str]

    def at(self, km: float) -> float:
        return self.block.x0 + _LEFT * self.sheet.scale + km * self.per_km


def strip_height(sheet: Sheet, count: int) -> float:
    """Return how tall so many strips are on their common scale."""
    one = _NAME + TIERS * _TIER + _ABOVE + _BELOW + 3 * _ROW + 3.0
    return (one * count + _AXIS) * sheet.scale


def strip_items(
    sheet: Sheet,
    block: Rect,
    strips: Sequence[Strip],
    *,
    colours: Mapping[str, str],
) -> list[Mark]:
    """Lay strips out from the top of a block on one scale of kilometres.

    Above each line stand the places with their kilometres; below it gauge or mode, then what is
    not running or shut (in red what is not built), then the countries.

    Parameters
    ----------
    sheet, block
        The page, and where the strips may stand.
    strips
        What to lay out, the first on top.
    colours
        Of each corridor, as on the map: `layers.look.style.corridor_colours` of the catalog's.
    """
    longest = max((strip.length_km for strip in strips), default=0.0)
    if not longest:
        return []
    inner = block.width - (_LEFT + _RIGHT) * sheet.scale
    ground = _Ground(sheet, block, inner / longest, colours)
    step = strip_height(sheet, 1) - _AXIS * sheet.scale
    items: list[Mark] = []
    for order, strip in enumerate(strips):
        items += _one(ground, strip, block.y1 - order * step)
    return [*items, *_axis(ground, longest, block.y1 - len(strips) * step)]


def strips_scene(strips: Sequence[Strip], *, colours: Mapping[str, str]) -> Scene:
    """Return a picture of nothing but strips, as wide as a window is."""
    sheet = replace(_BARE, height=_BARE.scale * 6.0 + strip_height(_BARE, len(strips)))
    block = Rect(0.0, 0.0, sheet.width, sheet.height)
    items = strip_items(sheet, block, strips, colours=colours)
    return Scene(sheet.width, sheet.height, tuple(items), sheet.least_pt, sheet.fine_pt)


def _one(ground: _Ground, strip: Strip, top: float) -> Iterator[Mark]:
    sheet, scale = ground.sheet, ground.sheet.scale
    heading, small = sheet.text("heading"), sheet.text("small")
    left, baseline = ground.block.x0, top - 7.6 * scale
    yield text((left, baseline), strip.branch.name, heading, name="strip:name")
    after = left + text_size(strip.branch.name, heading)[0] + 6.0 * scale
    yield text((after, baseline), length_text(strip), small, name="strip:length")
    line_y = top - (_NAME + TIERS * _TIER + _ABOVE) * scale
    for stretch in strip.stretches:
        yield from _stretch(ground, strip, stretch, line_y)
    for post in strip.posts:
        yield from _post(ground, post, line_y)
    for label in placed_names(strip.posts, ground.at, small, right=ground.block.x1):
        yield from _name(ground, label, small, line_y)
    y = line_y - _BELOW * scale
    red = sheet.text("small", colour=SHUT_RED)
    for texts, look in zip(rows_below(strip), (small, red, small), strict=True):
        y -= _ROW * scale
        for words, start, end in texts:
            span = Rect(ground.at(start), y, ground.at(end), y + 6.6 * scale)
            yield from _span(words, span, look, scale=scale, ruled=look is small)


def _stretch(ground: _Ground, strip: Strip, stretch: Stretch, y: float) -> Iterator[Mark]:
    scale, name = ground.sheet.scale, f"strip_leg:{stretch.leg.leg_id}"
    ends = ground.at(stretch.start_km), ground.at(stretch.end_km)
    if stretch.missing:
        low = y - 3.6 * scale
        missing = f"{name}:missing"
        yield rule((ends[0], low), (ends[1], low), width=scale, colour=SHUT_RED, name=missing)
    line = (rows_of_points((ends[0], y), (ends[1], y)),)
    said = stretch_text(stretch)
    if stretch.status is None:
        yield Line(line, Stroke(SHUT_RED, 0.8 * scale, dash=(1.0, 3.0)), name, said)
        return
    look = look_of(
        ground.colours.get(strip.branch.corridor_id, NEUTRAL),
        status=stretch.status,
        mode=stretch.leg.mode,
        accuracy=stretch.leg.accuracy,
        condition=condition_of_stretch(stretch),
    )
    yield Line(line, replace(stroke_of(look, scale, wider=_THICKER), rounded=False), name, said)
    if look.badge:
        at, colour = (sum(ends) / 2, y), look.badge_colour
        yield Symbol(look.badge, at, _SYMBOL * scale, colour, colour, f"{name}:badge")


def _post(ground: _Ground, post: Post, y: float) -> Iterator[Mark]:
    """Yield the symbol of a post: a stroke at a border, wedges where the gauge changes."""
    scale, x = ground.sheet.scale, ground.at(post.km)
    if post.border:
        half = _BORDER * scale
        yield rule((x, y - half), (x, y + half), width=scale, colour=INK, name="strip_border")
    if post.gauges:
        yield Symbol("break_of_gauge", (x, y), _BREAK * scale, INK, name="strip_break")
    size = _SYMBOL * scale * (1.0 if post.node.rank <= 2 else 0.7)
    shape = NODE_SYMBOL[post.node.kind].shape
    changes = change_text(post)
    said = f"{post.node.name}, {post.km:,.0f} km" + (f": {changes}" if changes else "")
    yield Symbol(shape, (x, y), size, INK, name="strip_post", alt=said)


def _name(ground: _Ground, label: PostName, look: TextLook, line_y: float) -> Iterator[Mark]:
    scale = ground.sheet.scale
    y = line_y + (_ABOVE + label.tier * _TIER) * scale
    start, end = (label.at, line_y + 3.4 * scale), (label.at, y - 0.6 * scale)
    yield rule(start, end, width=0.4 * scale, colour=INK_SOFT)
    named = replace(look, colour=INK)
    yield text((label.left, y + 1.4 * scale), label.text, named, name="strip:post")


def _span(words: str, span: Rect, look: TextLook, *, scale: float, ruled: bool) -> Iterator[Mark]:
    """Yield a text under the stretch it holds for, if it has room, between ticks."""
    if ruled:
        for x in (span.x0, span.x1):
            yield rule((x, span.y0 + 0.4 * scale), (x, span.y1))
    if words and text_size(words, look)[0] <= span.width - 2.0:
        at = (span.centre[0], span.y0 + 1.6 * scale)
        yield text(at, words, look, align="center", name="strip:span")


def _axis(ground: _Ground, longest: float, top: float) -> Iterator[Mark]:
    """Yield the common scale of kilometres."""
    scale, small = ground.sheet.scale, ground.sheet.text("small")
    step = round_length_km(longest / 5)
    y = top - 3.0 * scale
    yield rule((ground.at(0.0), y), (ground.at(longest), y), colour=INK_SOFT)
    count = int(longest // step)
    for tick in range(count + 1):
        x = ground.at(tick * step)
        yield rule((x, y - 2.4 * scale), (x, y), colour=INK_SOFT)
        number = f"{tick * step:,.0f}" + (" km" if tick == count else "")
        yield text((x, y - 9.6 * scale), number, small, align="center", name="strip:km")


@dataclass(frozen=True, slots=True)
class PostName:
    """A post's name in its tier: text, left edge, and the x of its leader."""

    text: str
    left: float
    width: float
    at: float
    tier: int


def placed_names(
    posts: Sequence[Post], at: Callable[[float], float], look: TextLook, *, right: float
) -> list[PostName]:
    """Return the names that have room, ends and changes first, in the lowest tier that is free.

    A leader never runs through another name.
    """
    placed: list[PostName] = []
    for post in telling_first(posts):
        x = at(post.km)
        text = f"{post.node.name} {post.km:,.0f}"
        width = text_size(text, look)[0]
        left = min(x - 2.0, right - width)
        for tier in range(TIERS):
            label = PostName(text, left, width, x, tier)
            if not any(_clash(label, other) for other in placed):
                placed.append(label)
                break
    return placed


def _clash(one: PostName, other: PostName) -> bool:
    """Tell whether two names meet, or the leader of the higher runs through the lower."""
    if one.tier == other.tier:
        return one.left < other.left + other.width + 4.0 and other.left < one.left + one.width + 4.0
    higher, lower = (one, other) if one.tier > other.tier else (other, one)
    return lower.left - _GAP < higher.at < lower.left + lower.width + _GAP
