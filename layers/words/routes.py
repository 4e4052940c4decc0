"""Routes in words and rows: what the table, the command line and the pack say of a route.

No drawing and no web here; figures keep their low, central and high ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from geo.calendars import date_text, day_text
from geo.model.choice import Basis, Scenario
from geo.model.lines import Mode
from geo.model.origins import SHIPPED, added_text
from geo.network.closing import SCENARIO
from geo.network.route import Detour, Route
from geo.network.whatif import Answer, Comparison
from geo.network.yardsticks import Yardstick
from geo.records.catalog import Catalog
from geo.records.costs import Range
from geo.state.conditions import closure_state
from layers.look.style import MODE_LABEL
from layers.words.closures import since_text
from layers.words.doubts import doubt_words
from layers.words.references import source_name
from layers.words.wording import OBJECTIVE_LABEL, country_text, number_text

RESTS_ON = "This network is picked by hand and sparse: what is not drawn here is not counted."

CHANGE_RESTS_ON = (
    "Changes of time and cost compare like with like: low figures with low, central with "
    "central, high with high."
)
_BY_SEA = {
    "suez_canal": "For comparison, by sea through Suez",
    "cape_of_good_hope": "For comparison, by sea round the Cape",
}
# Below this a change of km, days or USD is rounding.
_NOTHING = 0.005

_NAMES = ("low", "central", "high")
# What a loss or a scenario changes of a way, in the order of `detour_texts`.
MEASURES = ("Length", "Time", "Cost")
# A route is recognised by its ends and a handful of places between.
_NAMED_PLACES = 5


def duration_text(hours: Range) -> str:
    """Return a time as days: `low 12 · central 19 · high 34 days`."""
    return three_text(number_text(end / 24, digits=2) for end in hours.ends) + " days"


def money_text(route: Route) -> str:
    """Return the cost of a route: `USD low 120 · central 240 · high 390 per tonne`."""
    return cost_text(route.money, route.basis)


def cost_text(money: Range, basis: Basis) -> str:
    """Return a cost in USD per tonne or TEU with its three figures named."""
    return f"USD {three_text(f'{end:,.0f}' for end in money.ends)} per {basis}"


def three_text(figures: Iterable[str]) -> str:
    """Return a low, a central and a high figure, each with its name before it."""
    return " · ".join(f"{name} {figure}" for name, figure in zip(_NAMES, figures, strict=True))


def modes_text(route: Route) -> str:
    """Return the length by mode: `rail 2,310 km, sea 2,050 km`."""
    return ", ".join(
        f"{MODE_LABEL[mode].lower()} {route.by_mode_km[mode]:,.0f} km"
        for mode in Mode
        if mode in route.by_mode_km
    )


def places_text(catalog: Catalog, route: Route) -> str:
    """Return a short name for a route: its ends, its ports and its more important nodes."""
    ends = (route.node_ids[0], route.node_ids[-1])
    between = route.node_ids[1:-1]
    telling = sorted(
        between,
        key=lambda node: (
            node not in route.port_ids,
            node not in route.gauge_break_ids,
            catalog.nodes[node].rank,
        ),
    )[:_NAMED_PLACES]
    chosen = {*ends, *telling}
    return " – ".join(catalog.nodes[node].name for node in route.node_ids if node in chosen)


def _measured(route: Route) -> tuple[str, str, str]:
    """Return length, time and cost of a route, as `MEASURES` calls them."""
    return f"{route.length_km:,.0f} km", duration_text(route.hours), money_text(route)


def route_row(catalog: Catalog, route: Route, *, number: str, on: date) -> dict[str, str]:
    """Return one row of the table of routes, every cell ready to show."""
    names = catalog.nodes
    return {
        "No.": number,
        "Route": places_text(catalog, route),
        "Length": f"{route.length_km:,.0f} km",
        "By mode": modes_text(route),
        "Time": duration_text(route.hours),
        "Cost": money_text(route),
        "Countries": ", ".join(country_text(code) for code in route.countries),
        "Borders": str(len(route.border_leg_ids)),
        "Transfers": str(len(route.transfers) - len(route.border_leg_ids)),
        "Breaks of gauge": _breaks_text(catalog, route),
        "Ports": ", ".join(names[node].name for node in route.port_ids) or "none",
        "Straits": ", ".join(catalog.straits[strait].name for strait in route.straits) or "none",
        "Not built": f"{route.unbuilt_km:,.0f} km" if route.unbuilt_km else "none",
        "Only if": "; ".join(condition_words(catalog, route.conditions, on=on)) or "",
        "Note": "; ".join(
            (*shut_words(catalog, route.warnings), *doubt_words(catalog, route, on=on))
        ),
        **({"Over lines": added_words(catalog, route)} if added_words(catalog, route) else {}),
    }


def added_words(catalog: Catalog, route: Route) -> str:
    """Say who added lines that a route goes over; nothing where all came with the project."""
    origins = dict.fromkeys(catalog.legs[leg_id].origin for leg_id in route.leg_ids)
    return "; ".join(added_text(origin) for origin in origins if origin != SHIPPED)


def _breaks_text(catalog: Catalog, route: Route) -> str:
    """Return where gauges meet; where they differ with a road or ship between, say that."""
    if route.gauge_break_ids:
        return ", ".join(catalog.nodes[node].name for node in route.gauge_break_ids)
    gauges = dict.fromkeys(catalog.legs[leg_id].gauge_mm for leg_id in route.leg_ids)
    found = [str(gauge) for gauge in gauges if gauge]
    if len(found) < 2:
        return "none"
    return f"at no station: a road or ship between rails of {' and '.join(found)} mm"


def condition_words(catalog: Catalog, closure_ids: Iterable[str], *, on: date) -> tuple[str, ...]:
    """Return the conditions a route rests on: that a contested closure no longer holds."""
    states = (closure_state(catalog, catalog.closures[name], on) for name in closure_ids)
    return tuple(
        f"{state.closure.headline} no longer holds ({since_text(state)})"
        for state in states
        if state is not None
    )


def answer_rows(catalog: Catalog, answer: Answer) -> list[dict[str, str]]:
    """Return the table of an answer's routes, and below them the usual ways by sea.

    A usual way that is among the routes already is named as such in its own row.
    """
    usual = {yardstick.route.leg_ids: yardstick for yardstick in answer.yardsticks}
    on = answer.query.on
    rows = []
    for number, route in enumerate(answer.routes, start=1):
        row = route_row(catalog, route, number=str(number), on=on)
        yardstick = usual.pop(route.leg_ids, None)
        rows.append(_as_yardstick(row, yardstick) if yardstick else row)
    return rows + [yardstick_row(catalog, yardstick, on=on) for yardstick in usual.values()]


def yardstick_row(catalog: Catalog, yardstick: Yardstick, *, on: date) -> dict[str, str]:
    """Return the row of a usual way by sea, with what shuts it if it is shut."""
    row = _as_yardstick(route_row(catalog, yardstick.route, number="–", on=on), yardstick)
    if yardstick.shut_by:
        row["Only if"] = "it opens again. " + cut_text(catalog, yardstick.shut_by)
    return row


def _as_yardstick(row: dict[str, str], yardstick: Yardstick) -> dict[str, str]:
    return {**row, "Route": f"{_BY_SEA[yardstick.strait_id]}: {row['Route']}"}


def detour_texts(detour: Detour | None) -> tuple[str, str, str]:
    """Return a detour as cells in km, days and money; empty ones where there is none to tell."""
    if detour is None:
        return ("", "", "")
    if not detour.km and detour.hours == detour.money == Range():
        return ("the best route stays", "", "")
    km, days, money = change_texts(detour)
    return (f"{km}, on a condition" if detour.after.conditions else km, days, money)


def change_texts(detour: Detour) -> tuple[str, str, str]:
    """Return a change of km, days and money: `low +0.26 · central +1.3 · high +4 days`.

    The three need not stand in order: what saves time on fast lines may cost time on slow ones.
    """
    # Of whole km, as both lengths stand beside it: a reader subtracts them.
    km = round(detour.after.length_km) - round(detour.after.length_km - detour.km)
    hours, money = (
        three_text(map(signed_text, span.ends))
        for span in (detour.hours.times(1 / 24), detour.money)
    )
    per = f"USD per {detour.after.basis}"
    return f"{signed_text(km)} km", f"{hours} days", f"{money} {per}"


def comparison_rows(comparison: Comparison) -> list[dict[str, str]]:
    """Return before and after side by side, best way against best way."""
    answers = (comparison.before, comparison.after)
    best = [answer.routes[0] if answer.routes else None for answer in answers]
    shown = [_measured(route) if route else ("no route",) * 3 for route in best]
    rows = list(zip(MEASURES, *shown, detour_texts(comparison.detour), strict=True))
    counts = (str(len(answer.routes)) for answer in answers)
    rows.append(("Routes found", *counts, f"{len(comparison.lost)} lost"))
    return [dict(zip(("", "Before", "After", "Change"), row, strict=True)) for row in rows]


def barred_text(catalog: Catalog, answer: Answer) -> str:
    """Say which way would be best if nothing were shut, and what shuts it; empty if none."""
    if answer.barred is None:
        return ""
    way = places_text(catalog, answer.barred)
    return f"Shut: the route {way}, {answer.barred.length_km:,.0f} km. " + cut_text(
        catalog, answer.barred_by
    )


def signed_text(change: float) -> str:
    """Return a change with its sign; no finer than the ranges it stands beside allow."""
    if abs(change) < _NOTHING:
        return "0"
    return f"{'+' if change > 0 else '−'}{number_text(abs(change), digits=2)}"


def cut_text(catalog: Catalog, cut_by: Sequence[str]) -> str:
    """Say what cuts a way, or that nothing in this network leads there at all."""
    if not cut_by:
        return "No built leg of this network leads there, open or shut."
    return "Cut by: " + "; ".join(shut_words(catalog, cut_by)) + "."


def shut_words(catalog: Catalog, shut_by: Iterable[str]) -> list[str]:
    """Return what shuts a way: closures with their source, or what the reader closed."""
    words = []
    for name in shut_by:
        if name.startswith(SCENARIO):
            words.append(f"{place_text(catalog, name.removeprefix(SCENARIO))} (closed by you)")
        else:
            closure = catalog.closures[name]
            since = date_text(closure.start)
            told = source_name(catalog.sources[closure.source_id])
            words.append(f"{closure.headline} (since {since}, {told})")
    return words


def place_text(catalog: Catalog, name: str, *, built: bool = False) -> str:
    """Return the name of a node, leg, strait or country, or of the leg or branch that is `built`.

    Ids are of their own kind: a town and the branch by it may share one.
    """
    kinds = (
        (catalog.legs, catalog.branches)
        if built
        else (catalog.nodes, catalog.legs, catalog.straits)
    )
    found = next((kind[name].name for kind in kinds if name in kind), "")
    return found or country_text(name)


def yardstick_record(catalog: Catalog, yardstick: Yardstick) -> dict[str, Any]:
    """Return a usual way by sea as plain values for JSON, with the closures that shut it."""
    record = route_record(catalog, yardstick.route)
    return {"strait": yardstick.strait_id, "shut_by": list(yardstick.shut_by), **record}


def route_record(catalog: Catalog, route: Route) -> dict[str, Any]:
    """Return a route as plain values for JSON; lengths in km, times in hours, money in USD."""
    return {
        "nodes": list(route.node_ids),
        "legs": list(route.leg_ids),
        "length_km": round(route.length_km, 1),
        "by_mode_km": {mode.value: round(km, 1) for mode, km in route.by_mode_km.items()},
        "not_built_km": round(route.unbuilt_km, 1),
        "countries": list(route.countries),
        "border_legs": list(route.border_leg_ids),
        "transfers": [
            {"stop": transfer.stop.value, "place": transfer.place_id}
            for transfer in route.transfers
        ],
        "breaks_of_gauge": list(route.gauge_break_ids),
        "ports": list(route.port_ids),
        "straits": list(route.straits),
        "hours": range_record(route.hours),
        f"usd_per_{route.basis.lower()}": range_record(route.money),
        "only_if_no_longer_shut": [
            {"closure": name, "headline": catalog.closures[name].headline}
            for name in route.conditions
        ],
        "hampered_by": list(route.warnings),
        **({"lines": added_words(catalog, route)} if added_words(catalog, route) else {}),
    }


def range_record(span: Range) -> dict[str, float]:
    """Return a range as plain values for JSON."""
    return {name: round(end, 2) for name, end in zip(_NAMES, span.ends, strict=True)}


def question_text(catalog: Catalog, answer: Answer) -> str:
    """Return the question an answer answers, in one line."""
    query = answer.query
    start, end = (catalog.nodes[node].name for node in query.end_ids)
    supposed = supposition_text(catalog, query.scenario)
    asked = f"{start} to {end} on {day_text(query.on)}, {OBJECTIVE_LABEL[query.objective]}"
    return f"{asked}; {supposed}" if supposed else asked


def supposition_text(catalog: Catalog, scenario: Scenario) -> str:
    """Return what the reader supposes on top of the date; empty if nothing."""
    return "; ".join(
        f"{word} {', '.join(place_text(catalog, name, built=built) for name in sorted(names))}"
        for word, names, built in (
            ("closed:", scenario.closed, False),
            ("reopened:", scenario.opened, False),
            ("as if built:", scenario.as_if_built, True),
        )
        if names
    )
