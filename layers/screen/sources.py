"""Sources as HTML: a number that opens its record, and lists of citations.

Every text passes `layers.look.text.safe`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.ledger.citations import (
    citation_text,
    copy_text,
    later_text,
    link_of_source,
    published_text,
    publisher_text,
    read_text,
)
from geo.model.origins import added_text, is_unsourced
from geo.model.said import Source
from layers.look.text import safe
from layers.words.references import with_sources


def sources_html(sources: Sequence[Source]) -> str:
    """Return sources as a list of citations with links."""
    rows = "".join(
        f'<li id="record-source-{safe(source.source_id)}">{_citation(source)}</li>'
        for source in sources
    )
    return f'<ol class="record-sources">{rows}</ol>'


def source_link(source: Source) -> str:
    """Return a source's number as a link to its page; a button when it has no web address.

    On the page a click opens its record (`layers/screen/web/quoting.js`): the citation, which is
    the title here. A page written after the day shown says so beside its number, not only when it
    is pointed at.
    """
    said = safe(_number(source) + later_text(source))
    title = safe(citation_text(source, address=False))
    address = link_of_source(source)
    if is_unsourced(source.source_id):
        return f'<span class="record-number" title="{title}">{said}</span>'
    if not address:
        return f'<button type="button" class="record-source" title="{title}">{said}</button>'
    return (
        f'<a class="record-source" href="{safe(address)}" target="_blank" '
        f'rel="noopener noreferrer" title="{title}">{said}</a>'
    )


def note_html(text: str, sources: Mapping[str, Source]) -> str:
    """Return a note of the data with the sources it names by id as numbers to click."""
    return with_sources(safe(text), sources, source_link)


def _citation(source: Source) -> str:
    address = link_of_source(source)
    title = safe(source.title)
    linked = (
        f'<a href="{safe(address)}" target="_blank" rel="noopener noreferrer">{title}</a>'
        if address
        else title
    )
    said = (
        publisher_text(source),
        published_text(source),
        copy_text(source),
        read_text(source),
        added_text(source.origin),
    )
    parts = ", ".join(safe(part) for part in said if part)
    told = "" if is_unsourced(source.source_id) else f" {linked}."
    return f'<span class="record-number">{safe(_number(source))}</span>{told} {parts}.'


def _number(source: Source) -> str:
    """Return the number by which a source is cited; what stands for none is called that."""
    return "unsourced" if is_unsourced(source.source_id) else f"[{source.number}]"


def cited_line(source: Source) -> str:
    """Return a source's citation as a quiet line."""
    return f'<p class="ledger-note">{_citation(source)}</p>'
