"""Routes as HTML for the panels: one card a way, every text escaped.

What belongs here: the cards and their style. What they say is put in words by `routetable`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.network.whatif import Answer
from geo.records.catalog import Catalog
from layers.look.text import safe
from layers.words.routes import answer_rows

# What a card says in its head and body; the rest of a row is for the table and the files.
_BODY = (
    "By mode",
    "Countries",
    "Borders",
    "Transfers",
    "Breaks of gauge",
    "Ports",
    "Straits",
    "Not built",
    "Over lines",
)


def answer_html(catalog: Catalog, answer: Answer) -> str:
    """Return the cards of an answer's routes, best first, then of the usual ways by sea."""
    rows = answer_rows(catalog, answer)
    count = len(answer.routes)
    return "".join(
        _card(row, looks="way" if number < count else "way usual")
        for number, row in enumerate(rows)
    )


def _card(row: Mapping[str, str], *, looks: str) -> str:
    looks += " conditional" if row["Only if"] else ""
    number = f"{row['No.']}. " if row["No."].isdigit() else ""
    body = "".join(
        f"<dt>{safe(name)}</dt><dd>{safe(row[name])}</dd>"
        for name in _BODY
        if row.get(name, "none") not in ("none", "0")
    )
    condition = (
        f'<div class="condition">Only if: {safe(row["Only if"])}</div>' if row["Only if"] else ""
    )
    note = f'<div class="note">{safe(row["Note"])}</div>' if row["Note"] else ""
    return (
        f'<div class="{looks}"><h5>{safe(number + row["Route"])}</h5>'
        f'<div class="figures"><span>{safe(row["Length"])}</span><b>{safe(row["Time"])}</b>'
        f"<span></span><span>{safe(row['Cost'])}</span></div>"
        f"<dl>{body}</dl>{condition}{note}</div>"
    )


def table_html(rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows as a plain table with its column names on top; nothing for no rows."""
    if not rows:
        return ""
    head = "".join(f"<th>{safe(name)}</th>" for name in rows[0])
    cells = ("".join(f"<td>{safe(cell)}</td>" for cell in row.values()) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f'<table class="way-table"><tr>{head}</tr>{body}</table>'


def ranking_html(title: str, rows: Sequence[Mapping[str, str]], *, nothing: str) -> str:
    """Return a ranked list under a title: what is lost, why it is named, and what it costs.

    `nothing` is said when the list is empty.
    """
    items = "".join(
        f"<li><b>{safe(row['If it is lost'])}</b>: {safe(row['Why'])}"
        f"<span>{safe('; '.join(row[name] for name in _costs(row) if row[name]))}</span></li>"
        for row in rows
    )
    return f'<p class="ranked">{safe(title)}</p>' + (
        f'<ol class="ranked">{items}</ol>' if rows else sentence_html(nothing)
    )


def _costs(row: Mapping[str, str]) -> list[str]:
    """Return the columns of a ranked row that say what the loss costs."""
    return [name for name in row if name not in ("No.", "If it is lost", "Why")]


def sentence_html(text: str) -> str:
    """Return a quiet sentence; nothing for an empty one."""
    return f'<p class="way-rest">{safe(text)}</p>' if text else ""
