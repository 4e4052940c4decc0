"""Routes: from where to where, what if, and what each route rests on.

What belongs here: the controls of the journey, and showing what `geo.network.whatif` answers. What
does not: what is supposed (`page/scenario.py`, `page/assumptions.py`), the words
(`layers/words/routes.py`) and the tables and pictures (`page/compare.py`).
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo.errors import CorridorError, NoRouteError
from geo.model.choice import Basis, Journey, Objective, Scenario, Selection
from geo.network.ranking import critical_lines, critical_places
from geo.network.whatif import Answer, Comparison, place_of
from geo.records.catalog import Catalog
from layers.look.text import notice
from layers.screen.cards import Shown
from layers.screen.routecards import answer_html, ranking_html, sentence_html, table_html
from layers.words.assumptions import changed_text
from layers.words.ranking import RANKING_LEAVES_OUT, critical_rows
from layers.words.routes import (
    CHANGE_RESTS_ON,
    RESTS_ON,
    barred_text,
    comparison_rows,
    cut_text,
    places_text,
)
from layers.words.wording import OBJECTIVE_LABEL
from page.answers import answered, compared, too_many_questions
from page.assumptions import show_assumptions, supposed
from page.choose import change
from page.compare import show_comparisons
from page.part import opened
from page.scenario import show_presets, show_scenario

_FIRST = ("moscow", "mumbai")
# The ranked list is read from the top; below this many places nothing matters any more.
_RANKED = 15


def show_routes(shown: Shown) -> None:
    """Show the journey's controls, what the scenario changes, then the routes."""
    catalog, selection = supposed(shown.catalog), shown.selection
    show_presets(catalog, selection)
    journey = _show_journey(catalog, selection)
    show_scenario(catalog, selection)
    answer = None
    if journey is not None:
        answer = _show_answer(catalog, selection, journey)
    show_comparisons(replace(shown, catalog=catalog), answer)
    show_assumptions(shown.catalog)


def _show_journey(catalog: Catalog, selection: Selection) -> Journey | None:
    """Let the reader pick both ends and what to spare; return what is asked."""
    places = sorted(catalog.nodes, key=lambda node: catalog.nodes[node].name)
    journey = selection.journey or first_journey(catalog)
    if journey is None:
        return None
    keys = {"from_id": "journey_from", "to_id": "journey_to"}
    # One below the other: beside each other the longer names would be cut.
    for field, label in (("from_id", "From"), ("to_id", "To")):
        st.session_state[keys[field]] = getattr(journey, field)
        st.selectbox(
            label,
            places,
            format_func=lambda node: f"{catalog.nodes[node].name} ({catalog.nodes[node].country})",
            key=keys[field],
            on_change=_ask,
            args=(catalog,),
        )
    left, right = st.columns(2)
    st.session_state["journey_by"] = journey.objective
    left.selectbox(
        "Which first",
        list(Objective),
        format_func=OBJECTIVE_LABEL.__getitem__,
        key="journey_by",
        on_change=_ask,
        args=(catalog,),
    )
    st.session_state["journey_per"] = journey.basis
    right.selectbox(
        "Cost per",
        [Basis.TONNE, Basis.TEU],
        key="journey_per",
        on_change=_ask,
        args=(catalog,),
    )
    return journey


def first_journey(catalog: Catalog) -> Journey | None:
    """Return the journey to begin with; nothing in data that lack its ends."""
    try:
        start, end = (place_of(catalog, place) for place in _FIRST)
    except CorridorError:
        nodes = list(catalog.nodes)
        return Journey(nodes[0], nodes[-1]) if len(nodes) > 1 else None
    return Journey(start, end)


def _ask(catalog: Catalog) -> None:
    state = st.session_state
    journey = Journey(
        state["journey_from"], state["journey_to"], state["journey_by"], state["journey_per"]
    )
    change(catalog, lambda selection: replace(selection, journey=journey))


def _show_answer(catalog: Catalog, selection: Selection, journey: Journey) -> Answer | None:
    """Show before and after, then the routes or what cuts them; return the routes."""
    if journey.from_id == journey.to_id:
        st.info("Pick two different places.")
        return None
    if told := too_many_questions(catalog, selection, journey):
        st.warning(told)
        return None
    if selection.scenario != Scenario():
        _show_difference(catalog, compared(catalog, selection, journey))
    answer = None
    try:
        answer = answered(catalog, selection, journey)
    except NoRouteError as error:
        st.warning(notice(error))
        st.html(sentence_html(cut_text(catalog, error.cut_by)))
    else:
        st.html(
            sentence_html(changed_text(catalog))
            + answer_html(catalog, answer)
            + sentence_html(barred_text(catalog, answer))
        )
        if opened("which places and lines matter most", key="ranking"):
            st.html(sentence_html(f"{RESTS_ON} {CHANGE_RESTS_ON} {RANKING_LEAVES_OUT}"))
            for what, rank in (("Places", critical_places), ("Lines", critical_lines)):
                rows = critical_rows(catalog, rank(catalog, answer)[:_RANKED], answer)
                st.html(ranking_html(what, rows, nothing="No loss of a single one costs anything."))
    return answer


def _show_difference(catalog: Catalog, found: Comparison) -> None:
    """Show the best route without and with the scenario side by side."""
    st.subheader("Before and after", anchor=False)
    st.html(table_html(comparison_rows(found)) + sentence_html(CHANGE_RESTS_ON))
    lost = [places_text(catalog, route) for route in found.lost]
    if lost:
        st.html(sentence_html("Lost: " + "; ".join(lost) + "."))
