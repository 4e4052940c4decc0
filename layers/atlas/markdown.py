"""Our own pages of Markdown as HTML: headings, paragraphs, lists, tables, bold, code.

What belongs here: the few forms that our pages use. What does not: any other Markdown. Every text
passes `layers.look.text.safe` before a mark in it becomes a tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from layers.look.text import safe

Linker = Callable[[str], str]
"""Puts links into a piece of HTML text."""


def markdown_html(text: str, *, link: Linker) -> str:
    """Return Markdown as HTML without its first heading, which the page has already."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(_block(block.splitlines(), link) for block in blocks[1:] if block.strip())


def heading_of(text: str) -> str:
    """Return the first heading of a page."""
    return text.strip().splitlines()[0].lstrip("# ")


def _block(lines: list[str], link: Linker) -> str:
    first = lines[0]
    if first.startswith("#"):
        return f"<h2>{safe(first.lstrip('# '))}</h2>"
    if first.startswith("|"):
        return _table(lines, link)
    if first.startswith("- "):
        items = re.split(r"\n- ", "\n".join(lines)[2:])
        return f"<ul>{''.join(f'<li>{_said(item, link)}</li>' for item in items)}</ul>"
    return f"<p>{_said(' '.join(lines), link)}</p>"


def _table(lines: list[str], link: Linker) -> str:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head = "".join(f'<th scope="col">{safe(cell)}</th>' for cell in rows[0])
    body = "".join(f"<tr>{_cells(row, link)}</tr>" for row in rows[2:])
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(row: Iterable[str], link: Linker) -> str:
    return "".join(f"<td>{_said(cell, link)}</td>" for cell in row)


def _said(text: str, link: Linker) -> str:
    """Return a text with bold and code; `safe` writes the marks themselves as entities."""
    html = safe(text)
    html = re.sub(r"(?:&#42;){2}(.+?)(?:&#42;){2}", r"<b>\1</b>", html)
    html = re.sub(r"&#96;(.+?)&#96;", r"<code>\1</code>", html)
    return link(html)
