"""Lists of changes in words: grouped by corridor, counted, and as rows for other programs.

What belongs here: which group a change stands in, its id, totals, and the texts of the formats
that are text. What does not: one change as a sentence (`layers/words/changes.py`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from geo.calendars import date_text, day_text
from geo.changes.kinds import Account, Change, ChangeKind, Moment, Nature
from geo.formats.atom import Entry, feed_of
from geo.formats.interchange import csv_of
from geo.formats.listings import Listing
from geo.ledger.citations import citation_text, link_of_source
from geo.ledger.highlights import subjects_of_corridor
from geo.model.choice import Selection
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog, canonical_text
from geo.state.conditions import Subject
from layers.words.changes import CHANGE_TEXT, both_of, facet_text, sentence_of

NATURE_TEXT: Mapping[Nature, str] = {
    Nature.HAPPENED: "of things that happened or were said between the two days",
    Nature.LEARNED: "of older or undated things known only now",
    Nature.ELAPSED: "of days that came or silences that grew",
}
_MOVED = (
    ChangeKind.FIGURE_REVISED,
    ChangeKind.FIGURE_SUPERSEDED,
    ChangeKind.FIGURE_CORRECTED,
    ChangeKind.FIGURE_WITHDRAWN,
    ChangeKind.PREFERRED_CHANGED,
)
# What a row of `change_rows` has, in order.
CHANGE_COLUMNS = (
    *("id", "kind", "nature", "day", "corridor", "subject", "sentence", "before", "after"),
    "sources",
)
_ELSEWHERE = "Countries, trade and everything else"


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change in ready texts; `group` is the corridor's short name, or everything else."""

    change: Change
    change_id: str
    group: str
    corridor_id: str
    day: str
    sentence: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeList:
    """All changes of an account in words, in its order, with a catalog that knows all names."""

    account: Account
    catalog: Catalog
    told: tuple[ToldChange, ...]

    @property
    def groups(self) -> Mapping[str, tuple[ToldChange, ...]]:
        """The changes by corridor in the order of the page; the rest last."""
        names = [one.short_name for one in self.catalog.corridors.values()] + [_ELSEWHERE]
        found = {name: tuple(one for one in self.told if one.group == name) for name in names}
        return {name: told for name, told in found.items() if told}

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of all changes, in order of first use."""
        named = (name for one in self.told for name in one.change.source_ids)
        return tuple(name for name in dict.fromkeys(named) if name in self.catalog.sources)


def change_list(account: Account) -> ChangeList:
    """Return an account in words; the older figure of a revised series is told with the newer."""
    newer = {id(one.beside) for one in account.changes if one.kind is ChangeKind.FIGURE_REVISED}
    apart = [one for one in account.changes if one.after is not None or id(one.before) not in newer]
    account = replace(account, changes=tuple(apart))
    catalog = both_of(account)
    homes = _homes_of(catalog)
    return ChangeList(
        account, catalog, tuple(_told(catalog, homes, change) for change in account.changes)
    )


def title_text(account: Account) -> str:
    """Return what is compared: `Changes from 1 March 2026 to 5 July 2026`."""
    earlier, later = account.earlier, account.later
    if earlier.catalog.data_hash == later.catalog.data_hash:
        return f"Changes from {day_text(earlier.on)} to {day_text(later.on)}"
    return f"Changes from {_side(earlier)} to {_side(later)}"


def total_text(account: Account) -> str:
    """Return how many changes there are of each nature."""
    if not account.changes:
        return "Nothing changed."
    counts = Counter(change.nature for change in account.changes)
    parts = [f"{counts[nature]} {NATURE_TEXT[nature]}" for nature in Nature if counts[nature]]
    count = len(account.changes)
    return f"{count} change{'' if count == 1 else 's'}: {'; '.join(parts)}."


def moved_text(listed: ChangeList) -> str:
    """Return the gist: `3 figures moved, 1 closure began and 0 ended`."""
    counts = Counter(change.kind for change in listed.account.changes)
    moved = sum(counts[kind] for kind in _MOVED)
    shut, opened = counts[ChangeKind.CLOSED], counts[ChangeKind.REOPENED]
    return (
        f"{moved} figure{'' if moved == 1 else 's'} moved, "
        f"{shut} closure{'' if shut == 1 else 's'} began and {opened} ended"
    )


def plain_text(listed: ChangeList, *, markdown: bool = False) -> str:
    """Return the list as plain text or Markdown: by corridor, each with its sources' ids."""
    heading, bullet = ("## ", "- ") if markdown else ("", "  ")
    title = title_text(listed.account)
    lines = [f"# {title}" if markdown else title, "", total_text(listed.account)]
    for name, told in listed.groups.items():
        lines += ["", f"{heading}{name}", *([""] if markdown else [])]
        # A ban on goods from and to a country is two closures and one statement.
        said = dict.fromkeys(_line(one, markdown=markdown) for one in told)
        lines += [f"{bullet}{line}" for line in said]
    if listed.source_ids:
        lines += ["", f"{heading}Sources", *([""] if markdown else [])]
        cited = (citation_text(listed.catalog.sources[name]) for name in listed.source_ids)
        lines += [f"{bullet}{_escaped(text) if markdown else text}" for text in cited]
    return "\n".join(lines) + "\n"


