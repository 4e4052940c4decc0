"""The page around what is told: head, heading, map, parts, neighbours, citation, foot.

What belongs here: the one form of every page of the atlas. What does not: what a page tells. Pages
hold no script but a block of data for machines, and no style of their own: a strict policy lets
them stand, and they read whole where nothing but text is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from geo.calendars import day_text
from geo.ledger.citations import bibtex_of, citation_text, link_of_source, ris_of
from geo.model.dates import PartialDate, Precision
from geo.model.said import Source
from layers.atlas.addresses import KIND_OF_SUBJECT, KIND_TEXT, Kind, Ref, short_name, way
from layers.atlas.site import Atlas
from layers.atlas.smallmap import MAPS
from layers.atlas.told import Told
from layers.look.text import safe, script_json

STYLE = "assets/atlas.css"
FEED = "changes.atom"
# The file of a corridor's or branch's lines, beside its page.
LINES = "lines.svg"
PICTURES = "assets/picture"
_MANY_NEAR = 24
# The pages that every head leads to: their files and names.
MENU: Mapping[str, str] = {
    "index.html": "Map",
    "a-z/index.html": "A–Z",
    "data/index.html": "Data",
    "about/index.html": "How this is made",
}
_SCHEMA = "https://schema.org"
# The month is in the date, the publisher is the author, and nobody cites by our id.
_SAID_TWICE = ("month =", "PB  -", "ID  -")


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be set.

    Attributes
    ----------
    path
        Its file.
    title, lead
        Its heading, and one line below it as HTML.
    about
        A sentence for who finds it in a list, if there is one of its own.
    body
        HTML.
    modified
        The day on which the latest of what it tells was said; else that of the edition.
    kind
        What schema.org calls it, where `linked` says nothing else.
    linked
        Its JSON-LD without context and address.
    picture
        The file of its picture, if it has one.
    trail
        The pages it stands under: files and names.
    mapped
        Whether it has a map, to which notes and credits are owed.
    line_of_control
        Whether the map may show Jammu and Kashmir, to which a note of its own is owed.
    """

    path: str
    title: str
    lead: str
    about: str
    body: str
    modified: date | None = None
    kind: str = "WebPage"
    linked: Mapping[str, Any] = field(default_factory=dict)
    picture: str = ""
    trail: Sequence[tuple[str, str]] = ()
    mapped: bool = False
    line_of_control: bool = True


_SUMMED_UP = (Kind.CORRIDOR, Kind.BRANCH)
# Marks that `safe` disarms for scripts and Markdown, of which these pages have none: in HTML they
# are letters like others. What HTML acts on stays as it is.
_INERT = re.compile(r"&#(33|35|36|40|41|42|91|92|93|95|96|123|124|125|126);")


def lean(html: str) -> str:
    """Return HTML with the marks that mean nothing to it written as themselves."""
    return _INERT.sub(lambda found: chr(int(found[1])), html)


def address_of(atlas: Atlas, path: str) -> str:
    """Return the address by which others name a file; that of its folder for an index."""
    return atlas.address + path.removesuffix("index.html")


def page_html(atlas: Atlas, page: Page) -> str:
    """Return a page as HTML."""
    trail = "".join(
        f'<a href="{way(page.path, path)}">{safe(name)}</a> › ' for path, name in page.trail
    )
    html = "\n".join(
        (
            *head_html(atlas, page),
            '<body><a class="skip" href="#main">Skip to the content</a>',
            masthead_html(atlas, page.path),
            f'<main id="main"><p class="trail">{trail}</p><h1>{safe(page.title)}</h1>'
            f'<p class="lead">{page.lead}</p>',
            page.body,
            "</main>",
            _foot(atlas, page),
            "</body></html>\n",
        )
    )
    return lean(html)


