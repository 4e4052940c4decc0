"""What is known of the thing in focus, as HTML below its sheet: lines, figures, past, promises.

What belongs here: which parts there are, in which order, and how much of each. What does not: what
belongs to a place or line (`geo/ledger/around.py`), and the cards themselves
(`layers/screen/cards.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from geo.calendars import date_text
from geo.ledger.around import (
    ToldByDay,
    fits_mode,
    lines_near,
    neighbours_counted,
    subjects_around,
    told_next_to,
)
from geo.ledger.highlights import PointRates
from geo.ledger.rates import part_rate_of
from geo.ledger.readings import Reading
from geo.model.choice import Focus
from geo.model.lines import Leg
from geo.model.said import SubjectKind
from geo.model.states import Closure, Confirmation
from geo.records.catalog import Catalog
from geo.state.conditions import Subject, closures_over
from layers.look.text import safe
from layers.screen.cards import Shown, figures_html, promises_html, rate_list_html
from layers.screen.quoting import copy_html
from layers.screen.sources import source_link
from layers.words.closures import bars_text
from layers.words.quoting import past_sentence
from layers.words.wording import subject_text

# What a reader takes in at a glance; the tabs below the sheet have the rest.
_MOST_FIGURES, _MOST_PROMISES, _MOST_PAST = 8, 6, 6


def known_html(shown: Shown, told: ToldByDay, focus: Focus, on: date) -> str:
    """Return what is known of a leg, node or strait: figures, past closures, promises.

    Figures of a mode that a leg is not of are left out. A place without figures of its own has
    those of the nearest places, named as such.
    """
    catalog = shown.catalog
    subjects = subjects_around(catalog, focus, on, told.counted)
    readings = told.latest(subjects)
    leg = catalog.legs.get(focus.subject_id) if focus.kind is SubjectKind.LEG else None
    if leg is not None:
        # What is of the leg itself is of its mode; what is of its ends may not be.
        node = SubjectKind.NODE
        readings = tuple(
            one
            for one in readings
            if one.key.subject_kind is not node or fits_mode(one.claims[0], leg.mode)
        )
    near = (SubjectKind.NODE,) if focus.kind is SubjectKind.NODE else ()
    name, counted = focus.subject_id, told.counted
    lines = lines_near(catalog, name, on, counted) if near else ()
    beside = neighbours_counted(catalog, name, on, counted) if near else ()
    own = subject_text(catalog, focus.kind, focus.subject_id)
    said = ""
    if beside:
        names = " and ".join(catalog.nodes[name].name for name in beside)
        said = f"No figure of {own} itself is known; the nearest are of {names}."
    elif near and told_next_to(catalog, name, on, counted):
        said = f"No figure of {own} or its lines is known; these are of what is next to it."
    said = f'<p class="ledger-none">{safe(said)}</p>' if said else ""
    return "".join(
        (
            _part("Latest figures", said + _figures(shown, readings)) if readings else "",
            _past(catalog, _closing(catalog, subjects, focus, lines), on),
            _promises(shown, told, subjects),
        )
    )


def _figures(shown: Shown, readings: Sequence[Reading]) -> str:
    """Return whole years and standing figures as claims, parts of a year as rates."""
    points, whole = [], []
    for reading in readings[:_MOST_FIGURES]:
        rate = part_rate_of(reading.shown) if reading.shown else None
        if rate is not None:
            points.append(PointRates(reading.key.subject, (rate,)))
        else:
            whole.append(reading)
    rest = _more(len(readings) - _MOST_FIGURES, "Volumes")
    return figures_html(shown, whole) + rate_list_html(shown, points) + rest


def _promises(shown: Shown, told: ToldByDay, subjects: Iterable[Subject]) -> str:
    made = told.promised(subjects)
    rest = _more(len(made) - _MOST_PROMISES, "Dates")
    return _part("Promises", promises_html(shown, made[:_MOST_PROMISES]) + rest) if made else ""


def _more(count: int, tab: str) -> str:
    return f'<p class="ledger-none">And {count} more under {tab}.</p>' if count > 0 else ""


def _closing(
    catalog: Catalog, subjects: Sequence[Subject], focus: Focus, lines: Sequence[Leg]
) -> frozenset[Subject]:
    """Return what can have been shut of the thing in focus: not what is only next to it.

    `lines` are those of a place.
    """
    own = {s for s in subjects if s[0] in (SubjectKind.LEG, SubjectKind.STRAIT)}
    if focus.kind is SubjectKind.NODE:
        own = {(SubjectKind.LEG, leg.leg_id) for leg in lines}
    if focus.kind is SubjectKind.LEG:
        leg = catalog.legs[focus.subject_id]
        own |= {(SubjectKind.NODE, end) for end in leg.end_ids}
        own |= {(SubjectKind.STRAIT, name) for name in leg.passes}
    return frozenset({*own, (focus.kind, focus.subject_id)})


def _past(catalog: Catalog, subjects: frozenset[Subject], on: date) -> str:
    """Return the closures that are over: from when till when, and who told of the end."""
    over = closures_over(catalog, on, subjects)
    if not over:
        return ""
    rows = "".join(f"<li>{_past_row(catalog, *one)}</li>" for one in over[:_MOST_PAST])
    more = len(over) - _MOST_PAST
    rest = f'<li class="ledger-none">and {more} earlier</li>' if more > 0 else ""
    return _part("Shut before", f"<ul>{rows}{rest}</ul>")


def _past_row(catalog: Catalog, closure: Closure, ended: Confirmation) -> str:
    told = f"{date_text(closure.start)} to {date_text(ended.date)}"
    bars = bars_text(closure)
    links = " ".join(
        source_link(catalog.sources[name])
        for name in dict.fromkeys((closure.source_id, ended.source_id))
    )
    copy = copy_html(past_sentence(closure, ended))
    said = f"{told}: {closure.headline}" + (f" ({bars})" if bars else "")
    return f"{safe(said)} {links} {copy}"


def _part(title: str, body: str) -> str:
    return f"<details open><summary>{safe(title)}</summary>{body}</details>"
