"""What the pack says in words: key figures, disagreements, and the numbers of their sources.

What belongs here: picking the figures of a selection and putting each into ready texts, the same
for the PDF, the slides and the map page. What does not: setting them on a page, and what a figure
is (`geo.ledger.readings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from geo.calendars import date_text
from geo.ledger.highlights import statements_of
from geo.ledger.keyfigures import Head, KeyReading, heads_of
from geo.ledger.rates import part_rate_of
from geo.ledger.readings import Ledger, Reading
from geo.model.choice import Selection
from geo.model.said import Claim, Event, EventKind
from geo.records.catalog import Catalog
from geo.records.claims import KindClass, bounds_of, class_of
from geo.records.metrics import metric_label
from geo.state.conditions import Subject
from layers.words.dates import short_date
from layers.words.heads import (
    counted_text,
    dissent_text,
    head_lines,
    missing_text,
    names_rivals,
    value_text,
)
from layers.words.wording import (
    EVENT_KIND_LABEL,
    claim_period,
    class_text,
    figure_text,
    range_said,
    range_text,
    rate_text,
    speakers_text,
    subject_text,
)

MOST_KEY_FIGURES = 6


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """One figure in ready texts.

    `planned` and `set_aside` decide its look. `rate` is the daily rate of what was counted for less
    than a year, since nothing else compares two such figures. `range_said` is empty unless sources
    disagree. `source_ids` are those behind the figure shown, `range_ids` those behind the range.
    """

    record_id: str
    subject: Subject
    name: str
    about: str
    value: str
    kind: str
    planned: bool
    scope: str
    said: str
    source_ids: tuple[str, ...]
    set_aside: bool = False
    range_said: str = ""
    period: str = ""
    rate: str = ""
    range_ids: tuple[str, ...] = ()


def key_figures_of(
    catalog: Catalog, selection: Selection, *, most: int = MOST_KEY_FIGURES
) -> tuple[StatedFigure, ...]:
    """Return what the reader pinned, in that order; with nothing pinned the first of each corridor.

    Pinned ids that were not known by the selection's date are left out, as on the page.
    """
    ledger = statements_of(catalog, selection)
    pinned = [figure for name in selection.pinned if (figure := _pinned(catalog, ledger, name))]
    if pinned:
        return tuple(pinned[:most])
    rows = [head.found for head in heads_of(catalog, selection, ledger).values()]
    # One figure of each corridor before the second of any.
    turns = (one for turn in zip_longest(*rows) for one in turn if one is not None)
    return tuple(_of_slot(catalog, one) for one in turns)[:most]


def head_notes_of(catalog: Catalog, selection: Selection) -> tuple[str, ...]:
    """Return what stands below the first figures of each corridor: what is missing, what is built.

    Nothing where the reader pinned figures, which are of no corridor.
    """
    told = {
        corridor: " ".join(head_lines(catalog, head))
        for corridor, head in _unpinned_heads(catalog, selection).items()
    }
    return tuple(f"{corridor}: {said}" for corridor, said in told.items() if said)


def built_text(catalog: Catalog, selection: Selection) -> str:
    """Return in one sentence how much of each new line is built, and what nobody has published.

    Nothing where the reader pinned figures, which are of no corridor.
    """
    heads = _unpinned_heads(catalog, selection)
    sections = dict.fromkeys(one for head in heads.values() for one in head.sections)
    built = [f"{one.branch.name} {one.share:.0%} of {one.new_km:,.0f} km" for one in sections]
    missing = [
        f"{corridor}: {said}"
        for corridor, head in heads.items()
        if (said := missing_text(catalog, head))
    ]
    parts = [f"Built of new lines: {'; '.join(built)}." if built else ""]
    parts.append(f"Not known by this date: {'; '.join(missing)}." if missing else "")
    return " ".join(filter(None, parts))


def _unpinned_heads(catalog: Catalog, selection: Selection) -> dict[str, Head]:
    """Return the heads of corridors by their short names; none where figures are pinned."""
    if selection.pinned:
        return {}
    heads = heads_of(catalog, selection, statements_of(catalog, selection))
    return {catalog.corridors[name].short_name: head for name, head in heads.items()}


def cited_ids(reading: Reading) -> tuple[str, ...]:
    """Return the sources of all figures of a reading."""
    return tuple(dict.fromkeys(one.claim.source_id for one in reading.cited))


def printable_line(text: str) -> str:
    """Return a reader's text in one line, without characters that no font shows."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def numbers_of(
    groups: Iterable[Iterable[str]], *, taken: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Return the footnote number of each source, in order of first use; `taken` ones stay."""
    numbers = dict(taken or {})
    for group in groups:
        for source_id in group:
            numbers.setdefault(source_id, len(numbers) + 1)
    return numbers


def numbers_text(source_ids: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Return footnote numbers, runs of three or more joined: `1, 4–6`."""
    found = sorted({numbers[source_id] for source_id in source_ids})
    parts: list[str] = []
    # Numbers that follow one another are as far ahead of their places.
    for _, pairs in groupby(enumerate(found), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in pairs]
        parts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
    return ", ".join(parts)


