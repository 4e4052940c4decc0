"""The one rule by which names find their places, on the screen and on paper.

What belongs here: the numbers of the rule and the order in which names choose. The browser is sent
them (`layers/screen/web/placing.js` follows the rule there), paper reads them
(`layers/scene/placing.py`). What does not: measuring and drawing.

The rule: names choose one after the other. Each tries its places, from the best liked. A place is
refused if it leaves the frame, if it lies on a symbol, on a control or on a name that chose before,
or if another symbol is as near to it as its own. Of those left it takes the one that is least
disliked: for where it is, and for every length of line that it covers. A name of a country moves
about within its country.
"""

from __future__ import annotations

from collections.abc import Mapping

# Places about a symbol: across (1 right, 0 middle, -1 left), up (1 above, -1 below), and how
# little each is liked. A name is read first to the right of its symbol.
SPOTS: tuple[tuple[int, int, float], ...] = (
    (1, 0, 0.0),
    (1, -1, 0.8),
    (1, 1, 1.0),
    (-1, 0, 1.2),
    (0, -1, 1.4),
    (-1, -1, 1.6),
    (0, 1, 1.7),
    (-1, 1, 1.8),
)
# Share of the gap that is left at a slant, where the corner of the text comes close already.
SLANT = 0.72
# How much further off than close beside its symbol a name may stand, in points, and its dislike.
DISTANCES: tuple[tuple[float, float], ...] = ((0.0, 0.0), (2.5, 3.0))
# Dislike of a point of paper, or one and a half pixels, of covered corridor; of boundary.
LINE_COST = 1.07
FAINT_COST = 0.14
# A name that is not needed is left out rather than disliked by more.
MOST_DISLIKED = 14.0
# How much further than its own every other symbol must be, in points.
APART = 0.5
# On the screen a name at a slant from its symbol, or above or below it, is not on a level with
# another so near in points: it would be read as that one's.
LEVEL_REACH = 6.0
# A country's name: tried on a grid of so many places a side; dislike of the farthest from where it
# would stand best; of standing wholly outside its country; of each symbol it comes close to, and
# how close in points that is; of each symbol it lies upon where there is nowhere else (never a
# badge); of the room right of a symbol whose own name is needed.
GRID = 9
FAR_COST = 14.0
OUTSIDE_COST = 16.0
CROWD_COST = 0.8
UPON_COST = 7.0
ROOM_COST = 9.0
CROWD_REACH = 5.0
# A country's pale capitals may lie under lines: covering them counts by so much less.
AREA_LINE_SHARE = 0.35
# Each smaller style of type a country's name is set in is disliked by so much.
SMALLER_COST = 3.0
# No more than this share of a country's name may stand outside its country.
MOST_OUTSIDE = 0.5
# Two symbols closer than this share of their summed widths hide one another: the one whose name
# would choose later is left out.
HIDES = 0.3

# How soon a name chooses, by what it names; a node's own rank (1 to 4) is added to `node`.
# Countries that what is drawn crosses come first, then what holds trade up, then the rest.
ORDER: Mapping[str, float] = {
    "crossed": -0.6,
    "strait": -0.52,
    "node": 0.0,
    "sea": 0.9,
    "country": 3.0,
    "city": 4.0,
    "region": 4.2,
}
# A crossing or a break of gauge chooses this much before its rank, and each line that meets in a
# node brings it forward by so much, up to five of them.
GATE_FORWARD = 0.55
# On the screen a place that a corridor's first figures are about, or a crossing that is a door of
# its hub, comes so much before again.
TOLD_FORWARD = 1.15
# What is shut, wholly or in part, is looked for first.
SHUT_FORWARD = 0.5
LINE_FORWARD = 0.09
MOST_LINES = 5


def node_order(rank: int, *, gate: bool, shut: bool, lines: int) -> float:
    """Return how soon a node's name chooses; smaller is sooner.

    Parameters
    ----------
    rank
        1 major to 4 minor.
    gate
        Whether it is a border crossing or a break of gauge.
    shut
        Whether it carries the badge of a closure, or of a doubt about one.
    lines
        How many of the legs drawn end there.

    Examples
    --------
    >>> crossing = node_order(2, gate=True, shut=True, lines=5)
    >>> crossing < node_order(1, gate=False, shut=False, lines=2)
    True
    """
    forward = GATE_FORWARD * gate + SHUT_FORWARD * shut + LINE_FORWARD * min(lines, MOST_LINES)
    return ORDER["node"] + rank - forward
