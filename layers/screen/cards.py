"""The panels' HTML: key figures, claims, events, promises, sources. Strings in, strings out.

Every text from data passes `layers.look.text.safe`; class names come from closed vocabularies only.
A claim or event is a link of its own: `?pin=<id>`, to which the page adds the present selection,
with the place it is about in `data-place` for the map to fly to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from geo.calendars import date_text, period_text
from geo.ledger.citations import read_text
from geo.ledger.highlights import PointRates, statements_of
from geo.ledger.keyfigures import Head, KeyReading
from geo.ledger.promises import Promise
from geo.ledger.readings import Cited, Ledger, Reading
from geo.model.choice import Selection
from geo.model.dates import Precision
from geo.model.origins import added_text
from geo.model.said import Claim, Event, EventKind
from geo.records.catalog import Catalog
from geo.records.metrics import metric_label
from geo.state.select import as_of_date, seen_on
from layers.look.text import safe
from layers.screen.quoting import copy_html
from layers.screen.sources import cited_line, note_html, source_link
from layers.words.charts import look_of_claim
from layers.words.heads import (
    head_lines,
    names_rivals,
    said_texts,
    scope_texts,
    slot_text,
    value_text,
)
from layers.words.quoting import claim_sentence, event_sentence
from layers.words.wording import (
    EVENT_KIND_LABEL,
    class_text,
    figure_text,
    for_text,
    measured_text,
    promise_text,
    range_said,
    range_text,
    rate_text,
    speakers_text,
    spread_text,
    subject_text,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the panels are about: a selection of a catalog, and its ledger."""

    catalog: Catalog
    selection: Selection
    ledger: Ledger

    def about(self, record: Claim | Event) -> str:
        """Return what a claim or event is about, in words."""
        return subject_text(self.catalog, *record.subject)

    def link(self, record: Claim | Event) -> str:
        """Return the number of a claim's or event's source as a link."""
        return source_link(self.ledger.sources[record.source_id])


def shown_of(catalog: Catalog, selection: Selection) -> Shown:
    """Return what the panels show of a selection."""
    catalog = seen_on(catalog, as_of_date(catalog, selection))
    return Shown(catalog, selection, statements_of(catalog, selection))


def heading_html(text: str) -> str:
    """Return the heading of a part of a panel."""
    return f'<h5 class="ledger-heading">{safe(text)}</h5>'


def key_figures_html(
    shown: Shown, head: Head, *, heading: str, colour: str, dates: str = ""
) -> str:
    """Return the first figures of one corridor, under its name and in its colour.

    `dates` is HTML that follows them in the same section, before what of new lines is built.
    """
    cards = "".join(_key_figure(shown, one) for one in head.found)
    none = "" if head.missing else "No figure had been given by this date."
    body = cards or (f'<p class="ledger-none">{none}</p>' if none else "")
    below = "".join(
        f'<p class="ledger-none">{safe(text)}</p>' for text in head_lines(shown.catalog, head)
    )
    return (
        f'<section class="key-figures" style="--hue:{safe(colour)}">'
        f'<h4>{safe(heading)}</h4><div class="key-figure-grid">{body}</div>{dates}{below}'
        "</section>"
    )


def _key_figure(shown: Shown, one: KeyReading) -> str:
    reading = one.reading
    claim = reading.leading
    look = look_of_claim(claim)
    named = names_rivals(one)
    looks = f"{look} rivalled" if named else look
    cited = [claim] if reading.shown is not None else list(reading.claims)
    cited += [rival.claim for rival in one.rivals if named]
    sources = {one.source_id: shown.ledger.sources[one.source_id] for one in cited}
    links = " ".join(source_link(source) for source in sources.values())
    name = record_link(shown, claim, slot_text(shown.catalog, one))
    said = f"{safe(' · '.join(said_texts(one)))} {links} {_copy_claim(shown, claim)}"
    scope = safe(" · ".join(scope_texts(shown.catalog, one)))
    return (
        f'<div class="key-figure {looks}"><div class="key-figure-name">{name}</div>'
        f'<div class="key-figure-value"><b>{safe(value_text(one))}</b> '
        f"{_kind_mark(class_text(claim), look)}</div>"
        f'<div class="key-figure-below">{said}</div>'
        + (f'<div class="key-figure-scope">{scope}</div></div>' if scope else "</div>")
    )


