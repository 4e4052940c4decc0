"""Points and lines as Leaflet wants them, and which places the browser is told of. Pure.

What belongs here: the one place where longitude, latitude turns into Leaflet's latitude, longitude.
What does not: the map itself (`layers/screen/map.py`) and the library it is made with, which is
long in loading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from geo.model.lines import LonLat, Node, NodeKind
from geo.model.origins import SHIPPED
from geo.records.catalog import Catalog

LatLon = tuple[float, float]

# Junctions of this rank, as `geo/own/wizard.py` makes them, are ends of lines and no more.
LEAST_RANK = 4


def flipped(points: Iterable[LonLat]) -> list[LatLon]:
    """Return points as latitude, longitude: the only flip in the project."""
    return [(lat, lon) for lon, lat in points]


def box_of(points: Iterable[LonLat]) -> list[LatLon]:
    """Return the south-west and north-east corners round points; nothing round none."""
    import numpy as np  # as below

    held = np.fromiter(chain.from_iterable(points), float).reshape(-1, 2)
    if not len(held):
        return []
    low, high = held.min(axis=0).tolist(), held.max(axis=0).tolist()
    return flipped([(low[0], low[1]), (high[0], high[1])])


def steps_of(points: Sequence[LonLat], *, scale: int) -> list[int]:
    """Return a line as whole numbers: first point, then steps, latitude before longitude.

    Parameters
    ----------
    points
        Longitude, latitude in degrees.
    scale
        Units a degree is cut into: 1000 keeps about 110 m, 100000 about 1 m.
    """
    return lines_steps([points], scale=scale)[0]


def lines_steps(lines: Sequence[Sequence[LonLat]], *, scale: int) -> list[list[int]]:
    """Return many lines as whole numbers, as `steps_of` does one."""
    import numpy as np  # to start with what is kept needs no numbers

    numbers = chain.from_iterable(chain.from_iterable(lines))
    held = np.rint(np.fromiter(numbers, float).reshape(-1, 2)[:, ::-1] * scale).astype(int)
    bounds = np.cumsum([0, *map(len, lines)])
    first = bounds[:-1][np.diff(bounds) > 0]
    steps = np.diff(held, axis=0, prepend=0)
    steps[first] = held[first]
    flat = steps.ravel().tolist()
    return [flat[2 * a : 2 * b] for a, b in pairwise(bounds.tolist())]


def known_nodes(catalog: Catalog) -> dict[str, Node]:
    """Return the nodes that the browser is told of.

    Where somebody's own line merely ends there is no place to show or to find, unless something is
    said of it. A file of lines may bring ten thousand such ends.
    """
    events = catalog.events.values()
    told = {one.subject_id for one in catalog.claims.values()}
    told |= {name for one in events for name in (one.subject_id, one.node_id)}
    told |= {name for one in catalog.closures.values() for name in one.subject_ids}
    return {
        name: node for name, node in catalog.nodes.items() if name in told or not is_bare_end(node)
    }


def is_bare_end(node: Node) -> bool:
    """Whether somebody's own line merely ends there."""
    return node.origin != SHIPPED and node.kind is NodeKind.JUNCTION and node.rank == LEAST_RANK
