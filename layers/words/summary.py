"""A one-page summary drafted from the ledger by rules: sentences, each with its sources.

What belongs here: which sentences, by which rule, in which order. No model writes any of it, and
nothing is said that no record says. What does not: setting them on a page (`layers/pack/since.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from geo.calendars import date_text, day_text, period_text
from geo.changes.sheets import Passage, due_within, passage_rows
from geo.ledger.highlights import VOLUME_METRICS, statements_of
from geo.ledger.promises import PromiseState
from geo.ledger.readings import Ledger
from geo.ledger.series import Series, SeriesPoint, Span, counted_series
from geo.model.choice import Selection
from geo.model.states import Traffic
from geo.records.catalog import Catalog
from geo.records.metrics import metric_label
from geo.state.about import subjects_of
from geo.state.conditions import ClosureState, closures_at
from geo.state.select import as_of_date
from layers.look.style import GRAVEST_FIRST, closure_condition
from layers.words.changelist import ChangeList
from layers.words.closures import since_text
from layers.words.figures import cited_ids
from layers.words.wording import (
    figure_text,
    number_text,
    range_text,
    speakers_text,
    subject_text,
)

_MOST_CLOSURES, _MOST_CHANGES, _MOST_VOLUMES = 6, 5, 3


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the summary and the sources it rests on.

    `draft` is what the rules wrote where an editor put other words, or none (`text` is empty).
    """

    text: str
    source_ids: tuple[str, ...] = ()
    draft: str = ""


def summary_of(
    catalog: Catalog, selection: Selection, changes: ChangeList | None
) -> Mapping[str, tuple[Said, ...]]:
    """Return the summary's parts by their headings, in order; empty ones are left out.

    Parameters
    ----------
    catalog, selection
        What there is, and what it is about.
    changes
        The changes since the earlier day, if one is named.
    """
    ledger = statements_of(catalog, selection)
    on = as_of_date(catalog, selection)
    parts = {
        "Shut or restricted": _closures(catalog, selection, on),
        "Newest changes": _newest(changes, selection),
        "Volumes of the latest full year": _volumes(catalog, ledger),
        "Promises": _promises(catalog, ledger, on),
        "Widest disagreement": _widest(catalog, ledger),
        "Not known": _unknown(catalog, on),
    }
    said = {name: tuple(sentences) for name, sentences in parts.items()}
    return {name: sentences for name, sentences in said.items() if sentences}


def edited(
    parts: Mapping[str, tuple[Said, ...]], edits: Iterable[tuple[str, str]]
) -> Mapping[str, tuple[Said, ...]]:
    """Return the summary with an editor's words in place of drafts.

    Parameters
    ----------
    parts
        As `summary_of` drafts it.
    edits
        A drafted sentence and what is to stand in its place; an edit of a sentence that the rules
        no longer draft is of no use any more.
    """
    words = dict(edits)
    return {
        name: tuple(
            replace(one, text=words[one.text].strip(), draft=one.text)
            if words.get(one.text, one.text).strip() != one.text
            else one
            for one in sentences
        )
        for name, sentences in parts.items()
    }


def edits_text(edits: Iterable[tuple[str, str]]) -> list[str]:
    """Return for the record of a file what an editor changed, a line a sentence."""
    return [
        f"In an editor's words: {theirs} (drafted: {draft})"
        if theirs.strip()
        else f"Left out by an editor: {draft}"
        for draft, theirs in edits
    ]


def _closures(catalog: Catalog, selection: Selection, on: date) -> Iterator[Said]:
    """Yield the closures on what is on, the gravest first and of these those that began last.

    What shuts a crossing to trade is not left out for what was opened there since to a few.
    """
    about = subjects_of(catalog, selection)
    found: list[ClosureState] = [
        state
        for state in closures_at(catalog, on)
        if any((state.closure.subject_kind, name) in about for name in state.closure.subject_ids)
    ]
    found.sort(
        key=lambda state: (
            GRAVEST_FIRST.index(closure_condition(state)),
            -state.closure.start.first.toordinal(),
            state.closure.closure_id,
        )
    )
    told: set[str] = set()
    for state in found:
        text = f"{state.closure.headline}: {since_text(state)}."
        if text not in told and len(told) < _MOST_CLOSURES:
            told.add(text)
            yield Said(text, (state.source_id,))


