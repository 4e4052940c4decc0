"""The pages that lead to records: by kind, from A to Z, sources by publisher; and those withdrawn.

What belongs here: lists. What does not: what a record's own page tells.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from geo.calendars import date_text, day_text
from geo.ledger.citations import published_text, read_text
from geo.model.said import Withdrawn
from layers.atlas.addresses import KIND_TEXT, TABLES_OF, Kind, Ref, way
from layers.atlas.courses import courses_html
from layers.atlas.pages import Page
from layers.atlas.site import Atlas
from layers.look.text import safe

# Who looks for a name looks for one of these; figures and sources have lists of their own.
_BY_NAME = (Kind.CORRIDOR, Kind.BRANCH, Kind.LEG, Kind.PLACE, Kind.CLOSURE, Kind.PROMISE)
OVER_TIME = "over-time/index.html"
_KIND_OF_TABLE = {table: kind for kind, tables in TABLES_OF.items() for table in tables}


def list_pages(atlas: Atlas) -> Iterator[Page]:
    """Yield a page for each kind of record, and the list from A to Z."""
    for kind, (_, many) in KIND_TEXT.items():
        refs = [ref for ref in atlas.refs.values() if ref.kind is kind]
        path = f"{kind}/index.html"
        yield Page(
            path=path,
            title=many,
            lead=f"{len(refs):,} in this edition",
            about=f"All {many.lower()} of the atlas, each with its own page.",
            body=_body(atlas, refs, path) + _withdrawn_list(atlas, kind),
            kind="CollectionPage",
            trail=(("a-z/index.html", "A–Z"),),
        )
    yield _a_to_z(atlas)
    yield _over_time(atlas)


def _body(atlas: Atlas, refs: Sequence[Ref], path: str) -> str:
    """Return records in groups, each group under its name."""
    groups: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        group, said = _group_of(atlas, ref)
        groups[group].append(f"<li>{atlas.link(ref, path)}{said}</li>")
    return "".join(
        f"<h2>{safe(name)}</h2><ul>{''.join(groups[name])}</ul>"
        for name in sorted(groups, key=str.casefold)
    )


def _group_of(atlas: Atlas, ref: Ref) -> tuple[str, str]:
    """Return under what a record is listed, and what is said behind its name.

    Figures stand under what they are about, sources under their publishers with their date and how
    much of them was read, all else under initials.
    """
    if ref.kind is Kind.SOURCE:
        source = atlas.catalog.sources[ref.record_id]
        used = len(atlas.uses.get(ref.record_id, ()))
        said = f"{published_text(source)}, {read_text(source)}, stands behind {used}"
        return (
            source.publisher or "Publisher not stated",
            f' <span class="quiet">{safe(said)}</span>',
        )
    return ref.name.split(",")[0] if ref.kind is Kind.CLAIM else initial_of(ref.name), ""


def initial_of(name: str) -> str:
    """Return the letter under which a name is looked for; `0–9` for numbers.

    Examples
    --------
    >>> initial_of("Öskemen")
    'O'
    """
    bare = next((c for c in unicodedata.normalize("NFKD", name) if c.isalnum()), "#").upper()
    return "0–9" if bare.isdecimal() or bare == "#" else bare


def _a_to_z(atlas: Atlas) -> Page:
    path = "a-z/index.html"
    groups: dict[str, list[tuple[str, Ref]]] = defaultdict(list)
    for ref in atlas.refs.values():
        if ref.kind in _BY_NAME:
            for name in _names_of(atlas, ref):
                groups[initial_of(name)].append((name, ref))
    letters = sorted(groups)
    jumps = " ".join(f'<a href="#l-{_anchor(one)}">{safe(one)}</a>' for one in letters)
    body = "".join(
        f'<h2 id="l-{_anchor(letter)}">{safe(letter)}</h2><ul>'
        + "".join(
            f'<li>{atlas.link(ref, path, name)} <span class="quiet">'
            f"{KIND_TEXT[ref.kind][0].lower()}</span></li>"
            for name, ref in sorted(groups[letter], key=lambda one: one[0].casefold())
        )
        + "</ul>"
        for letter in letters
    )
    kinds = " · ".join(
        f'<a href="{way(path, f"{kind}/index.html")}">{many}</a>'
        for kind, (_, many) in KIND_TEXT.items()
    )
    kinds += f' · <a href="{way(path, OVER_TIME)}">Over time</a>'
    return Page(
        path=path,
        title="A–Z",
        lead=f"By kind: {kinds}",
        about="Everything in the atlas that has a name, from A to Z.",
        body=f'<nav class="letters" aria-label="Letters">{jumps}</nav>{body}',
        kind="CollectionPage",
    )


def _over_time(atlas: Atlas) -> Page:
    """Return the page of all charts; those of countries stand nowhere else."""
    parts = (
        f"<h2>{atlas.subject_link(*subject, OVER_TIME)}</h2>{courses_html(courses, OVER_TIME)}"
        for subject, courses in atlas.courses.items()
    )
    return Page(
        path=OVER_TIME,
        title="Over time",
        lead=f"What was counted three times or more, to {safe(day_text(atlas.catalog.data_end))}. "
        "Months, weeks and years never stand on one axis; a thin line spans what sources say; a "
        "pale bar was claimed or estimated.",
        about="Series of freight, trade and traffic as charts, with the figures in words.",
        body="".join(parts) or "<p>Nothing was counted three times.</p>",
        kind="CollectionPage",
        trail=(("a-z/index.html", "A–Z"),),
    )


def _anchor(letter: str) -> str:
    return f"{ord(letter[0]):x}"


def _names_of(atlas: Atlas, ref: Ref) -> tuple[str, ...]:
    """Return every Latin name under which a record may be looked for."""
    node = atlas.catalog.nodes.get(ref.record_id) if ref.kind is Kind.PLACE else None
    aliases = [one for one in (node.aliases if node else ()) if one[:1].isascii()]
    return tuple(dict.fromkeys((ref.name, *aliases)))


def withdrawn_pages(atlas: Atlas) -> Iterator[Page]:
    """Yield a page at the address of every record taken out: since when, why, what replaced it."""
    for kind, name, one in _withdrawn_of(atlas):
        yield Page(
            path=f"{kind}/{name}/index.html",
            title=f"{KIND_TEXT[kind][0]} {name}, withdrawn",
            lead=f"Taken out on {safe(date_text(one.day))}",
            about="A record of an earlier edition, why it was taken out, and what stands.",
            body=_withdrawn_body(atlas, kind, one),
            modified=one.day.last,
            linked={"@type": "WebPage", "name": name},
            trail=((f"{kind}/index.html", KIND_TEXT[kind][1]),),
        )


def _withdrawn_of(atlas: Atlas) -> Iterator[tuple[Kind, str, Withdrawn]]:
    """Yield what was taken out and is not there again: its kind, its id, and why."""
    for one in atlas.catalog.withdrawn.values():
        table, _, name = one.record_id.partition(":")
        kind = _KIND_OF_TABLE.get(table)
        if kind is not None and (kind, name) not in atlas.refs:
            yield kind, name, one


def _withdrawn_list(atlas: Atlas, kind: Kind) -> str:
    rows = "".join(
        f'<li><a href="{safe(name)}/index.html">{safe(name)}</a>, {safe(date_text(one.day))}</li>'
        for its, name, one in _withdrawn_of(atlas)
        if its is kind
    )
    return f"<h2>Withdrawn</h2><ul>{rows}</ul>" if rows else ""


def _withdrawn_body(atlas: Atlas, kind: Kind, one: Withdrawn) -> str:
    start = f"{kind}/{one.record_id.partition(':')[2]}/index.html"
    ref = atlas.refs.get((kind, one.replaced_by))
    instead = f"<p>Instead: {atlas.link(ref, start)}</p>" if ref else ""
    return f"<p>Why: {safe(one.reason)}.</p>{instead}"
