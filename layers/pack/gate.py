"""The gate: what a page must carry before it is handed over.

What belongs here: the checklist of the map page (its lines are in `layers/pack/mapchecks.py`) and
what holds for every page, judged from what is laid out (`layers/pack/facts.py`) and from the data.
What does not: laying out, and refusing, which is the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.model.origins import SHIPPED, added_text
from geo.records.catalog import Catalog
from geo.state.select import leg_states, node_states_of
from layers.look.legend import LegendGroup
from layers.pack.check import Check
from layers.pack.facts import PageFacts, facts_of
from layers.pack.footnotes import (
    astray_footnotes,
    bare_statements,
    source_numbers,
)
from layers.pack.house import STALE_YEARS
from layers.pack.mapchecks import MAP_CHECKS, MapPage, few
from layers.scene.display import Scene
from layers.scene.page import subject_of
from layers.scene.request import FigureRequest

# How the page names the rows of its legend that say who added lines.
_OF_OTHERS = f"legend:{LegendGroup.ADDED.name}:"


def checks_of(
    catalog: Catalog,
    request: FigureRequest,
    facts: PageFacts,
    *,
    stale_years: int = STALE_YEARS,
) -> tuple[Check, ...]:
    """Return the checklist of a drawn map page, every line of it, passed or not.

    Parameters
    ----------
    catalog, request
        What the page was drawn from.
    facts
        What stands on it.
    stale_years
        From what age on a figure must be marked with its date.
    """
    legs = leg_states(catalog, request.selection)
    drawn_legs = {name.split(":")[0] for name in facts.named("leg:")}
    drawn_nodes = set(facts.named("node:"))
    page = MapPage(
        catalog,
        request,
        facts,
        tuple(state for state in legs if state.leg.leg_id in drawn_legs),
        tuple(
            state
            for state in node_states_of(catalog, request.selection, legs)
            if state.node.node_id in drawn_nodes
        ),
        stale_years,
        subject_of(catalog, request),
    )
    found = tuple(
        Check(name, passed=not missing, message=missing or there)
        for name, there, missing in ((name, there, look(page)) for name, there, look in MAP_CHECKS)
    )
    return (*found, *_added(page))


def _added(page: MapPage) -> tuple[Check, ...]:
    """Name whose lines are drawn beside the shipped ones, and those without a source."""
    added = [state for state in page.legs if state.leg.origin != SHIPPED]
    if not added:
        return ()
    whose = dict.fromkeys(added_text(state.leg.origin) for state in added)
    told = f"{len(added)} of {len(page.legs)} lines {few(list(whose))}"
    bare = [state.leg.name for state in added if state.unsourced]
    told += f"; unsourced and drawn hatched: {few(bare)}" if bare else ""
    rows = page.facts.named(_OF_OTHERS)
    legend = " ".join(page.facts.said(f"{_OF_OTHERS}{row}") for row in rows).casefold()
    silent = [one for one in whose if one.casefold() not in legend]
    missing = f"not said on the page: {few(silent)}" if silent else ""
    return (Check("Added by others", passed=not missing, message=missing or told),)


def page_check(name: str, scene: Scene) -> Check:
    """Return the line of the checklist for a page beside the map: a slide, a page of the brief.

    Every row of figures, dates and closures carries a footnote; each leads to a source on the
    page or in the list it points to; nothing is cut, covered or too small to be read.
    """
    facts = facts_of(scene)
    sources = source_numbers(facts) | set(scene.sources.values())
    faults = [*facts.faults, *astray_footnotes(facts, sources), *bare_statements(scene, facts)]
    there = "whole, apart and readable, each statement with its source"
    return Check(name, passed=not faults, message=few(faults) or there)


def missing_of(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Return the checks that did not pass."""
    return tuple(check for check in checks if not check.passed)


def refusal_text(checks: Sequence[Check]) -> str:
    """Return one sentence that names everything missing, empty when nothing is."""
    missing = missing_of(checks)
    named = "; ".join(f"{check.name}: {check.message}" for check in missing)
    return f"The page does not pass the gate: {named}." if missing else ""
