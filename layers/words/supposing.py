"""What can be supposed, in the words of a list to search: a name, what it is, and other names.

What belongs here: the options of a scenario. What does not: a scenario in a sentence
(`layers/words/routes.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.model.lines import Mode
from geo.model.states import Status
from geo.records.catalog import Catalog
from layers.look.style import MODE_LABEL, STATUS_LABEL
from layers.words.wording import country_text

# Other spellings of one place that a list has room for.
_MOST_NAMES = 3
_DASH = " – "


def place_option(catalog: Catalog, name: str) -> str:
    """Return what can be shut or reopened: `Kabul (Afghanistan)`, `Strait of Hormuz (strait)`."""
    if name in catalog.nodes:
        node = catalog.nodes[name]
        return _told(node.name, country_text(node.country), node.aliases)
    if name in catalog.legs:
        return _leg_option(catalog, name)
    if name in catalog.straits:
        return _told(catalog.straits[name].name, "strait", ())
    return _told(country_text(name), "country", ())


def line_option(catalog: Catalog, name: str) -> str:
    """Return what can be built: `Astara – Rasht railway (INSTC railway; also Rasht-Astara)`.

    People call a line by its corridor or by its ends, either first, and with a hyphen.
    """
    if name in set(Status):
        return f"All that is {STATUS_LABEL[Status(name)].lower()}"
    if name in catalog.legs:
        return _leg_option(catalog, name)
    branch = catalog.branches[name]
    modes = {catalog.legs[leg_id].mode for leg_id in branch.leg_ids}
    mode = next(iter(modes)) if len(modes) == 1 else None
    what = f"whole branch, {_lines(catalog, branch.leg_ids, mode)}"
    return _told(branch.name, what, _by_ends(branch.name))


def _leg_option(catalog: Catalog, name: str) -> str:
    leg = catalog.legs[name]
    return _told(leg.name, _lines(catalog, [name], leg.mode), _by_ends(leg.name))


def _told(name: str, what: str, others: Iterable[str]) -> str:
    also = [other for other in dict.fromkeys(others) if other != name][:_MOST_NAMES]
    return f"{name} ({'; also '.join([what, ', '.join(also)] if also else [what])})"


def _lines(catalog: Catalog, leg_ids: Iterable[str], mode: Mode | None) -> str:
    """Return the corridors that lines are part of, with their mode: `Trans-Afghan railway`."""
    wanted = set(leg_ids)
    corridors = dict.fromkeys(
        catalog.corridors[branch.corridor_id].short_name
        for branch in catalog.branches.values()
        if wanted.intersection(branch.leg_ids)
    )
    what = MODE_LABEL[mode].lower() if mode is not None else "line"
    return f"{', '.join(corridors)} {what}".strip()


def _by_ends(name: str) -> list[str]:
    """Return a line's name as it is typed, with its ends the one way and the other."""
    first, dash, last = name.partition(_DASH)
    if not dash or _DASH in last:
        return []
    # `Astara – Rasht railway` ends in what it is, which is no place.
    words = last.split(" (")[0].removesuffix(" railway").removesuffix(" by road")
    return [f"{first}-{words}", f"{words}-{first}"]