def head_html(atlas: Atlas, page: Page, *, more: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the head of a page, with what `more` it links to."""
    here = address_of(atlas, page.path)
    picture = atlas.address + page.picture if page.picture else ""
    title = page.title if page.title == atlas.title else f"{page.title} – {atlas.title}"
    modified = (page.modified or atlas.made_on).isoformat()
    told = page.linked or {"@type": page.kind, "name": page.title}
    linked = {"@context": _SCHEMA, **told, "dateModified": modified}
    # What has no picture is shown by its title and description all the same.
    described = {
        "og:type": "article",
        "og:title": page.title,
        "og:description": page.about,
        "og:site_name": atlas.title,
        "og:url": here,
        "og:image": picture,
        "og:image:alt": f"Map: {page.title}",
    }
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<title>{safe(title)}</title><link rel="icon" href="data:,">',
        *([f'<meta name="description" content="{safe(page.about)}">'] if page.about else []),
        f'<link rel="stylesheet" href="{way(page.path, STYLE)}">',
        *more,
        *([f'<link rel="canonical" href="{safe(here)}">'] if atlas.address else []),
        *(
            f'<meta property="{name}" content="{safe(value)}">'
            for name, value in described.items()
            if picture and value
        ),
        f'<script type="application/ld+json">{script_json(linked)}</script></head>',
    )


def masthead_html(atlas: Atlas, start: str) -> str:
    """Return what stands at the top of every page."""
    links = "".join(f'<a href="{way(start, path)}">{name}</a> ' for path, name in MENU.items())
    logo = f'<img src="{way(start, atlas.logo)}" alt="" height="28"> ' if atlas.logo else ""
    return (
        f'<header class="masthead"><a class="home" href="{way(start, "index.html")}">{logo}'
        f'{safe(atlas.title)}</a><nav aria-label="Atlas">{links}</nav></header>'
    )


def _foot(atlas: Atlas, page: Page) -> str:
    house, catalog = atlas.house, atlas.catalog
    mark = f'<p class="mark">{safe(house.handling)}</p>' if house.handling else ""
    edition = f", {atlas.origin_of_edition}" if atlas.origin_of_edition else ""
    owed = f" {safe(atlas.owed(line_of_control=page.line_of_control))}" if page.mapped else ""
    added = "; ".join(f" Added by {one.origin}." for one in catalog.added)
    return (
        f'<footer class="foot-note">{mark}<p>Data to {safe(day_text(catalog.data_end))}{edition}.'
        f'{owed}{safe(added)} <a href="{way(page.path, "about/index.html")}">How far to trust '
        f"it</a></p></footer>"
    )


def record_page(atlas: Atlas, ref: Ref, told: Told) -> Page:
    """Return the page of a record."""
    _, many = KIND_TEXT[ref.kind]
    start = ref.page
    drawn = _map_of(atlas, ref, told)
    modified = max(told.days, default=atlas.made_on)
    focus = _focus_of(ref)
    on_map = f"{way(start, 'index.html')}?focus={focus}"
    seen = f'<p class="aside"><a href="{safe(on_map)}">On the map of every date</a></p>'
    figure = f"<figure>{drawn}</figure>{seen if focus else ''}" if drawn else ""
    body = figure + parts_html(told.parts) + _near_html(atlas, told, start)
    body += _sources_html(atlas, told, start) + cite_html(atlas, ref, modified)
    return Page(
        path=start,
        title=ref.name,
        lead=told.lead,
        # Elsewhere the title says more than a sentence could that stood on a thousand pages.
        about=told.linked["description"] if ref.kind in _SUMMED_UP else "",
        body=body,
        modified=modified,
        linked={"name": ref.name, **told.linked},
        picture=f"{PICTURES}/{ref.record_id}.png" if ref.kind is Kind.CORRIDOR else "",
        trail=((f"{ref.kind}/index.html", many),),
        mapped=bool(drawn),
        line_of_control=atlas.maps.shows_kashmir(drawn),
    )


def parts_html(parts: Iterable[tuple[str, str]]) -> str:
    """Return what stands under headings; a heading under which nothing does is left out."""
    return "".join(f"<h2>{title}</h2>{body}" for title, body in parts if body)


def _map_of(atlas: Atlas, ref: Ref, told: Told) -> str:
    """Return the small map of a page; the lines of corridors and branches are files they share."""
    whose = atlas.ref_of(*told.about) if told.about else None
    shared = whose is not None and whose.kind in (Kind.CORRIDOR, Kind.BRANCH)
    # Who reads of one figure or event finds the neighbourhood on the page of its place.
    named = ref.kind not in (Kind.CLAIM, Kind.EVENT) and (not shared or whose == ref)
    nodes = tuple(dict.fromkeys(told.shown.node_ids))
    nodes = nodes if named else nodes[: 0 if shared else 1]
    return atlas.maps.picture(
        replace(told.shown, node_ids=nodes),
        alt=f"Map: {told.heading.rpartition(', ')[0] or ref.name}",
        backgrounds=way(ref.page, MAPS),
        lines=way(ref.page, f"{whose.folder}{LINES}") if whose and shared else "",
    )


def _focus_of(ref: Ref) -> str:
    """Return what the map is to show of a record; nothing of what has no place on it."""
    kind = "node" if ref.kind is Kind.PLACE else ref.kind.value
    return f"{kind}:{ref.record_id}" if ref.kind in KIND_OF_SUBJECT.values() else ""


def _near_html(atlas: Atlas, told: Told, start: str) -> str:
    groups = "".join(
        f"<h3>{title}</h3>{ref_list(atlas, refs, start, told.heading)}"
        for title, refs in told.near
        if refs
    )
    if not groups:
        return ""
    return f'<nav class="near" aria-label="Next to it"><h2>Next to it</h2>{groups}</nav>'


def ref_list(atlas: Atlas, refs: Sequence[Ref], start: str, heading: str = "") -> str:
    """Return records as a list of links; a long one folds behind its beginning."""
    rows = [f"<li>{atlas.link(ref, start, short_name(ref, heading))}</li>" for ref in refs]
    if len(rows) <= _MANY_NEAR:
        return f"<ul>{''.join(rows)}</ul>"
    first, rest = "".join(rows[:_MANY_NEAR]), "".join(rows[_MANY_NEAR:])
    count = len(rows) - _MANY_NEAR
    return f"<ul>{first}</ul><details><summary>{count} more</summary><ul>{rest}</ul></details>"


def _sources_html(atlas: Atlas, told: Told, start: str) -> str:
    """Return the citations of what a page rests on."""
    known = atlas.catalog.sources
    rows = "".join(
        f"<li>{atlas.source_links([name], start)} {safe(citation_text(known[name]))}</li>"
        for name in [one for one in dict.fromkeys(told.source_ids) if one in known][:_MANY_NEAR]
    )
    return f'<h2>Sources</h2><ul class="sources">{rows}</ul>' if rows else ""


def cite_html(atlas: Atlas, ref: Ref, modified: date) -> str:
    """Return how to cite a page: as text, BibTeX and RIS; a source page cites the source.

    What is cited is the page as its edition has it, so its day is that of the edition; `modified`,
    the day of the latest it tells, stands below.
    """
    here = address_of(atlas, ref.page)
    if ref.kind is Kind.SOURCE:
        source = atlas.catalog.sources[ref.record_id]
        text = safe(citation_text(source))
        elsewhere = link_of_source(source)
        if elsewhere:
            said = safe(elsewhere)
            text = text.replace(said, f'<a href="{said}">{safe(urlsplit(elsewhere).netloc)}</a>')
    else:
        day = PartialDate(atlas.made_on, atlas.made_on, Precision.DAY)
        edition = atlas.origin_of_edition or f"data to {atlas.catalog.data_end}"
        source = Source(
            source_id=f"{ref.kind}_{ref.record_id}",
            title=ref.name,
            publisher=atlas.title,
            published=day,
            published_inferred=False,
            url=here if atlas.address else "",
            accessed="",
            kind="atlas",
            read=edition,
        )
        where = here if atlas.address else ref.folder
        text = safe(f"{atlas.title} ({atlas.made_on.year}). {ref.name} ({edition}). {where}")
    data = '<a href="record.json">JSON</a>, <a href="record.csv">CSV</a>'
    return (
        f'<section class="cite"><h2>How to cite</h2><p>{text}</p>'
        f"<details><summary>BibTeX, RIS</summary><pre>{_verbatim(bibtex_of([source]))}</pre>"
        f"<pre>{_verbatim(ris_of([source]))}</pre></details>"
        f"<p>Last said or seen: <time>{modified.isoformat()}</time>. As data: {data}.</p></section>"
    )


def _verbatim(text: str) -> str:
    """Return lines of a citation to copy, without what other lines of it say already."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(safe(line) for line in lines if not line.startswith(_SAID_TWICE))
