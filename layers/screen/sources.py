"""Sources as HTML: an id as a link to its page, and lists of citations.

Every text passes `layers.look.text.safe`.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.ledger.citations import (
    citation_text,
    copy_text,
    later_text,
    link_of_source,
    published_text,
    read_text,
)
from geo.model.origins import added_text, is_unsourced
from geo.model.said import Source
from layers.look.text import safe


def sources_html(sources: Sequence[Source]) -> str:
    """Return sources as a list of citations with links."""
    rows = "".join(
        f'<li id="record-source-{safe(source.source_id)}">{_citation(source)}</li>'
        for source in sources
    )
    return f'<ol class="record-sources">{rows}</ol>'


def source_link(source: Source) -> str:
    """Return a source's id as a link to its page; plain text when it has no web address.

    A page written after the day shown says so beside its id, not only when it is pointed at.
    """
    said = safe(_name(source) + later_text(source))
    title = safe(citation_text(source, address=False))
    address = link_of_source(source)
    if not address:
        return f'<span class="record-source" title="{title}">{said}</span>'
    return (
        f'<a class="record-source" href="{safe(address)}" target="_blank" '
        f'rel="noopener noreferrer" title="{title}">{said}</a>'
    )


def _citation(source: Source) -> str:
    address = link_of_source(source)
    title = safe(source.title)
    linked = (
        f'<a href="{safe(address)}" target="_blank" rel="noopener noreferrer">{title}</a>'
        if address
        else title
    )
    said = (
        source.publisher,
        published_text(source),
        copy_text(source),
        read_text(source),
        added_text(source.origin),
    )
    parts = ", ".join(safe(part) for part in said if part)
    told = "" if is_unsourced(source.source_id) else f" {linked}."
    return f'<span class="record-source">{safe(_name(source))}</span>{told} {parts}.'


def _name(source: Source) -> str:
    """Return a source's id as it is cited; what stands for none is called that."""
    return "unsourced" if is_unsourced(source.source_id) else source.source_id


def cited_line(source: Source) -> str:
    """Return a source's citation as a quiet line."""
    return f'<p class="ledger-note">{_citation(source)}</p>'
