"""What stands at the head of a corridor, in words, the same on the page and on paper.

What belongs here: the big value of a slot, what was counted behind it, who says otherwise, and the
lines below: what is missing and how much of a new line is built. What does not: which figures
these are (`geo/ledger/keyfigures.py`), and setting them.
"""

from __future__ import annotations

from geo.calendars import date_text
from geo.ledger.keyfigures import Head, KeyReading
from geo.ledger.readings import Cited
from geo.model.said import Claim, PeriodRule, SubjectKind
from geo.records.catalog import Catalog
from geo.records.claims import KindClass, class_of
from geo.records.metrics import metric_label
from layers.words.branches import section_text
from layers.words.wording import (
    claim_period,
    class_text,
    figure_text,
    range_said,
    range_text,
    rate_text,
    speakers_text,
    subject_text,
)


def value_text(one: KeyReading) -> str:
    """Return the big value of a slot: a rate where the slot asks for one."""
    if one.rate is not None and one.rate.claim.unit == "t":
        return rate_text(one.rate)
    return figure_text(one.reading.shown) if one.reading.shown else range_text(one.reading)


def slot_text(catalog: Catalog, one: KeyReading) -> str:
    """Return the name of a slot: its measure, and what of the corridor it is about.

    A part of a branch is named, not the branch; the corridor's own need no name below its heading.
    """
    key, metric = one.reading.key, metric_label(one.reading.key.metric)
    if key.subject_kind is SubjectKind.CORRIDOR:
        return metric
    about = subject_text(catalog, *key.subject)
    return f"{metric}, {key.scope if _is_part(one) else about}"


def said_texts(one: KeyReading) -> list[str]:
    """Return what a figure is never shown without: what period it is of, who said it and when."""
    reading = one.reading
    period = counted_text(one) or claim_period(reading.leading)
    said = _said_text(reading.shown) if reading.shown is not None else ""
    return [text for text in (period, said) if text]


def scope_texts(catalog: Catalog, one: KeyReading) -> list[str]:
    """Return what else stands below the big value: who says otherwise, and the scope."""
    key = one.reading.key
    scope = "" if _is_part(one) else key.scope
    below = [dissent_text(one, short=names_rivals(one)), scope]
    if _is_part(one):
        below.append(subject_text(catalog, *key.subject))
    return [text for text in below if text]


def _is_part(one: KeyReading) -> bool:
    """Tell whether a slot is about a part of a branch that stands, not about the branch."""
    kind, rule = one.reading.key.subject_kind, one.declared.period_rule
    return kind is SubjectKind.BRANCH and rule is PeriodRule.STANDING


def counted_text(one: KeyReading) -> str:
    """Return what was counted behind a rate, in which window; else nothing."""
    if one.rate is None or one.rate.claim.unit != "t":
        return ""
    claim = one.rate.claim
    ends = [date_text(day) for day in (claim.period_start, claim.period_end) if day]
    return f"{figure_text(claim)} in {one.rate.days} days, {' – '.join(ends)}"


def names_rivals(one: KeyReading) -> bool:
    """Tell whether the other figures are named one by one: those for the same year are."""
    return one.declared.period_rule is PeriodRule.YEAR and bool(one.rivals)


def dissent_text(one: KeyReading, *, short: bool = False) -> str:
    """Return who gives another figure for the same, or over what range sources disagree.

    `short` leaves the office off the speaker and says no more than what is foreseen.
    """
    reading = one.reading
    if names_rivals(one):
        lead = "others" if reading.shown else "none preferred"
        told = (
            f"{figure_text(rival.claim)} ({_told_by(rival, short=short)})" for rival in one.rivals
        )
        return f"{lead}: {'; '.join(told)}"
    if reading.shown is None:
        return f"none preferred, {speakers_text(reading.voices)}"
    if reading.contested:
        return range_said(reading)
    return ""


def _told_by(cited: Cited, *, short: bool) -> str:
    """Return who said a figure, else who published it, and its kind; `short`, only a plan's."""
    speaker = cited.claim.said_by or cited.source.publisher or cited.source.title
    if short:
        speaker = speaker.split(",")[0].split(" (")[0]
    if short and class_of(cited.claim) is not KindClass.PLANNED:
        return speaker
    return f"{speaker}, {class_text(cited.claim)}"


def _said_text(claim: Claim) -> str:
    """Return who said a figure, and when."""
    return f"{claim.said_by or 'speaker not named'}, {date_text(claim.said_on)}"


def head_lines(catalog: Catalog, head: Head) -> list[str]:
    """Return the lines below the figures: what is not known yet, and what of new lines is built."""
    missing = missing_text(catalog, head)
    lines = [f"Not known by this date: {missing}."] if missing else []
    return lines + [f"{one.branch.name}: {section_text(one)}." for one in head.sections]


def missing_text(catalog: Catalog, head: Head) -> str:
    """Return the measures of a corridor's head that nobody has given a figure of; else nothing."""
    names = dict.fromkeys(
        metric_label(slot.metric).lower()
        if slot.subject_kind is SubjectKind.CORRIDOR
        else f"{metric_label(slot.metric).lower()} of {subject_text(catalog, *slot.subject)}"
        for slot in head.missing
    )
    return "; ".join(names)
