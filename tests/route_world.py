r"""A drawn world for routes: two ways by land, one long way by sea.

::

    P --p_q-- Q --q_r-- R ==r_s== S ~~s_t~~ T        -- rail 1520   == rail 1435
    |          \                 /          |        ~~ sea         .. road
    |           ..q_u.. U ..u_s..            |
    ~~~~~~~~~~~~~~~~ p_t (strait z) ~~~~~~~~~~
              X :planned rail x_r: R            x_r is under study until the end

    P, Q in AAA; R, X in BBB; U, S in CCC; T in DDD. P, S and T are ports.

R is shut to everyone in June 2022, and from 2023-01-01, last confirmed 2023-03-31. Goods from
AAA to DDD may not land at T from 2024-01-01. S is half shut in May 2022.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from geo.model.choice import Objective
from geo.network.route import Query
from tests.assumed import ASSUMPTIONS
from tests.worlds import write_world

POINTS = {
    "p": (0, 0),
    "q": (2, 0),
    "r": (4, 0),
    "s": (6, 0),
    "t": (9, 0),
    "u": (4, -1),
    "x": (4, 2),
}
NODES = [
    (name, name.upper() + "town", kind, country, aliases, "", "", 2, 1)
    for name, kind, country, aliases in [
        ("p", "port", "AAA", ["Peetown", "Питаун"]),
        ("q", "junction", "AAA", []),
        ("r", "border_crossing", "BBB", []),
        ("s", "port", "CCC", []),
        ("t", "port", "DDD", []),
        ("u", "city", "CCC", []),
        ("x", "city", "BBB", []),
    ]
]
_RAIL, _ROAD, _SEA = "rail", "road", "sea"
LEGS = {
    "land": [
        ("p_q", "P – Q", "p", "q", _RAIL, 1520, 200, "published", "mapped", []),
        ("q_r", "Q – R", "q", "r", _RAIL, 1520, 200, "published", "mapped", []),
        ("r_s", "R – S", "r", "s", _RAIL, 1435, 200, "published", "mapped", []),
        ("q_u", "Q – U", "q", "u", _ROAD, None, 250, "geodesic", "threaded", []),
        ("u_s", "U – S", "u", "s", _ROAD, None, 250, "geodesic", "threaded", []),
        ("x_r", "X – R", "x", "r", _RAIL, 1520, 220, "published", "schematic", []),
        ("s_t", "S – T", "s", "t", _SEA, None, 300, "geodesic", "mapped", []),
        ("p_t", "P – T", "p", "t", _SEA, None, 4000, "geodesic", "mapped", ["z"]),
    ]
}

CHANGES: dict[str, list[tuple[Any, ...]]] = {
    "corridors": [("land", "Land", "Land", "All of it.", "true")],
    "branch_names": [
        ("land", "rail", "By rail", "", "true"),
        ("land", "road", "By road", "", "true"),
        ("land", "sea", "By sea", "", "true"),
        ("land", "planned", "Planned", "", "true"),
    ],
    "branches": [
        ("land", "rail", 1, "p_q"),
        ("land", "rail", 2, "q_r"),
        ("land", "rail", 3, "r_s"),
        ("land", "rail", 4, "s_t"),
        ("land", "road", 1, "q_u"),
        ("land", "road", 2, "u_s"),
        ("land", "sea", 1, "p_t"),
        ("land", "planned", 1, "x_r", "true"),
    ],
    "corridor_nodes": [],
    "leg_status": [
        *[
            (leg[0], "operating", "2000", "year", "s1", "")
            for leg in LEGS["land"]
            if leg[0] != "x_r"
        ],
        ("x_r", "study", "2021", "year", "s1", ""),
    ],
    "confirmations": [
        *[("leg", leg[0], "2024-12-31", "holds", "sx", "") for leg in LEGS["land"]],
        ("closure", "r_june", "2022-07-01", "ended", "s1", ""),
        ("closure", "r_shut", "2023-03-31", "holds", "s1", ""),
        ("closure", "r_shut", "2023-04-01", "contested", "s1", ""),
        ("closure", "s_half", "2022-06-01", "ended", "s1", ""),
        ("closure", "t_ban", "2024-12-31", "holds", "sx", ""),
    ],
    "doubt_rules": [],
    "key_figures": [],
    "straits": [("z", "Strait Z", 5, -2)],
    "claims": [],
    "events": [],
    "closures": [
        (
            "r_june",
            "node",
            "r",
            "2022-06-01",
            "day",
            "closed",
            "goods",
            "",
            "",
            "",
            "",
            "R shut in June",
            "s1",
            "",
            "",
        ),
        (
            "r_shut",
            "node",
            "r",
            "2023-01-01",
            "day",
            "closed",
            "goods",
            "",
            "",
            "",
            "",
            "R shut",
            "s1",
            "",
            "",
        ),
        (
            "s_half",
            "node",
            "s",
            "2022-05-01",
            "day",
            "partly",
            "goods",
            "",
            "",
            "",
            "",
            "S half shut",
            "s1",
            "",
            "",
        ),
        (
            "t_ban",
            "node",
            "t",
            "2024-01-01",
            "day",
            "closed",
            "goods",
            "",
            "AAA",
            "DDD",
            "",
            "Goods from AAA may not land at T",
            "s1",
            "",
            "",
        ),
    ],
    "assumptions": ASSUMPTIONS,
}


def write_route_world(folder: Path) -> Path:
    """Write the world drawn above."""
    return write_world(folder, CHANGES, nodes=NODES, legs=LEGS, points=POINTS)


# Nothing is shut, and everything is built that ever will be.
QUIET = date(2022, 1, 1)


def query_of(**given: Any) -> Query:
    """Return the question from P to T on a quiet day by least distance, or as `given` says."""
    return Query("p", "t", **{"on": QUIET, "objective": Objective.DISTANCE, **given})
