"""Two small editions of the tiny world, and how the packs in `tests/editions/` were made.

The later one corrects a figure, adds one, withdraws one with a row that says why, tells that Delta
is shut again and that Gamma is open, and moves a promise. `python -m tests.edition_worlds` writes
the packs again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from geo.editions.packed import packed_edition
from geo.model.origins import SHIPPED
from geo.records.readers import Folder
from tests.worlds import LEGS, NODES, TABLES, write_world

FOLDER = Path(__file__).parent / "editions"
EARLIER, LATER = "2024.12.1", "2024.12.2"
Changes = Mapping[str, Sequence[tuple[Any, ...]]]


def later_tables() -> Changes:
    """Return the tables of the later edition that differ."""
    claims = []
    for row in TABLES["claims"]:
        if row[0] == "hub_plan":
            continue
        claims.append((*row[:4], 1100, *row[5:]) if row[0] == "b_freight" else row)
    new = next(row for row in TABLES["claims"] if row[0] == "north_length_2")
    claims.append(("north_length_3", *new[1:4], 250, *new[5:14], "Minister C", "2024-11-05",
                   "day", "s1", "", 3, "not official", "F2"))  # fmt: skip
    again = ("d_again", "node", "d", "2024-11-20", "day", "closed", "goods", "", "", "", "",
             "Delta shut", "s1", "", "F9")  # fmt: skip
    promise = next(row for row in TABLES["events"] if row[0] == "c_due")
    moved = ("c_due_2", *promise[1:5], "2026", "year", "promised", "2024-10-01", "c_built",
             "Beta – Delta to be built by 2026", "s2", "", "F7")  # fmt: skip
    return {
        "claims": claims,
        "closures": [*TABLES["closures"], again],
        "events": [*TABLES["events"], moved],
        "confirmations": [
            *TABLES["confirmations"],
            ("closure", "c_shut", "2024-12-01", "ended", "sx", ""),
        ],
        "withdrawn": [("claims:hub_plan", "2024-12-20", "the page was misread", "")],
    }


def write_edition(folder: Path, edition: str, changes: Changes | None = None) -> Path:
    """Write an edition of the world as a data folder."""
    return _with_edition(write_world(folder, changes), edition)


def _with_edition(folder: Path, edition: str) -> Path:
    about = {"data_end": "2024-12-31", "edition": edition, "edition_made": "2025-01-02"}
    (folder / "datapackage.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
    return folder


def write_fewer(folder: Path) -> Path:
    """Write the later edition without the road and the sea lane, and without the port at its end.

    Rows say why they were taken out.
    """
    gone = {"leg_r", "leg_w", "e", "d_to_e"}
    tables = {**TABLES, **later_tables()}
    fewer = {
        name: [row for row in tables[name] if not gone & {str(cell) for cell in row}]
        for name in ("branches", "branch_names", "leg_status", "confirmations", "journeys")
    }
    fewer["branch_names"] = [row for row in fewer["branch_names"] if row[1] in ("main", "sea")]
    fewer["branches"] = [row for row in fewer["branches"] if row[1] in ("main", "sea")]
    records = ("legs:leg_r", "legs:leg_w", "nodes:e", "journeys:d_to_e", "branches:south")
    why = [(name, "2024-12-20", "drawn by mistake", "") for name in records]
    changes = {**later_tables(), **fewer, "withdrawn": [*tables["withdrawn"], *why]}
    legs = {home: [row for row in rows if row[0] not in gone] for home, rows in LEGS.items()}
    nodes = [row for row in NODES if row[0] not in gone]
    return _with_edition(write_world(folder, changes, nodes=nodes, legs=legs), LATER)


def packed_world(folder: Path, edition: str, changes: Changes | None = None) -> bytes:
    """Return an edition of the world as a pack."""
    return packed_edition(Folder(write_edition(folder, edition, changes), SHIPPED))[1]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as place:
        for name, tables in ((EARLIER, None), (LATER, later_tables())):
            made = packed_world(Path(place) / name, name, tables)
            (FOLDER / f"world-{name}.zip").write_bytes(made)
