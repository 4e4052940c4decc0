"""Ways through: from where to where, what if, and what each way rests on.

What belongs here: the controls of the journey and the scenario, and showing what
`geo.network.whatif` answers. What does not: the words (`layers/words/routes.py`) and the pictures
(`page/compare.py`).
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo.errors import CorridorError, NoRouteError
from geo.formats.link import buildable_of, places_of
from geo.model.choice import Basis, Journey, Objective, Scenario, Selection
from geo.model.states import Status
from geo.network.ranking import critical_lines, critical_places
from geo.network.route import Query
from geo.network.whatif import Answer, compare, place_of, query_of, routes_of
from geo.records.catalog import Catalog
from geo.records.costs import Assumption
from geo.state.select import as_of_date
from layers.look.text import notice
from layers.screen.cards import Shown
from layers.screen.routecards import answer_html, ranking_html, sentence_html, table_html
from layers.words.ranking import RANKING_LEAVES_OUT, critical_rows
from layers.words.routes import (
    CHANGE_RESTS_ON,
    RESTS_ON,
    answer_rows,
    barred_text,
    comparison_rows,
    cut_text,
    place_text,
    places_text,
)
from layers.words.wording import country_text
from page.choose import change
from page.compare import show_comparisons

_FIRST = ("moscow", "mumbai")
_EDITABLE = ("low", "central", "high")
_EDITED = "edited_assumptions"
# The ranked list is read from the top; below this many places nothing matters any more.
_RANKED = 15


def show_routes(shown: Shown) -> None:
    """Show the journey's controls, its ways, the scenario and what it changes."""
    journey = _show_journey(shown.catalog, shown.selection)
    _show_scenario(shown.catalog, shown.selection)
    answer = None
    if journey is not None:
        answer = _show_answer(_supposed(shown.catalog), shown.selection, journey)
    show_comparisons(shown, answer)
    _show_assumptions(shown.catalog)


