"""A journey in the few words that fit beside a map: its title, its best route, what else there is.

What belongs here: the lines of the block on the map page and of the headline. What does not: the
tables (`layers/words/tables.py`) and laying them out.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.model.choice import Scenario
from geo.model.states import Status
from geo.records.catalog import Catalog
from layers.look.style import STATUS_LABEL
from layers.words.routes import (
    change_texts,
    cut_text,
    duration_text,
    modes_text,
    money_text,
    place_text,
    places_text,
)
from layers.words.ways import Ways
from layers.words.wording import OBJECTIVE_LABEL, and_text, number_text

_MOST_NAMED = 2
_MOST_PUBLISHED = 2
# From here on only what the title and one line hold stays.
_LEAST = 2


def ends_text(catalog: Catalog, ways: Ways) -> str:
    """Return `Kabul to Mumbai`; a second name in brackets is left out."""
    query = ways.answer.query
    ends = (catalog.nodes[end].name for end in query.end_ids)
    return " to ".join(name.split(" (")[0] for name in ends)


def block_title(catalog: Catalog, ways: Ways) -> str:
    """Return the heading of the journey's block."""
    return f"{ends_text(catalog, ways)}, {OBJECTIVE_LABEL[ways.answer.query.objective]}"


def best_text(catalog: Catalog, ways: Ways) -> tuple[str, str]:
    """Return the best route's name, and its central time and cost."""
    best = ways.answer.routes[0]
    days = number_text(best.hours.central / 24, digits=2)
    cost = f"USD {best.money.central:,.0f} per {best.basis}"
    return f"{ends_text(catalog, ways)}, best route", f"{days} days, {cost} (central figures)"


def way_lines(
    catalog: Catalog, ways: Ways, *, spare: int = 0
) -> tuple[list[tuple[int, str]], list[str]]:
    """Return the lines with a swatch, each with the number of its way, and those below them.

    Where there is little room 1 or more is to `spare`: first what others published, then the other
    ways, then what a scenario changes, which is told on a page of its own.
    """
    routes = ways.answer.routes
    if not routes:
        return [], [ways.remark]
    best, others = routes[0], routes[1:]
    if spare > _LEAST:
        return [(1, ": ".join(best_text(catalog, ways)))], []
    modes = "" if spare > 1 else f" ({modes_text(best)})"
    swatched = [(1, f"{places_text(catalog, best)}: {best.length_km:,.0f} km{modes}")]
    if others and spare < _LEAST:
        days = [number_text(one.hours.central / 24, digits=2) for one in others]
        ends = dict.fromkeys((days[0], days[-1]))
        count = f"{len(others)} other route{'s' if len(others) > 1 else ''}"
        swatched.append((2, f"{count}, central time {' to '.join(ends)} days"))
    below = [f"Time {duration_text(best.hours)}. Cost {money_text(best)}."]
    if ways.comparison is not None:
        below.append(effect_text(catalog, ways))
    published = "" if spare else _published_text(ways)
    if spare < _LEAST:
        below.append(f"{published}Computed from this network and its assumptions.")
    return swatched, below


def effect_text(catalog: Catalog, ways: Ways) -> str:
    """Return what the scenario changes of the best route, in one sentence."""
    found = ways.comparison
    if found is None:
        return ""
    supposed = supposed_text(catalog, found.after.query.scenario)
    if not found.after.routes:
        return f"{supposed} no route is left. {cut_text(catalog, found.cut_by)}"
    if not found.before.routes:
        return f"{supposed} there is a route; without it there is none."
    if found.before.routes[0].leg_ids == found.after.routes[0].leg_ids:
        return f"{supposed} the best route stays as it is."
    changes = change_texts(found.detour) if found.detour else ()
    return f"{supposed} the best route changes by {'; '.join(changes)}."


def supposed_text(catalog: Catalog, scenario: Scenario) -> str:
    """Return what the reader supposes, as `With the Strait of Hormuz shut`; few names of many."""
    parts = [
        f"{_names(catalog, names)} {word}"
        for word, names in (
            ("shut", scenario.closed),
            ("reopened", scenario.opened),
            ("as if built", scenario.as_if_built),
        )
        if names
    ]
    return f"With {' and '.join(parts)}" if parts else ""


def _names(catalog: Catalog, ids: Iterable[str]) -> str:
    names = [
        f"all {STATUS_LABEL[Status(name)].lower()}"
        if name in set(Status)
        else place_text(catalog, name).split(" (")[0]
        for name in sorted(ids)
    ]
    told = [f"the {name}" if name.startswith("Strait") else name for name in names[:_MOST_NAMED]]
    told += [f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    return and_text(told)


def _published_text(ways: Ways) -> str:
    """Return the first figures published for the same ends; nothing for none."""
    if not ways.published:
        return ""
    told = [f"{one.value} ({one.scope}; {one.said})" for one in ways.published[:_MOST_PUBLISHED]]
    more = len(ways.published) - len(told)
    after = f"; and {more} more in the data" if more else ""
    return f"Published for these ends: {'; '.join(told)}{after}. "
