"""The tables of what was said: sources, claims, events, and what is told of them."""

from __future__ import annotations

from geo.model.dates import Precision
from geo.model.said import (
    Calendar,
    ClaimKind,
    EventKind,
    EventType,
    PeriodRule,
    Qualifier,
    SubjectKind,
)
from geo.records.contract import Column, Form, Table
from geo.records.schema.columns import (
    FACTS_COLUMN,
    NOTE_COLUMN,
    SOURCE_COLUMN,
    choice_column,
    date_column,
    id_column,
    number_column,
    text_column,
)

KEY_FIGURES = Table(
    "key_figures",
    "key_figures.csv",
    ("corridor_id", "slot"),
    (
        id_column("corridor_id", "corridor it stands for", refers_to="corridors.corridor_id"),
        Column("slot", Form.INTEGER, "its place, 1 first, at most 4", minimum=1, maximum=4),
        choice_column("subject_kind", "what kind of thing it is about", SubjectKind),
        text_column("subject_id", "what it is about"),
        id_column("metric", "what is counted"),
        Column(
            "scope",
            Form.TEXTS,
            "scopes of the claims that may fill it, the first that is known first; empty: any",
            required=False,
        ),
        choice_column("period_rule", "year, rate or standing", PeriodRule),
        text_column("reason", "why this stands at the head"),
    ),
)

SOURCES = Table(
    "sources",
    "sources.csv",
    ("source_id",),
    (
        Column("source_id", Form.ID, "id of the source"),
        text_column("title", "title of the page or document"),
        text_column("publisher", "who published it", required=False),
        text_column("published", "when, in ISO form as exactly as known", required=False),
        text_column("published_precision", "day, month or year, inferred_ before it if inferred"),
        Column("url", Form.URL, "address, http or https", required=False),
        text_column("accessed", "when it was read", required=False),
        text_column("kind", "what kind of source it is"),
        text_column("read", "how much of it was read: whole, opening, headline, none"),
        text_column(
            "read_at", "the copy or mirror where it was read; empty: the original", required=False
        ),
    ),
    needed=True,
)

CLAIMS = Table(
    "claims",
    "claims.csv",
    ("claim_id",),
    (
        id_column("claim_id", "id of the claim"),
        choice_column("subject_kind", "what kind of thing it is about", SubjectKind),
        Column("subject_id", Form.TEXT, "what it is about"),
        id_column("metric", "what is counted"),
        number_column("value", "the number"),
        number_column("value_low", "lower end of a range"),
        number_column("value_high", "upper end of a range"),
        text_column("unit", "unit of the number"),
        choice_column("qualifier", "how the speaker hedged it", Qualifier),
        text_column("scope", "from where to where, what is counted", required=False),
        date_column("period_start", "first day counted"),
        date_column("period_end", "last day counted"),
        choice_column("calendar", "calendar of the period", Calendar),
        choice_column("kind", "what sort of statement it is", ClaimKind),
        text_column("said_by", "speaker or office", required=False),
        date_column("said_on", "when it was said", precision_in="said_on_precision"),
        choice_column("said_on_precision", "precision of said_on", Precision),
        SOURCE_COLUMN,
        NOTE_COLUMN,
        Column("preference", Form.INTEGER, "order in its group, 1 first", False, minimum=1),
        text_column("preference_reason", "why this order, or why none", required=False),
        FACTS_COLUMN,
        date_column("vintage", "edition of a revised series it was taken from"),
    ),
)

EVENTS = Table(
    "events",
    "events.csv",
    ("event_id",),
    (
        id_column("event_id", "id of the event"),
        choice_column("subject_kind", "what kind of thing it is about", SubjectKind),
        Column("subject_id", Form.TEXT, "what it is about"),
        id_column("node_id", "where", refers_to="nodes.node_id", required=False),
        choice_column("type", "what happened", EventType),
        date_column("date", "when", precision_in="precision"),
        choice_column("precision", "precision of date", Precision),
        choice_column("kind", "actual, promised or contested", EventKind),
        date_column("said_on", "when a promise was made; empty: its own date"),
        id_column("promise_id", "ties a promise to what came of it", required=False),
        text_column("headline", "one neutral line"),
        SOURCE_COLUMN,
        NOTE_COLUMN,
        FACTS_COLUMN,
        date_column("ends", "when the period runs out that it opens (waiver, sanction, contract)"),
    ),
)

SUMS = Table(
    "sums",
    "sums.csv",
    ("sum_id",),
    (
        id_column("sum_id", "id of the sum"),
        id_column("total_claim_id", "claim that states the total", refers_to="claims.claim_id"),
        Column("part_claim_ids", Form.IDS, "claims of the parts", refers_to="claims.claim_id"),
        Column("tolerance", Form.NUMBER, "largest rounding difference, unit of the total"),
        text_column("expected", "adds_up, or known_mismatch when the source itself errs"),
        NOTE_COLUMN,
    ),
)

OMITTED = Table(
    "omitted",
    "omitted.csv",
    ("fact_id",),
    (text_column("fact_id", "id of the fact"), text_column("reason", "why it is not in the data")),
)

REPORTED = Table(
    "reported",
    "reported.csv",
    ("page_url",),
    (
        Column("page_url", Form.URL, "the press page named; once, however many digests name it"),
        date_column("date", "the day in the world it speaks of", required=True),
        text_column("subject", "what it is about, in words"),
        text_column("fact", "what the digest says the page says, in our own words"),
        text_column("page", "publisher and title of the press page, as the digest gives them"),
        Column("digest_url", Form.URL, "where the digest was read"),
        NOTE_COLUMN,
    ),
)

WITHDRAWN = Table(
    "withdrawn",
    "withdrawn.csv",
    ("record_id",),
    (
        text_column("record_id", "table and id of what was taken out, such as claims:north_length"),
        date_column("day", "when it was taken out", required=True),
        text_column("reason", "why"),
        text_column("replaced_by", "id that stands in its place", required=False),
    ),
)
