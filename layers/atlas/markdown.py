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
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return wide_table("Table", head, ([_said(cell, link) for cell in row] for row in rows))


def wide_table(label: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows of HTML as a table that moves within its frame where a screen is narrow."""
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in columns)
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{label}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _said(text: str, link: Linker) -> str:
    """Return a text with bold and code; `safe` writes the marks themselves as entities."""
    html = safe(text)
    html = re.sub(r"(?:&#42;){2}(.+?)(?:&#42;){2}", r"<b>\1</b>", html)
    html = re.sub(r"&#96;(.+?)&#96;", r"<code>\1</code>", html)
    return link(html)
