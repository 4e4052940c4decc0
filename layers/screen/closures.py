"""What is shut at a date, as the browser draws and tells it.

What belongs here: the badges of legs and straits, and the words of every closure with since when,
last report and source. What does not: the looks of conditions (`layers/look/style.py`), and the
rest of a day (`layers/screen/day.py`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geo.model.choice import Scenario
from geo.model.said import Source, SubjectKind
from geo.records.catalog import Catalog
from geo.state.conditions import ClosureState, closures_by_subject
from geo.state.confirmations import is_written_later
from geo.state.select import LegState
from layers.look import style
from layers.look.text import Json, plain
from layers.words.closures import shut_text
from layers.words.references import source_text


def leg_badge(state: LegState, scenario: Scenario) -> list[str]:
    """Return symbol and colour of a leg's own badge; nothing when it has none.

    A shut node or strait carries the badge itself; a leg does only when it was named.
    """
    leg_id = state.leg.leg_id
    if leg_id in scenario.closed:
        return _badge("supposed")
    named = [
        closure
        for closure in state.closures
        if closure.closure.subject_kind is SubjectKind.LEG and leg_id in closure.closure.subject_ids
    ]
    return _badge(style.gravest_condition(named))


def straits_of_day(catalog: Catalog, on: date, scenario: Scenario) -> Json:
    """Return badge, its colour and the condition of every strait that is shut or supposed to be."""
    shut = closures_by_subject(catalog, on, scenario=scenario)
    straits: Json = {}
    for strait_id in catalog.straits:
        states = shut.get((SubjectKind.STRAIT, strait_id), ())
        supposed = strait_id in scenario.closed
        condition = "supposed" if supposed else style.gravest_condition(states)
        badge = _badge(condition)
        if badge:
            straits[strait_id] = [*badge, condition]
    return straits


def shut_on(catalog: Catalog, on: date, scenario: Scenario) -> Json:
    """Return the words of the closures in force, and which of them shut what.

    Returns
    -------
    dict
        `told`, a line for each closure; `by`, for each subject as kind and id the numbers of its
        lines.
    """
    lines: dict[str, int] = {}
    by: Json = {}
    shut = closures_by_subject(catalog, on, scenario=scenario)
    for (kind, subject_id), states in shut.items():
        said = (closure_line(state, cited_on(catalog, state.source_id, on)) for state in states)
        numbers = [lines.setdefault(line, len(lines)) for line in said]
        by[f"{kind}:{subject_id}"] = numbers
    return {"told": list(lines), "by": by}


def cited_on(catalog: Catalog, source_id: str, on: date) -> Source:
    """Return a source as it is cited on a day: one alone, which all would take as long as a day."""
    source = catalog.sources[source_id]
    return replace(source, written_later=is_written_later(source, on))


def closure_line(state: ClosureState, source: Source) -> str:
    """Return what is shut, how, since when, when it was last reported so, and the source."""
    told = plain(source_text(source))
    return f"{plain(state.closure.headline)}: {shut_text(state)} ({told})"


def _badge(condition: str) -> list[str]:
    look = style.CONDITION_LOOK[condition]
    return [look.badge, look.badge_colour] if look.badge else []
