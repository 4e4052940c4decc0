"""How every leg and node stood at a date, as plain JSON values, whatever is switched on.

What belongs here: the day as it is sent. What does not: what no date changes
(`layers/screen/network.py`), and any choice of what is seen, which the browser makes by the rules
of `geo/state/select.py` so that a toggle answers at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from geo.calendars import date_text
from geo.model.choice import Scenario, Selection
from geo.model.states import Status
from geo.records.catalog import Catalog
from geo.state.select import LegState, NodeState, as_of_date, leg_states, node_states_of
from layers.look import style
from layers.look.looks import LegLook, NodeLook, leg_look, node_look
from layers.look.text import Json
from layers.screen.closures import leg_badge, shut_on, straits_of_day
from layers.screen.files import hash_of
from layers.screen.look import rounded
from layers.screen.network import CONDITIONS, STATUSES, lacking_json
from layers.screen.places import known_nodes


def day_of(catalog: Catalog, selection: Selection, *, shown: Catalog | None = None) -> Json:
    """Return how every leg and node stood at the selection's date, whatever is switched on.

    With `shown` the rows are in the order of that catalog's network, by its corridors: an edition
    beside the one that the browser has. The rows of what that network lacks come after them, in
    the order of `lacking`, which says what it is (`layers/screen/network.py`).

    A date change sends this, so it is kept small: `legs` and `nodes` are rows in the order of the
    network's, empty (null) for what was not there; statuses and conditions are numbers in the order
    of the network's words; looks are rows under `look_fields` and `node_look_fields`. `shut` says
    what closes what, in words (`layers/screen/closures.py`). `layers/screen/web/state.js` reads it
    back. `id` is a hash of the rest: a browser that has it need not be sent the day again.
    """
    everything = replace(
        selection,
        corridors=frozenset(catalog.corridors),
        hidden_branches=frozenset(),
        statuses=frozenset(Status),
    )
    on = as_of_date(catalog, selection)
    legs = leg_states(catalog, everything)
    network = shown or catalog
    lacking = lacking_json(catalog, network) if network is not catalog else {}
    leg_ids = (*network.legs, *lacking.get("legs", ()))
    node_ids = (*known_nodes(network), *lacking.get("nodes", ()))
    nodes = node_states_of(catalog, everything, legs, among=frozenset(node_ids))
    colours = style.corridor_colours(catalog.corridors) | style.corridor_colours(network.corridors)
    users = _users_of(catalog, network) | _users_of(network, network)
    # Looks are kept once; legs and nodes refer to them by number, a new one gets the next.
    looks, node_looks = dict[LegLook, int](), dict[NodeLook, int]()
    scenario = selection.scenario
    leg_rows = {
        state.leg.leg_id: _leg_row(
            state, {name: colours[name] for name in users[state.leg.leg_id]}, looks, scenario
        )
        for state in legs
    }
    node_rows = {state.node.node_id: _node_row(state, node_looks) for state in nodes}
    day: Json = {
        "asof": on.isoformat(),
        "legs": [leg_rows.get(leg_id) for leg_id in leg_ids],
        "nodes": [node_rows.get(node_id) for node_id in node_ids],
        "straits": straits_of_day(catalog, on, scenario),
        "shut": shut_on(catalog, on, scenario),
        "looks": _rows_of(looks),
        "node_looks": _rows_of(node_looks),
        **({"lacking": lacking} if lacking else {}),
    }
    text = json.dumps(day, ensure_ascii=False, sort_keys=True)
    return {"id": hash_of(text.encode()), **day}


def _users_of(catalog: Catalog, network: Catalog) -> dict[str, tuple[str, ...]]:
    """Return the corridors of each leg, in the order of the page that has the network."""
    users: dict[str, dict[str, None]] = {leg_id: {} for leg_id in catalog.legs}
    for branch in catalog.branches.values():
        # The browser knows a branch as its network has it.
        corridor_id = network.branches.get(branch.branch_id, branch).corridor_id
        for leg_id in branch.leg_ids:
            users[leg_id][corridor_id] = None
    order = list(dict.fromkeys((*network.corridors, *catalog.corridors)))
    return {leg_id: tuple(sorted(own, key=order.index)) for leg_id, own in users.items()}


def _rows_of(looks: Iterable[LegLook | NodeLook]) -> list[list[Any]]:
    return [list(rounded(asdict(look)).values()) for look in looks]


def _leg_row(
    state: LegState, colours: Mapping[str, str], looks: dict[LegLook, int], scenario: Scenario
) -> list[Any]:
    """Return status, condition, since, the look for each of its corridors, and the badge."""
    numbers = [
        looks.setdefault(leg_look(state, corridor_id, colour=colour), len(looks))
        for corridor_id, colour in colours.items()
    ]
    row: list[Any] = [
        STATUSES.index(state.status),
        CONDITIONS.index(style.condition_name(state)),
        date_text(state.since) if state.since.dated else "",
        numbers,
    ]
    badge = leg_badge(state, scenario)
    return [*row, badge] if badge else row


def _node_row(state: NodeState, looks: dict[NodeLook, int]) -> list[int]:
    """Return condition and look."""
    # What depends on the lines now drawn is the browser's to say.
    look = node_look(replace(state, planned=False, gauges=()))
    return [CONDITIONS.index(style.condition_name(state)), looks.setdefault(look, len(looks))]