def _show_journey(catalog: Catalog, selection: Selection) -> Journey | None:
    """Let the reader pick both ends and what to spare; return what is asked."""
    places = sorted(catalog.nodes, key=lambda node: catalog.nodes[node].name)
    journey = selection.journey or first_journey(catalog)
    if journey is None:
        return None
    keys = {"from_id": "journey_from", "to_id": "journey_to"}
    left, right = st.columns(2)
    for part, field, label in ((left, "from_id", "From"), (right, "to_id", "To")):
        st.session_state[keys[field]] = getattr(journey, field)
        part.selectbox(
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
        "Prefer least", list(Objective), key="journey_by", on_change=_ask, args=(catalog,)
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


def _show_scenario(catalog: Catalog, selection: Selection) -> None:
    """Let the reader shut, reopen and build on top of the date."""
    scenario = selection.scenario
    count = len(scenario.closed) + len(scenario.opened) + len(scenario.as_if_built)
    title = f"What if ({count} supposed)" if count else "What if: close, reopen, build"
    with st.expander(title, expanded=bool(count)):
        places = sorted(places_of(catalog), key=lambda name: place_text(catalog, name))
        planned = sorted(_planned(catalog, selection), key=lambda name: place_text(catalog, name))
        for key, label, options, now in (
            ("scenario_closed", "Close places, legs, straits or countries", places, "closed"),
            ("scenario_opened", "Reopen what was shut", places, "opened"),
            ("scenario_built", "As if built", planned, "as_if_built"),
        ):
            st.session_state[key] = [name for name in options if name in getattr(scenario, now)]
            st.multiselect(
                label,
                options,
                format_func=lambda name: _option_text(catalog, name),
                key=key,
                on_change=_suppose,
                args=(catalog,),
            )


def _planned(catalog: Catalog, selection: Selection) -> set[str]:
    """Return what can be supposed built: statuses, and the legs and branches not operating."""
    on = as_of_date(catalog, selection)
    unbuilt = {
        leg_id
        for leg_id, history in catalog.statuses.items()
        if not [
            status
            for status in history
            if status.begins <= on and status.status is Status.OPERATING
        ]
    }
    branches = {
        branch.branch_id
        for branch in catalog.branches.values()
        if unbuilt.intersection(branch.leg_ids)
    }
    statuses = {str(status) for status in Status if status is not Status.OPERATING}
    return (unbuilt | branches | statuses) & buildable_of(catalog)


def _option_text(catalog: Catalog, name: str) -> str:
    """Return an option's name with what kind of thing it is."""
    if name in set(Status):
        return f"all {name}"
    for kind, known in (
        ("place", catalog.nodes),
        ("leg", catalog.legs),
        ("strait", catalog.straits),
        ("branch", catalog.branches),
    ):
        if name in known:
            return f"{place_text(catalog, name)} ({kind})"
    return f"{country_text(name)} (country)"


def _suppose(catalog: Catalog) -> None:
    state = st.session_state
    scenario = Scenario(
        closed=frozenset(state["scenario_closed"]),
        opened=frozenset(state["scenario_opened"]),
        as_if_built=frozenset(state["scenario_built"]),
    )
    change(catalog, lambda selection: replace(selection, scenario=scenario))


def _show_answer(catalog: Catalog, selection: Selection, journey: Journey) -> Answer | None:
    """Show the ways, or what cuts them, and return them."""
    query = query_of(catalog, selection, journey)
    answer = None
    if journey.from_id == journey.to_id:
        st.info("Pick two different places.")
        return None
    try:
        answer = routes_of(catalog, query)
    except NoRouteError as error:
        st.warning(notice(error))
        st.html(sentence_html(cut_text(catalog, error.cut_by)))
    else:
        st.html(answer_html(catalog, answer) + sentence_html(barred_text(catalog, answer)))
        with st.expander("Which places and lines matter most"):
            st.html(sentence_html(f"{RESTS_ON} {CHANGE_RESTS_ON} {RANKING_LEAVES_OUT}"))
            for what, rank in (("Places", critical_places), ("Lines", critical_lines)):
                rows = critical_rows(catalog, rank(catalog, answer)[:_RANKED], answer)
                st.html(ranking_html(what, rows, nothing="No loss of a single one costs anything."))
        with st.expander("Table of the ways"):
            st.dataframe(answer_rows(catalog, answer), hide_index=True)
    if selection.scenario != Scenario():
        _show_difference(catalog, query)
    return answer


def _show_difference(catalog: Catalog, query: Query) -> None:
    """Show the ways without and with the scenario side by side."""
    found = compare(catalog, query)
    st.subheader("Before and after", anchor=False)
    st.html(table_html(comparison_rows(found)) + sentence_html(CHANGE_RESTS_ON))
    lost = [places_text(catalog, route) for route in found.lost]
    if lost:
        st.html(sentence_html("Lost: " + "; ".join(lost) + "."))


def _show_assumptions(catalog: Catalog) -> None:
    """Show the table that times and costs rest on, and let the reader edit it."""
    with st.expander("Assumptions behind times and costs"):
        st.caption(
            "Low, central and high figures may be changed; the ways follow. Changes are yours "
            "alone and are not in the link."
        )
        rows = [
            {
                "id": row.assumption_id,
                "low": row.low,
                "central": row.central,
                "high": row.high,
                "unit": row.unit,
                "price year": row.price_year,
                "goods": row.basis.value,
                "direction": row.direction,
                "source": row.source_id,
                "note": row.note,
            }
            for row in catalog.assumptions.values()
        ]
        edited = st.data_editor(
            rows,
            hide_index=True,
            disabled=[name for name in rows[0] if name not in _EDITABLE],
            key="assumption_editor",
        )
        changed = {row["id"]: row for row, old in zip(edited, rows, strict=True) if row != old}
        if changed != st.session_state.get(_EDITED, {}):
            st.session_state[_EDITED] = changed
            st.rerun()


def _supposed(catalog: Catalog) -> Catalog:
    """Return the catalog with the reader's own assumptions, where they are in order."""
    changed = st.session_state.get(_EDITED, {})
    if not changed:
        return catalog
    assumptions: dict[str, Assumption] = dict(catalog.assumptions)
    for name, row in changed.items():
        low, central, high = row["low"], row["central"], row["high"]
        if None in (low, central, high) or not 0 < low <= central <= high:
            st.error(f"{name}: low, central and high must stand in order and be above nought.")
            continue
        old = assumptions[name]
        assumptions[name] = replace(old, low=low, central=central, high=high)
    return replace(catalog, assumptions=assumptions)