def change_rows(listed: ChangeList) -> list[dict[str, str]]:
    """Return one row of texts for each change."""
    return [dict(zip(CHANGE_COLUMNS, _cells(one), strict=True)) for one in listed.told]


def changes_csv(listed: ChangeList) -> str:
    """Return the list as CSV."""
    rows = [tuple(row.values()) for row in change_rows(listed)]
    return csv_of(Listing("changes", CHANGE_COLUMNS, tuple(rows)))


def changes_json(listed: ChangeList) -> str:
    """Return the list as JSON, with both sides and the sources named."""
    account, sources = listed.account, listed.catalog.sources
    record = {
        "title": title_text(account),
        "from": _side_record(account.earlier),
        "to": _side_record(account.later),
        "changes": change_rows(listed),
        "sources": {name: citation_text(sources[name]) for name in listed.source_ids},
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def changes_atom(listed: ChangeList) -> str:
    """Return the list as an Atom feed: the same data and days give the same bytes.

    An entry keeps its id from one edition to the next as long as the change says the same.
    """
    until = listed.account.later.on
    entries = [
        Entry(
            entry_id=f"urn:uuid:{one.change_id}",
            title=one.sentence,
            day=min(max(one.change.day.first, listed.account.earlier.on), until),
            category=one.change.kind.value,
            text=_entry_text(listed, one),
            links=tuple(
                link
                for name in one.change.source_ids
                if name in listed.catalog.sources
                and (link := link_of_source(listed.catalog.sources[name]))
            ),
        )
        for one in listed.told
    ]
    name = "trade-corridors changes"
    return feed_of(f"urn:uuid:{uuid5(NAMESPACE_URL, name)}", "Trade corridors", until, entries)


def _cells(one: ToldChange) -> tuple[str, ...]:
    change = one.change
    return (
        one.change_id,
        change.kind.value,
        change.nature.value,
        str(change.day),
        one.corridor_id,
        " ".join(f"{kind}:{name}" for kind, name in change.subjects),
        one.sentence,
        one.before,
        one.after,
        " ".join(change.source_ids),
    )


def _told(catalog: Catalog, homes: Mapping[Subject, str], change: Change) -> ToldChange:
    corridor_id = next((homes[one] for one in change.subjects if one in homes), "")
    group = catalog.corridors[corridor_id].short_name if corridor_id else _ELSEWHERE
    topic = change.key[0]
    return ToldChange(
        change=change,
        change_id=_id_of(change),
        group=group,
        corridor_id=corridor_id,
        day=date_text(change.day),
        sentence=sentence_of(catalog, change),
        before=facet_text(catalog, topic, change.before),
        after=facet_text(catalog, topic, change.after),
    )


def _id_of(change: Change) -> str:
    """Return an id that the same change has in every list it stands in."""
    parts = (*change.key, change.kind, change.day, canonical_text(change.after))
    return str(uuid5(NAMESPACE_URL, "|".join(str(part) for part in parts)))


def _homes_of(catalog: Catalog) -> Mapping[Subject, str]:
    """Return the corridor of each subject: the first of the page that has it."""
    whole = Selection(corridors=frozenset(catalog.corridors))
    homes: dict[Subject, str] = {}
    for corridor_id in catalog.corridors:
        for subject in subjects_of_corridor(catalog, whole, corridor_id):
            homes.setdefault(subject, corridor_id)
    for leg in catalog.legs.values():
        for strait in leg.passes:
            if leg.home in catalog.corridors:
                homes.setdefault((SubjectKind.STRAIT, strait), leg.home)
    return homes


def _line(one: ToldChange, *, markdown: bool) -> str:
    sentence = _escaped(one.sentence) if markdown else one.sentence
    learned = " (known only now)" if one.change.nature is Nature.LEARNED else ""
    sources = f" [{', '.join(one.change.source_ids)}]" if one.change.source_ids else ""
    return f"{sentence.removesuffix('.')}{learned}.{sources}"


def _entry_text(listed: ChangeList, one: ToldChange) -> str:
    sources = listed.catalog.sources
    cited = [citation_text(sources[name]) for name in one.change.source_ids if name in sources]
    day = f"Day: {one.day}. " if one.day else ""
    return f"{CHANGE_TEXT[one.change.kind]}. {day}{one.sentence} {' '.join(cited)}".strip()


def _side(moment: Moment) -> str:
    catalog = moment.catalog
    edition = f"edition {catalog.edition}, " if catalog.edition else ""
    return f"{day_text(moment.on)} ({edition}data to {day_text(catalog.data_end)})"


def _side_record(moment: Moment) -> dict[str, str]:
    catalog = moment.catalog
    return {
        "day": moment.on.isoformat(),
        "edition": catalog.edition,
        "data_end": catalog.data_end.isoformat(),
        "data_hash": catalog.data_hash,
    }


def _escaped(text: str) -> str:
    """Return text whose signs Markdown leaves alone."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in text)