def reading_html(shown: Shown, reading: Reading) -> str:
    """Return one contested figure as a row that opens into its claims."""
    claim = reading.leading
    look = look_of_claim(claim)
    used = figure_text(reading.shown) if reading.shown is not None else "none preferred"
    said = note_html(reading.why, shown.catalog.sources)
    why = f'<p class="ledger-why">Order: {said}</p>' if said else ""
    beside = '<p class="ledger-beside">Not in this range: other scope, period or kind</p>'
    beside = beside + claims_html(shown, reading.beside) if reading.beside else ""
    return (
        f'<details class="ledger-contest {look}"><summary>'
        f'<span class="ledger-spread">{safe(spread_text(reading.spread))}</span>'
        f"<b>{safe(shown.about(claim))}</b>, {safe(metric_label(reading.key.metric).lower())} "
        f"{_kind_mark(class_text(claim), look)}<br>"
        f"{safe(range_text(reading))}, {safe(speakers_text(reading.voices))}; "
        f"used: {safe(used)}<br>"
        f'<span class="ledger-scope">{safe(_scope_text(claim))}</span></summary>'
        f"{why}{claims_html(shown, reading.cited)}{beside}</details>"
    )


def claims_html(shown: Shown, cited: Iterable[Cited], *, with_subject: bool = False) -> str:
    """Return claims as a list: figure, who said it when, of what period, where it was read."""
    rows = "".join(
        f"<li>{_about(shown, one.claim) if with_subject else ''}{_claim(shown, one)}</li>"
        for one in cited
    )
    return f'<ul class="ledger-claims">{rows}</ul>'


def figures_html(shown: Shown, readings: Sequence[Reading]) -> str:
    """Return the claims of readings as a list, each with what it is about."""
    cited = [one for reading in readings for one in reading.cited]
    return claims_html(shown, cited, with_subject=True)


def rates_html(shown: Shown, points: Sequence[PointRates]) -> str:
    """Return daily rates with the raw figures they come from, folded."""
    return (
        '<details class="ledger-list"><summary>Rates and raw figures</summary>'
        f"{rate_list_html(shown, points)}</details>"
    )


def rate_list_html(shown: Shown, points: Sequence[PointRates]) -> str:
    """Return daily rates with the raw figures they come from, newest first; nothing for none."""
    rows = ""
    for point in points:
        name = subject_text(shown.catalog, *point.subject)
        for rate in reversed(point.rates):
            claim = rate.claim
            rows += (
                f"<li><b>{safe(name)}</b> {safe(rate_text(rate))}: "
                f"{record_link(shown, claim, figure_text(claim, exact=True))} in {rate.days} days "
                f'<span class="ledger-scope">{safe(_scope_text(claim))}</span> '
                f"{_kind_mark(class_text(claim), look_of_claim(claim))} "
                f"{shown.link(claim)} {_copy_claim(shown, claim)}</li>"
            )
    return f'<ul class="ledger-claims">{rows}</ul>' if rows else ""


def pinned_html(shown: Shown, record_id: str) -> str:
    """Return the full card of a claim or event, empty when it was not known by the date."""
    cards = [_pinned_claim(shown, one) for one in shown.ledger.claims if one.claim_id == record_id]
    cards += [
        f"<ul>{_event(shown, one)}</ul>{cited_line(shown.ledger.sources[one.source_id])}"
        for one in shown.ledger.events
        if one.event_id == record_id
    ]
    return f'<div class="record-pinned">{cards[0]}</div>' if cards else ""


def _pinned_claim(shown: Shown, claim: Claim) -> str:
    cited = shown.ledger.cite(claim)
    reading = shown.ledger.reading_of(claim)
    note = ""
    if reading is not None and reading.contested:
        said = range_said(reading)
        note = f"<p>{safe(said[:1].upper() + said[1:])}."
        used = reading.shown
        if used is not None:
            note += f" Used here: {safe(figure_text(used))}"
            why = note_html(reading.why, shown.catalog.sources)
            note += f" ({why})." if why else "."
        note += "</p>"
    return (
        f"<b>{safe(measured_text(shown.catalog, claim))}</b>"
        f"<ul class='ledger-claims'><li>{_claim(shown, cited)}</li></ul>{note}"
        f"{cited_line(cited.source)}"
    )


def events_html(shown: Shown, events: Sequence[Event]) -> str:
    """Return events in the order given, a heading for each year."""
    parts: list[str] = []
    year = ""
    for event in events:
        this = str(event.date.first.year) if event.date.dated else "Undated"
        if this != year:
            parts.append(f'<li class="record-year">{safe(this)}</li>')
            year = this
        parts.append(_event(shown, event))
    return f'<ul class="record-events">{"".join(parts)}</ul>'


