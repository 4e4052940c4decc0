"""Headlines: one sentence that says what a page shows, drafted by rules from what is drawn.

What belongs here: the draft of every page's title. A reader may write another over it. What does
not: the line below a title, and closures and figures themselves. No model writes any of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from geo.calendars import day_text
from geo.ledger.readings import Reading
from geo.model.choice import Objective, Selection
from geo.model.lines import Mode
from geo.model.said import SubjectKind
from geo.network.route import Route
from geo.records.catalog import Catalog
from geo.state.select import BUILT, LegState, NodeState, as_of_date, leg_states, node_states_of
from layers.look.style import closure_condition, condition_name
from layers.words.figures import StatedFigure
from layers.words.story import story_of
from layers.words.timeline import Timeline
from layers.words.ways import Ways, ways_of
from layers.words.waytold import ends_text, supposed_text
from layers.words.wording import and_text, measured_text, number_text, range_text, subject_text

# So many places are named; of more the first ones, and how many there are.
_NAMED = 3
_BY = 2


def drafted_title(catalog: Catalog, selection: Selection) -> str:
    """Return the map page's headline: the journey's answer, else what is shut and what unbuilt."""
    ways = ways_of(catalog, selection)
    if ways is not None:
        return way_title(catalog, ways)
    legs = leg_states(catalog, selection)
    nodes = node_states_of(catalog, selection, legs)
    story = story_of(selection, legs, None)
    if story is not None:
        legs = tuple(state for state in legs if state.leg.leg_id in story.legs)
        nodes = tuple(state for state in nodes if state.node.node_id in story.nodes)
    shut = _shut_text(_shut_places(catalog, legs, nodes))
    said = "; ".join(part for part in (shut, _unbuilt_text(legs)) if part)
    said = said or "every line is in place, no closure is known"
    names = [one for one in catalog.corridors.values() if one.corridor_id in selection.corridors]
    leads = [supposed_text(catalog, selection.scenario)]
    if story is not None and selection.focus is not None:
        about = subject_text(catalog, selection.focus.kind, selection.focus.subject_id)
        if selection.focus.kind in (SubjectKind.NODE, SubjectKind.STRAIT):
            the = "the " if selection.focus.kind is SubjectKind.STRAIT else ""
            about = f"Lines by {the}{about}" if about not in said else ""
        leads.append(about)
    elif len(names) == 1:
        leads.append(names[0].short_name or names[0].name)
    whole = ": ".join(part for part in (*leads, said) if part)
    return whole[:1].upper() + whole[1:]


def _shut_places(
    catalog: Catalog, legs: Sequence[LegState], nodes: Sequence[NodeState]
) -> dict[str, list[str]]:
    """Return the names of what is drawn shut, by how far: places by rank, then straits."""
    found: dict[str, list[str]] = {"closed": [], "partly": []}
    for state in sorted(nodes, key=lambda one: one.node.rank):
        name = condition_name(state)
        if name in found:
            found[name].append(state.node.name.split(" (")[0])
    for leg in legs:
        for closure in leg.closures:
            name = closure_condition(closure)
            if closure.closure.subject_kind is SubjectKind.STRAIT and name in found:
                for strait in sorted(set(closure.closure.subject_ids) & set(leg.leg.passes)):
                    said = f"the {catalog.straits[strait].name}"
                    found[name] += [] if said in found[name] else [said]
    return found


def _shut_text(places: dict[str, list[str]]) -> str:
    closed, partly = places["closed"], places["partly"]
    said = [f"{_listed(closed)} {_are(closed)} shut"] if closed else []
    if partly:
        # Beside what is shut one that is partly so, best a strait, says that there is more.
        said.append(
            f"{partly[-1]} partly" if closed else f"{_listed(partly)} {_are(partly)} partly shut"
        )
    return ", ".join(said)


def _are(names: Sequence[str]) -> str:
    return "are" if len(names) > 1 else "is"


def _listed(names: Sequence[str]) -> str:
    """Return names in a row: all of a few, else the first ones and how many more."""
    if len(names) > _NAMED:
        return and_text([*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} more"])
    return and_text(names)


def _unbuilt_text(legs: Iterable[LegState]) -> str:
    land = [state for state in legs if state.leg.mode is not Mode.SEA]
    whole = sum(state.leg.length_km for state in land)
    left = sum(state.leg.length_km for state in land if state.status not in BUILT)
    return f"{left:,.0f} of {whole:,.0f} km are yet to be built" if left else ""


def way_title(catalog: Catalog, ways: Ways) -> str:
    """Return what a journey comes to, and what the reader's scenario does to it."""
    ends, routes, found = ends_text(catalog, ways), ways.answer.routes, ways.comparison
    supposed = supposed_text(catalog, found.after.query.scenario) if found else ""
    objective = ways.answer.query.objective
    if not routes:
        on = day_text(ways.answer.query.on)
        said = f"{supposed} no route leads from {ends}"
        return said if supposed else f"No route leads from {ends} on {on}"
    takes = _figure(routes[0], objective)
    if found is None or not found.before.routes:
        opens = f"{supposed} a route opens, " if found else ""
        by = _by_text(catalog, routes[0])
        better = "; a better route is shut" if ways.answer.barred else ""
        return f"{opens}{ends}: {takes}{by}{better}"
    if found.before.routes[0].leg_ids == routes[0].leg_ids:
        return f"{supposed}, {ends} stays at {takes}"
    return f"{supposed}, {ends} is {takes} instead of {_figure(found.before.routes[0], objective)}"


