"""What a Selection shows at its date, taken together for whoever writes it to a file. Pure.

What belongs here: which legs, places, closures, statements, sources and licences those are. What
does not: how they are written as records (`geo/formats/listings.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geo.formats.licences import Licence, licences_of
from geo.formats.link import query_text
from geo.ledger.highlights import statements_of
from geo.ledger.readings import Ledger
from geo.model.choice import Selection
from geo.model.said import Source
from geo.records.catalog import Catalog
from geo.state.conditions import ClosureState
from geo.state.select import (
    LegState,
    NodeState,
    as_of_date,
    closures_on,
    leg_states,
    node_states_of,
    seen_on,
)


@dataclass(frozen=True, slots=True)
class Extract:
    """What a Selection shows at its date: the things drawn, what is said of them, and by whom.

    `names` has the name of every node, `sources` those of everything in it, both by their id;
    `link` is the query of the page; `added` says whose overlays stand beside the shipped data.
    """

    as_of: date
    data_end: date
    data_hash: str
    link: str
    legs: tuple[LegState, ...]
    nodes: tuple[NodeState, ...]
    closures: tuple[ClosureState, ...]
    ledger: Ledger
    names: Mapping[str, str]
    sources: Mapping[str, Source]
    licences: tuple[Licence, ...]
    added: tuple[str, ...] = ()


def extract_of(catalog: Catalog, selection: Selection) -> Extract:
    """Return what a Selection shows: legs and places as drawn, statements as in the panels."""
    catalog = seen_on(catalog, as_of_date(catalog, selection))
    legs = leg_states(catalog, selection)
    nodes = node_states_of(catalog, selection, legs)
    ledger = statements_of(catalog, selection)
    closures = closures_on(legs, nodes)
    used = {source for state in legs for source in (state.source_id, *state.leg.source_ids)}
    used |= {source for state in nodes for source in state.node.source_ids}
    geodata = frozenset(used)
    used |= {state.confirmed_by for state in legs}
    used |= {state.source_id for state in closures} | {*ledger.source_ids()}
    return Extract(
        as_of=as_of_date(catalog, selection),
        data_end=catalog.data_end,
        data_hash=catalog.data_hash,
        link=query_text(selection, catalog),
        legs=legs,
        nodes=nodes,
        closures=closures,
        ledger=ledger,
        names={node.node_id: node.name for node in catalog.nodes.values()},
        # A hand-drawn data folder may name a coordinate source that it does not describe.
        sources={name: catalog.sources[name] for name in sorted(used) if name in catalog.sources},
        licences=licences_of(geodata),
        added=tuple(f"{one.origin}, overlay {one.digest[:12]}" for one in catalog.added),
    )
