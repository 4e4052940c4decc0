"""What a map shows, and what of it is laid in a frame before its names.

What belongs here: the subject of a map page, and land, lines, symbols and badges in their places,
with what names and furniture must keep clear of. What does not: each part's own layout, and the
order in which all is painted (`layers/scene/map.py`). The unit is the point of the page.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.crs import FloatArray
from geo.records.catalog import Catalog
from geo.state.select import LegState, NodeState
from layers.look.style import CONDITION_LOOK, condition_name
from layers.scene.backdrop import Backdrop, backdrop_of
from layers.scene.callouts import Callout
from layers.scene.display import Area, Item, Line
from layers.scene.frame import Frame
from layers.scene.lines import lane_items, lanes_of
from layers.scene.nodes import Badge, Spot, badge_items, badges_of, spot_items, spots_of
from layers.scene.placing import points_of
from layers.scene.sheet import Rect, Sheet
from layers.scene.way import ribbon_sides, way_items
from layers.scene.wishes import Room
from layers.words.story import Story
from layers.words.ways import Ways

# Beside what is told only places of this rank have a symbol and a name.
NAMED_BESIDE = 1


@dataclass(frozen=True, slots=True)
class MapSubject:
    """What a map page shows, the sheet it stands on, the marks the reader placed, and a journey.

    `supposed` names what the reader closed. Beside a `story` all else is grey.
    """

    catalog: Catalog
    legs: tuple[LegState, ...]
    nodes: tuple[NodeState, ...]
    sheet: Sheet
    callouts: tuple[Callout, ...] = ()
    ways: Ways | None = None
    supposed: frozenset[str] = frozenset()
    story: Story | None = None

    @property
    def told(self) -> frozenset[str] | None:
        """Return the ids of the lines that are told; nothing where all are."""
        return self.story.legs if self.story else None

    @property
    def framed(self) -> frozenset[str] | None:
        """Return the ids of the lines that the map is no larger than: those that are told."""
        return self.told

    @property
    def marked(self) -> tuple[NodeState, ...]:
        """Return the places that have a symbol: beside what is told the great and the shut."""
        return tuple(
            state
            for state in self.nodes
            if not self.is_beside(state.node.node_id)
            or state.node.rank <= NAMED_BESIDE
            or CONDITION_LOOK[condition_name(state)].badge
        )

    def is_beside(self, node_id: str) -> bool:
        """Tell whether a place lies beside what is told."""
        return self.story is not None and node_id not in self.story.nodes


@dataclass(frozen=True, slots=True)
class Content:
    """What is laid in a frame before its names, and what names must keep clear of."""

    subject: MapSubject
    frame: Frame
    backdrop: Backdrop
    lanes: tuple[Item, ...]
    symbols: tuple[Item, ...]
    spots: tuple[Spot, ...]
    badges: tuple[Badge, ...]
    lines: FloatArray
    sides: FloatArray
    faint: FloatArray
    ribbons: tuple[Line, ...]
    rings: tuple[Area, ...]

    @property
    def marks(self) -> tuple[Rect, ...]:
        """Return the boxes of the badges."""
        return tuple(badge.box for badge in self.badges)

    @property
    def shut(self) -> tuple[Rect, ...]:
        """Return the boxes of symbols and badges."""
        return (*(spot.box for spot in self.spots), *self.marks)

    def room(self, kept: tuple[Rect, ...] = ()) -> Room:
        """Return what names find in the frame; `kept` are boxes that others stand in."""
        shut, lines = (*self.shut, *kept), np.concatenate([self.lines, self.sides])
        return Room(self.frame.panel, shut, lines, self.faint, self.shut, self.marks)

    @property
    def occupied(self) -> FloatArray:
        """Return points that furniture must not cover."""
        centres = np.array([spot.at for spot in self.spots]).reshape(-1, 2)
        return np.concatenate([self.lines, centres])


def content_of(subject: MapSubject, frame: Frame) -> Content:
    """Lay land, lines, symbols and badges into a frame."""
    catalog, scale = subject.catalog, subject.sheet.scale
    backdrop = backdrop_of(frame, basemap=catalog.basemap, sheet=subject.sheet)
    lanes = lanes_of(subject.legs, frame, catalog=catalog, scale=scale, told=subject.told)
    spots = spots_of(subject.marked, frame, scale=scale)
    badges = badges_of(lanes, spots, frame, catalog=catalog, scale=scale, supposed=subject.supposed)
    ribbons, rings = way_items(frame, subject.ways, catalog=catalog, scale=scale)
    # Names keep off the best way as off a line, over all its width.
    threads = [one for item in ribbons if item.name == "way_thread" for one in item.lines]
    sides = [edge for one in threads for edge in ribbon_sides(one, scale=scale)]
    return Content(
        subject=subject,
        frame=frame,
        backdrop=backdrop,
        lanes=tuple(lane_items(lanes, panel=frame.panel, scale=scale)),
        symbols=(*spot_items(spots, frame, scale=scale), *badge_items(badges, scale=scale)),
        spots=spots,
        badges=badges,
        lines=points_of([*(lane.line for lane in lanes), *threads]),
        sides=points_of(sides),
        faint=points_of(backdrop.boundaries),
        ribbons=tuple(ribbons),
        rings=tuple(rings),
    )