def _newest(changes: ChangeList | None, selection: Selection) -> Iterator[Said]:
    if changes is None:
        return
    # A ban on goods from and to a country is two closures and one statement.
    found = {one.sentence: one for one in changes.told if one.corridor_id in selection.corridors}
    for one in list(found.values())[:_MOST_CHANGES]:
        yield Said(one.sentence, one.change.source_ids)


def _volumes(catalog: Catalog, ledger: Ledger) -> Iterator[Said]:
    """Yield the latest counted year beside the year before, the largest first."""
    pairs: list[tuple[Series, SeriesPoint, SeriesPoint]] = []
    for series in counted_series(ledger.claims):
        if series.key.axis.metric in VOLUME_METRICS and series.key.axis.span is Span.YEAR:
            before, last = series.counted_points[-2:]
            if (last.first - before.last).days == 1:
                pairs.append((series, before, last))
    pairs.sort(key=lambda pair: (-pair[2].last.toordinal(), -pair[2].high, pair[0].key.subject_id))
    for series, before, last in pairs[:_MOST_VOLUMES]:
        one, other = before.shown, last.shown
        if one is None or other is None:
            continue
        name = subject_text(catalog, *series.key.subject)
        period = period_text(other.period_start, other.period_end, other.calendar)
        change = (last.low / before.low - 1) * 100 if before.low else math.nan
        by = f" ({change:+.0f} %)" if math.isfinite(change) else ""
        label = metric_label(series.key.axis.metric).lower()
        yield Said(
            f"{name}, {label}{_counted(series.key.scope)}, {period}: {figure_text(other)}, the "
            f"year before {figure_text(one)}{by}.",
            tuple(dict.fromkeys((other.source_id, one.source_id))),
        )


def _promises(catalog: Catalog, ledger: Ledger, on: date) -> Iterator[Said]:
    """Yield the promise next due, and of those whose day has passed the one longest open.

    How many days ago that was is not counted: a page that tells of it may not have been read.
    """
    about = {promise.latest.event_id for promise in ledger.promises()}
    due = [one for one in due_within(catalog, on) if one.event.event_id in about]
    if due:
        event = due[0].event
        text = f"Next due: {event.headline}, {date_text(event.date)}."
        yield Said(text, (event.source_id,))
    late = [
        promise
        for promise in ledger.promises()
        if promise.state is PromiseState.OVERDUE and promise.latest_late_days is not None
    ]
    if late:
        longest = max(late, key=lambda one: (one.latest_late_days or 0, one.promise_id))
        event = longest.latest
        yield Said(
            f"Due day passed, longest open: {event.headline}, due {date_text(event.date)}; no "
            "completion found in the pages read.",
            (event.source_id,),
        )


def _widest(catalog: Catalog, ledger: Ledger) -> Iterator[Said]:
    for one in ledger.contested()[:1]:
        about = subject_text(catalog, *one.key.subject)
        used = f"used here: {figure_text(one.shown)}" if one.shown else "none is preferred"
        said = f"{range_text(one)}, {speakers_text(one.voices)}; {used}."
        label = metric_label(one.key.metric).lower()
        yield Said(f"{about}, {label}{_counted(one.key.scope)}: {said}", cited_ids(one))


def _counted(scope: str) -> str:
    """Return ` (rail, all goods)`: the figure of a part is never read as one of the whole."""
    return f" ({scope})" if scope else ""


def _unknown(catalog: Catalog, on: date) -> Iterator[Said]:
    """Yield how much of the crossings' table nobody has reported."""
    cells = [row.cells[traffic] for row in passage_rows(catalog, on) for traffic in Traffic]
    silent = sum(cell.passage is Passage.NOT_REPORTED for cell in cells)
    if silent:
        yield Said(
            f"Of {number_text(len(cells))} cells in the table of crossings and ports "
            f"{number_text(silent)} have never been reported by a page read, as of {day_text(on)}."
        )