def promises_html(shown: Shown, promises: Iterable[Promise]) -> str:
    """Return promises with every date they were given and what has come of them."""
    return "".join(_promise(shown, promise) for promise in promises)


def record_href(record_id: str) -> str:
    """Return the link of a claim or event.

    The page adds the present selection as the link is used (layers/screen/web/page.js), so that
    panels which a toggle does not change are not sent again because of their links.
    """
    return f"?pin={quote(record_id)}"


def record_link(shown: Shown, record: Claim | Event, text: str) -> str:
    """Return a text as the link of a claim or event, with the place it is about."""
    record_id = record.claim_id if isinstance(record, Claim) else record.event_id
    kind, subject = record.subject
    if isinstance(record, Event):
        kind, subject = record.place
    return (
        f'<a class="record-link" href="{safe(record_href(record_id))}" target="_self" '
        f'data-pin="{safe(record_id)}" data-place="{safe(f"{kind}:{subject}")}">{safe(text)}</a>'
    )


def _claim(shown: Shown, cited: Cited) -> str:
    claim, source = cited.claim, cited.source
    look = look_of_claim(claim)
    place = "" if claim.preference is None else f"{claim.preference}. "
    by = claim.said_by or "speaker not named"
    return (
        f'<span class="ledger-figure {look}">{safe(place)}'
        f"{record_link(shown, claim, figure_text(claim, exact=True))}</span> "
        f"{_kind_mark(class_text(claim), look)} {safe(f'{by}, {date_text(claim.said_on)}')}. "
        f'<span class="ledger-scope">{safe(_scope_text(claim))}</span> '
        f"{source_link(source)} <i>{safe(read_text(source))}</i>{_added(claim.origin)} "
        f"{_copy_claim(shown, claim)}{_note(shown, claim.note)}"
    )


def _event(shown: Shown, event: Event) -> str:
    look = event.kind.value
    mark = "span" if event.date.precision is not Precision.DAY else "day"
    promised = event.kind is EventKind.PROMISED
    said = f"promised {date_text(event.said_on)} for " if promised else ""
    label = "" if event.kind is EventKind.ACTUAL else EVENT_KIND_LABEL[event.kind]
    kind = f'<span class="record-kind">{safe(label)}</span> ' if label else ""
    return (
        f'<li class="record-event {look}"><span class="record-mark {mark}"></span>'
        f'<span class="record-date">{safe(said + date_text(event.date))}</span> {kind}'
        f"{record_link(shown, event, event.headline)} "
        f'<span class="ledger-scope">{safe(shown.about(event))}</span> '
        f"{shown.link(event)}{_added(event.origin)} {copy_event(shown, event)}"
        f"{_note(shown, event.note)}</li>"
    )


def _note(shown: Shown, text: str) -> str:
    said = note_html(text, shown.catalog.sources)
    return f'<span class="ledger-note">{said}</span>' if said else ""


def _copy_claim(shown: Shown, claim: Claim) -> str:
    return copy_html(claim_sentence(shown.catalog, claim))


def copy_event(shown: Shown, event: Event) -> str:
    """Return the button that copies what happened or was promised."""
    return copy_html(event_sentence(shown.catalog, event))


def _added(origin: str) -> str:
    said = added_text(origin)
    return f' <span class="record-added">{safe(said)}</span>' if said else ""


def _promise(shown: Shown, promise: Promise) -> str:
    told = [(one, one.said_on, f", for <b>{safe(date_text(one.date))}</b>") for one in promise.made]
    told += [(promise.outcome, promise.outcome.date, "")] if promise.outcome else []
    made = "".join(
        f"<li>{safe(date_text(when))}: {record_link(shown, event, event.headline)}{due} "
        f"{shown.link(event)}</li>"
        for event, when, due in told
    )
    about = shown.about(promise.first)
    return (
        f'<details class="record-promise"><summary><b>{safe(about)}</b>: '
        f"{safe(promise.first.headline)}<br>"
        f'<span class="record-state">{safe(for_text(promise))}; '
        f"{safe(promise_text(promise))}</span></summary>"
        f"<ul>{made}</ul></details>"
    )


def _kind_mark(label: str, look: str) -> str:
    return f'<span class="ledger-kind {look}">{safe(label)}</span>'


def _about(shown: Shown, claim: Claim) -> str:
    return f"<b>{safe(measured_text(shown.catalog, claim))}:</b> "


def _scope_text(claim: Claim) -> str:
    period = period_text(claim.period_start, claim.period_end, claim.calendar)
    edition = f"edition of {date_text(claim.vintage)}" if claim.vintage is not None else ""
    return "; ".join(part for part in (claim.scope, period, edition) if part)