def all_ids(figures: Sequence[StatedFigure]) -> list[tuple[str, ...]]:
    """Return the sources of figures in the order their numbers are given."""
    return [(*figure.source_ids, *figure.range_ids) for figure in figures]


def _pinned(catalog: Catalog, ledger: Ledger, record_id: str) -> StatedFigure | None:
    for claim in ledger.claims:
        if claim.claim_id == record_id:
            return figure_of_claim(catalog, claim, ledger.reading_of(claim))
    for event in ledger.events:
        if event.event_id == record_id:
            return _of_event(catalog, event)
    return None


def _of_slot(catalog: Catalog, one: KeyReading) -> StatedFigure:
    """Return what fills a slot: a rate large where the slot asks for one, rivals by speaker."""
    reading = one.reading
    figure = figure_of_claim(catalog, reading.leading, reading, preferred=reading.shown is not None)
    others = [claim.source_id for claim in _told_of(one)]
    return replace(
        figure,
        value=value_text(one),
        rate=counted_text(one),
        period="" if counted_text(one) else figure.period,
        range_said=dissent_text(one, short=True),
        range_ids=tuple(dict.fromkeys(name for name in others if name not in figure.source_ids)),
    )


def _told_of(one: KeyReading) -> list[Claim]:
    """Return the claims whose figures are printed beside the one shown: rivals, or a range's ends.

    The others within the range are in the list of disagreements.
    """
    rivals = [rival.claim for rival in one.rivals]
    if names_rivals(one) or one.reading.shown is None:
        return rivals
    ends = (one.reading.low, one.reading.high)
    first_at = {end: claim for claim in reversed(rivals) for end in bounds_of(claim) if end in ends}
    return list(first_at.values())


def figure_of_claim(
    catalog: Catalog, claim: Claim, reading: Reading | None = None, *, preferred: bool = True
) -> StatedFigure:
    """Return one claim in ready texts, by itself or as its reading has it."""
    value = figure_text(claim) if preferred or reading is None else range_text(reading)
    ids = [claim.source_id]
    said_range, others = "", list[str]()
    if reading is not None and reading.contested:
        others = [one.claim.source_id for one in reading.cited]
        if not preferred:
            said_range = f"none preferred, {speakers_text(reading.voices)}"
            ids, others = others, []
        else:
            said_range = range_said(reading)
            if reading.shown is None:
                said_range += ", none preferred"
            elif reading.shown != claim:
                said_range += f"; preferred: {figure_text(reading.shown)}"
    rate = part_rate_of(claim) if preferred else None
    said = ""
    if preferred:
        by = f"by {claim.said_by}, " if claim.said_by else ""
        said = f"said {by}{short_date(claim.said_on) if claim.said_on.dated else 'undated'}"
    kind_class = class_of(claim)
    return StatedFigure(
        record_id=claim.claim_id,
        subject=claim.subject,
        name=metric_label(claim.metric),
        about=subject_text(catalog, *claim.subject),
        value=value,
        kind=class_text(claim),
        planned=kind_class is KindClass.PLANNED,
        set_aside=kind_class is KindClass.SET_ASIDE,
        range_said=said_range,
        scope=claim.scope,
        period=claim_period(claim),
        rate=rate_text(rate) if rate is not None else "",
        said=said,
        source_ids=tuple(dict.fromkeys(ids)),
        range_ids=tuple(dict.fromkeys(other for other in others if other not in ids)),
    )


def _of_event(catalog: Catalog, event: Event) -> StatedFigure:
    promised = event.kind is EventKind.PROMISED
    return StatedFigure(
        record_id=event.event_id,
        subject=event.place,
        name=event.type.value.capitalize(),
        about=subject_text(catalog, *event.place),
        value=date_text(event.date),
        kind=EVENT_KIND_LABEL[event.kind],
        planned=promised,
        scope=event.headline,
        said=f"said {short_date(event.said_on)}" if promised else "",
        source_ids=(event.source_id,),
    )
