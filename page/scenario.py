"""What the reader supposes: questions asked with one click, and places shut, reopened or built.

What belongs here: the controls of the scenario. What does not: what follows from it
(`page/routes.py`), and its words (`layers/words/supposing.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from geo.formats.link import buildable_of, places_of
from geo.model.choice import Preset, Scenario, Selection
from geo.model.states import Status
from geo.records.catalog import Catalog
from geo.state.select import as_of_date
from layers.look.text import notice
from layers.words.supposing import line_option, place_option
from page.choose import change
from page.load import Whole
from page.part import opened


def show_presets(catalog: Catalog, selection: Selection) -> None:
    """Offer the questions kept with the data, and say what the one that is asked supposes."""
    if not catalog.presets:
        return
    row = st.container(horizontal=True, gap="small", key="presets")
    for name, preset in catalog.presets.items():
        row.button(
            notice(preset.name),
            key=f"preset_{name}",
            type="primary" if is_asked(preset, selection) else "secondary",
            help=notice(preset.about),
            on_click=_ask,
            args=(catalog, preset),
        )
    for preset in catalog.presets.values():
        if is_asked(preset, selection):
            st.caption(notice(preset.about))


def is_asked(preset: Preset, selection: Selection) -> bool:
    """Tell whether a selection asks just this question."""
    asked = (selection.journey, selection.scenario, selection.as_of)
    return asked == (preset.journey, preset.scenario, preset.day)


def _ask(catalog: Catalog, preset: Preset) -> None:
    def asked(selection: Selection) -> Selection:
        return replace(
            selection, journey=preset.journey, scenario=preset.scenario, as_of=preset.day
        )

    change(catalog, asked)


def show_scenario(catalog: Catalog, selection: Selection) -> None:
    """Let the reader shut, reopen and build on top of the date."""
    scenario = selection.scenario
    count = len(scenario.closed) + len(scenario.opened) + len(scenario.as_if_built)
    name = f"what is supposed ({count})" if count else "what if: shut, reopen, build"
    if not opened(name, key="what_if"):
        return
    places, planned = _options(Whole(catalog), selection)
    for key, label, options, now in (
        ("scenario_closed", "Shut places, lines, straits or countries", places, "closed"),
        ("scenario_opened", "Reopen what was shut", places, "opened"),
        ("scenario_built", "As if built", planned, "as_if_built"),
    ):
        st.session_state[key] = [one for one in options if one in getattr(scenario, now)]
        st.multiselect(
            label,
            list(options),
            format_func=options.__getitem__,
            key=key,
            on_change=_suppose,
            args=(catalog,),
        )
    if count:
        st.button(
            "Suppose nothing", key="scenario_none", on_click=_suppose_nothing, args=(catalog,)
        )


def _options(whole: Whole, selection: Selection) -> tuple[dict[str, str], dict[str, str]]:
    """Return what can be shut or reopened and what can be built, each with its words."""
    planned = _planned(whole.catalog, selection)
    places, lines = _words(whole)
    return places, {name: words for name, words in lines.items() if name in planned}


@lru_cache(maxsize=4)
def _words(whole: Whole) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words of all places and of all that can be built, in their order."""
    catalog = whole.catalog
    places = {name: place_option(catalog, name) for name in places_of(catalog)}
    lines = {name: line_option(catalog, name) for name in buildable_of(catalog)}
    return _sorted(places), _sorted(lines)


def _sorted(words: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(words.items(), key=lambda item: item[1].casefold()))


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


def _suppose(catalog: Catalog) -> None:
    state = st.session_state
    scenario = Scenario(
        closed=frozenset(state["scenario_closed"]),
        opened=frozenset(state["scenario_opened"]),
        as_if_built=frozenset(state["scenario_built"]),
    )
    change(catalog, lambda selection: replace(selection, scenario=scenario))


def _suppose_nothing(catalog: Catalog) -> None:
    change(catalog, lambda selection: replace(selection, scenario=Scenario()))
