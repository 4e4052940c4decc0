"""What cannot be right though each cell is: lengths, chains, signs, names; every fault collected.

What belongs here: what the world forbids. What does not: ids that point at nothing and periods
that run backwards (`geo/records/integrity.py`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from geo.errors import Fault
from geo.model.choice import Basis
from geo.model.lines import LonLat, Mode
from geo.model.origins import LOOSE
from geo.model.said import SubjectKind, first_said_of
from geo.model.states import Status
from geo.records.contract import Form
from geo.records.costs import CASPIAN_SEA, Quantity, Stop
from geo.records.package import PACKAGE
from geo.records.schema.every import CSV_TABLES
from geo.records.schema.lines import LEGS, NODES

_Rows = Sequence[Mapping[str, Any]]

# A mountain road can be thrice its drawn chord; a line is rarely drawn much longer than its track.
_SHORTEST, _LONGEST = 0.3, 4.0
# Short legs end in the middle of stations that are drawn as one place.
_SLACK_KM = 10.0
# Metrics of what has an extent, and units of what can fall below nought.
_EXTENTS = frozenset({"length", "border_length"})
_SIGNED_UNITS = frozenset({"percent", "deg", "ratio"})
_SHUTS = (SubjectKind.NODE, SubjectKind.LEG, SubjectKind.STRAIT)
# By the name of a table, as an id is withdrawn from it, the column its ids stand in; a branch has
# several rows of legs and one of its name.
_IDS: Mapping[str, str] = {
    "branches" if table.name == "branch_names" else table.name: f"{table.name}.{table.key[0]}"
    for table in (NODES, LEGS, *CSV_TABLES)
    if len(table.key) == 1 and table.column(table.key[0]).form is Form.ID
}
_RECORD = re.compile(r"([a-z_]+):([A-Za-z0-9][A-Za-z0-9_]{0,79})\Z")
# What an assumption can be of, and the unit it is reckoned in.
_APPLIES: Mapping[Quantity, tuple[str, ...]] = {
    Quantity.SPEED: tuple(Mode),
    Quantity.DWELL: tuple(Stop),
    Quantity.RATE: (*Mode, CASPIAN_SEA),
    Quantity.CHARGE: tuple(Stop),
}
_BASES = {Basis.TONNE: ("t", "tonne"), Basis.TEU: ("TEU",), Basis.ANY: ("t", "tonne", "TEU")}


def length_faults(legs: _Rows, lines: Mapping[str, Sequence[LonLat]]) -> list[Fault]:
    """Return legs that lead nowhere, or whose length and drawn line cannot be of the same thing."""
    from geo.crs import lengths_km  # it loads the library of projections

    faults = []
    held = [lines[row["leg_id"]] for row in legs]
    for row, drawn in zip(legs, lengths_km(held), strict=True):
        km, low, high = (
            row["length_km"],
            drawn * _SHORTEST - _SLACK_KM,
            drawn * _LONGEST + _SLACK_KM,
        )
        if row["from_id"] == row["to_id"]:
            message, remedy = "The leg ends where it starts.", "A leg joins two nodes."
            faults.append(Fault(row["file"], row["row"], "to_id", message, remedy))
        elif not low <= km <= high:
            message = f"The length is {km:g} km, that of the line {drawn:.0f} km."
            remedy = "Give the length in km, or mend the line."
            faults.append(Fault(row["file"], row["row"], "length_km", message, remedy))
    return faults


def reading_faults(lengths: _Rows, legs: _Rows) -> list[Fault]:
    """Return readings that give no length, or whose legs do not meet in order."""
    ends = {row["leg_id"]: {row["from_id"], row["to_id"]} for row in legs}
    faults = []
    for row in lengths:
        low, high = row["low"], row["high"]
        ranged = low is not None and high is not None
        if (row["km"] is None) == (low is None and high is None) or (
            row["km"] is None and not (ranged and 0 < low < high)
        ):
            message = "A reading gives km, or low and high with low below high."
            remedy = "Give the one number printed, or both ends of a range."
            faults.append(_fault(row, "km", message, remedy))
        for a, b in pairwise(row["leg_ids"]):
            # A leg that is unknown is told as that.
            if a in ends and b in ends and not ends[a] & ends[b]:
                message = "Two legs that follow each other do not meet."
                remedy = "Name the legs in order, each beginning where the last ended."
                faults.append(_fault(row, "leg_ids", message, remedy))
    return faults


def chain_faults(branches: _Rows, names: _Rows, legs: _Rows) -> list[Fault]:
    """Return the places where the legs of a branch are no chain, and branches without any."""
    ends = {row["leg_id"]: (row["from_id"], row["to_id"]) for row in legs}
    chains: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in branches:
        chains[row["branch_id"]].append(row)
    owner = {row["branch_id"]: row["corridor_id"] for row in names}
    faults = [
        _fault(row, "branch_id", f"{row['branch_id']} has no legs.", "Name them in branches.csv.")
        for row in names
        if row["branch_id"] not in chains
    ]
    for row in branches:
        if owner.get(row["branch_id"], row["corridor_id"]) != row["corridor_id"]:
            message = f"{row['branch_id']} is a branch of {owner[row['branch_id']]}."
            faults.append(_fault(row, "corridor_id", message, "Name the same corridor."))
    for branch_id, chain in chains.items():
        if branch_id.endswith(LOOSE):
            continue
        faults.extend(_breaks_of(sorted(chain, key=lambda row: row["seq"]), ends))
    return faults


def _breaks_of(
    chain: Sequence[Mapping[str, Any]], ends: Mapping[str, tuple[str, str]]
) -> Iterable[Fault]:
    """Return where a walk along a chain of legs cannot go on, or goes over a leg again."""
    here: set[str] = set()
    before, seen = "", set()
    for row in chain:
        leg = row["leg_id"]
        if leg in seen:
            yield _fault(row, "leg_id", f"{leg} stands twice in the branch.", "Keep one of them.")
        seen.add(leg)
        if leg not in ends:
            here, before = set(), ""  # an unknown leg is told as such
            continue
        start, end = ends[leg]
        onward = {end} if start in here else set()
        onward |= {start} if end in here else set()
        if before and not onward:
            remedy = "Each leg of a branch goes on where the one before it ends."
            yield _fault(row, "leg_id", f"{leg} does not go on from {before}.", remedy)
        here, before = onward or {start, end}, leg


def name_faults(tables: Mapping[str, _Rows]) -> list[Fault]:
    """Return ids by which a link could mean two things: of a place and a leg, or a status."""
    taken: dict[str, str] = {str(status): "a status" for status in Status}
    faults = []
    for kinds in (("nodes", "legs", "straits"), ("branches", "legs")):
        seen = dict(taken)
        for table in kinds:
            column = {"branches": "branch_id"}.get(table, f"{table[:-1]}_id")
            for row in tables["branch_names" if table == "branches" else table]:
                name = row[column]
                said = seen.setdefault(name, f"one of {table}")
                if said != f"one of {table}":
                    message = f"{name} is also the name of {said}."
                    faults.append(_fault(row, column, message, "Give it an id of its own."))
    return faults


def sign_faults(claims: _Rows) -> list[Fault]:
    """Return claims of less than nothing, and of lengths that are none."""
    faults = []
    for row in claims:
        given = [row[name] for name in ("value", "value_low", "value_high")]
        least = min((value for value in given if value is not None), default=1.0)
        if row["metric"] in _EXTENTS and least <= 0:
            message = f"A length of {least:g} {row['unit']} is none."
        elif least < 0 and row["unit"] not in _SIGNED_UNITS:
            message = f"{least:g} {row['unit']} is less than nothing."
        else:
            continue
        faults.append(_fault(row, "value", message, "Give the number as its source has it."))
    return faults


def closure_faults(closures: _Rows) -> list[Fault]:
    """Return closures of what no route goes through, which would shut nothing."""
    return [
        _fault(
            row,
            "subject_kind",
            f"A closure cannot shut a {row['subject_kind'].replace('_', ' ')}.",
            f"Name what it shuts: {', '.join(_SHUTS)}.",
        )
        for row in closures
        if row["subject_kind"] not in _SHUTS
    ]


def withdrawn_faults(rows: _Rows, known: Mapping[str, Collection[str]]) -> list[Fault]:
    """Return withdrawals of what can be no record, and those whose record is replaced by none.

    Each becomes a page at the address of its record. `known` holds the ids there are, by
    `table.column`; nothing is said of those of a table that is not here.
    """
    gone = {row["record_id"] for row in rows}
    faults = []
    for row in rows:
        match, instead = _RECORD.match(row["record_id"]), row["replaced_by"]
        table = match[1] if match else ""
        if table not in _IDS:
            message = f"{row['record_id']!r} is not the id of a record."
            remedy = f"Write table:id; tables are {', '.join(_IDS)}."
            faults.append(_fault(row, "record_id", message, remedy))
        elif instead and row["record_id"] == f"{table}:{instead}":
            remedy = "Name another record of the table, or none."
            faults.append(_fault(row, "replaced_by", "It would replace itself.", remedy))
        elif instead and f"{table}:{instead}" not in gone:
            ids = known.get(_IDS[table])
            if ids is not None and instead not in ids:
                message = f"{instead!r} is not in {table}."
                remedy = "Name a record of the same table, or none."
                faults.append(_fault(row, "replaced_by", message, remedy))
    return faults


def assumption_faults(assumptions: _Rows) -> list[Fault]:
    """Return assumptions of what they cannot be of, in a unit of another, or given twice."""
    faults, seen = [], set()
    for row in assumptions:
        quantity = row["quantity"]
        units = _units(quantity, row["basis"])
        key = tuple(row[name] for name in ("origin", "quantity", "applies_to", "country", "basis"))
        if row["applies_to"] not in _APPLIES[quantity]:
            message = f"There is no {quantity} of {row['applies_to']!r}."
            remedy = f"Known are {', '.join(_APPLIES[quantity])}."
            faults.append(_fault(row, "applies_to", message, remedy))
        elif row["unit"] not in units:
            message = f"A {quantity} is not reckoned in {row['unit']!r}."
            remedy = f"Give the figures in {' or '.join(units)}."
            faults.append(_fault(row, "unit", message, remedy))
        elif key in seen:
            message = f"The same {quantity} is assumed in two rows."
            faults.append(_fault(row, "quantity", message, "Keep one of them."))
        seen.add(key)
    return faults


def _units(quantity: Quantity, basis: Basis) -> tuple[str, ...]:
    """Return the units an assumption may be given in."""
    if quantity is Quantity.SPEED:
        return ("km/h",)
    if quantity is Quantity.DWELL:
        return ("h",)
    each = "-km" if quantity is Quantity.RATE else ""
    return tuple(f"USD/{of}{each}" for of in _BASES[basis])


def coverage_faults(assumptions: _Rows) -> list[Fault]:
    """Return what a route could ask for and the table of assumptions has no general row of."""
    told = {
        (row["quantity"], row["applies_to"], row["basis"])
        for row in assumptions
        if not row["country"]
    }
    money = (Basis.TONNE, Basis.TEU)
    wanted: list[tuple[Quantity, str, tuple[Basis, ...]]] = [
        *((Quantity.SPEED, mode, (Basis.ANY,)) for mode in Mode),
        *((Quantity.DWELL, stop, (Basis.ANY,)) for stop in Stop),
        *((Quantity.RATE, mode, money) for mode in Mode),
        *((Quantity.CHARGE, stop, money) for stop in Stop),
    ]
    return [
        Fault(
            "assumptions.csv",
            0,
            "quantity",
            f"No {quantity} for {applies_to} per {basis} holds everywhere.",
            "Add a row without a country.",
        )
        for quantity, applies_to, bases in wanted
        for basis in bases
        if not {(quantity, applies_to, basis), (quantity, applies_to, Basis.ANY)} & told
    ]


def empty_faults(records: Mapping[str, Any], data_end: date) -> list[Fault]:
    """Return why the page would open with nothing: nothing is on, or nothing of it existed yet.

    Parameters
    ----------
    records
        What the tables say, by the name of their table.
    data_end
        The last day they speak of, which the page opens with.
    """
    on = [one for one in records["corridors"].values() if one.default_on]
    if not on:
        message = "No corridor is shown when the page opens."
        return [Fault("corridors.csv", 0, "default_on", message, "Set it to true for one.")]
    branches = [records["branches"][name] for corridor in on for name in corridor.branch_ids]
    legs = {leg_id for branch in branches if branch.default_on for leg_id in branch.leg_ids}
    said = first_said_of(records["events"].values())
    begun = [status.begins for leg_id in legs for status in records["statuses"][leg_id]]
    begun += [said.get(node_id, date.min) for corridor in on for node_id in corridor.node_ids]
    if not begun:
        message = "Of the corridors shown when the page opens no branch is shown, and no place."
        return [Fault("branch_names.csv", 0, "default_on", message, "Set it to true for one.")]
    if min(begun) > data_end:
        message = f"Nothing that the page opens with existed on {data_end}."
        remedy = f"Name a day from {min(begun)} on."
        return [Fault(PACKAGE, 0, "data_end", message, remedy)]
    return []


def _fault(row: Mapping[str, Any], column: str, message: str, remedy: str) -> Fault:
    return Fault(row["file"], row["row"], column, message, remedy)