def _figure(route: Route, objective: Objective) -> str:
    """Return the central figure of what the reader wants least of."""
    match objective:
        case Objective.DISTANCE:
            return f"{route.length_km:,.0f} km"
        case Objective.COST:
            return f"about USD {route.money.central:,.0f} per {route.basis}"
        case _:
            return f"about {number_text(route.hours.central / 24, digits=2)} days"


def _by_text(catalog: Catalog, route: Route) -> str:
    """Return the ports a way goes by, or its greatest places, in their order."""
    between = route.node_ids[1:-1]
    telling = sorted(
        between, key=lambda node: (node not in route.port_ids, catalog.nodes[node].rank)
    )[:_BY]
    names = [catalog.nodes[node].name.split(" (")[0] for node in between if node in telling]
    return f" by {' and '.join(names)}" if names else ""


def figures_title(figures: Sequence[StatedFigure], disputes: Sequence[Reading]) -> str:
    """Return the first key figure, and on how many figures sources disagree."""
    if not figures:
        return "No figure had been given by this date"
    first = figures[0]
    said = f"{first.about}, {first.name.lower()}: {first.value}"
    count = "one figure" if len(disputes) == 1 else f"{len(disputes)} figures"
    return f"{said}; on {count} sources disagree" if disputes else said


def disputes_title(catalog: Catalog, disputes: Sequence[Reading]) -> str:
    """Return on how many figures sources disagree, and the widest range."""
    count = f"{len(disputes)} figure{'s' if len(disputes) > 1 else ''}"
    most = f"{measured_text(catalog, disputes[0].key)}: {range_text(disputes[0])}"
    return f"Sources disagree on {count}, most on {most}"


def latest_title(timeline: Timeline) -> str:
    """Return the last thing that happened, which the timeline shows whatever its length."""
    if not timeline.events:
        return "Nothing dated had happened by this date"
    last = timeline.events[-1]
    return f"Latest, {last.when}: {last.text}"


def ways_title(catalog: Catalog, ways: Ways) -> str:
    """Return how many ways there are and what the best one takes."""
    routes = ways.answer.routes
    if not routes:
        return way_title(catalog, ways)
    count = f"{len(routes)} route{'s' if len(routes) > 1 else ''}"
    best = _figure(routes[0], ways.answer.query.objective)
    return f"{ends_text(catalog, ways)}: {count}, the best {best}"


def beside_title(catalog: Catalog, ways: Ways) -> str:
    """Return what is computed for a journey, and how many figures others published."""
    routes, count = ways.answer.routes, len(ways.published)
    best = f"{_figure(routes[0], ways.answer.query.objective)} computed, " if routes else ""
    figures = f"{count} figure{'s' if count > 1 else ''}"
    return f"{ends_text(catalog, ways)}: {best}{figures} published by others"


def closures_title(catalog: Catalog, selection: Selection, count: int) -> str:
    """Return how many closures and restrictions are in force."""
    named = "closure or restriction" if count == 1 else "closures and restrictions"
    said = f"{count} {named} in force"
    return f"{said} on {day_text(as_of_date(catalog, selection))}"


def changes_title(since: date, sentences: Sequence[str]) -> str:
    """Return how many changes there are since a day, and the first of them.

    A sentence says what kind of change it is before its first colon.
    """
    if not sentences:
        return f"Nothing changed since {day_text(since)}"
    count = f"{len(sentences)} change{'s' if len(sentences) > 1 else ''}"
    kinds = Counter(sentence.partition(":")[0].lower() for sentence in sentences)
    most = and_text([f"{number} {kind}" for kind, number in list(kinds.items())[:_NAMED]])
    return f"{count} since {day_text(since)}: {most}"
