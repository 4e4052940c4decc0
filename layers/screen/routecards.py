"""Routes as HTML for the panels: one card a way, every text escaped.

What belongs here: the cards and their style. What they say is put in words by `routetable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geo.catalog import Catalog
from geo.whatif import Answer
from layers.look.palette import DOUBT_VIOLET, INK, INK_SOFT, PAPER, RULE, SHUT_RED, mix
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
)


def routes_css() -> str:
    """Return the style element of the cards, from the palette."""
    quiet = mix(RULE, PAPER, 0.55)
    return f"""<style>
.way {{ border: 1px solid {quiet}; border-left: 4px solid {INK}; border-radius: 3px;
  padding: 4px 8px 5px; margin: 0 0 7px; font-size: 12px; line-height: 1.35; }}
.way.conditional {{ border-left: 4px dashed {DOUBT_VIOLET}; }}
.way.usual {{ border-left-color: {RULE}; }}
.way.barred {{ border-left-color: {SHUT_RED}; color: {INK_SOFT}; }}
.way h5 {{ font-size: 12.5px; margin: 0 0 2px; padding: 0; line-height: 1.3; color: {INK}; }}
.way .figures {{ display: grid; grid-template-columns: auto 1fr; column-gap: 8px; }}
.way .figures b {{ font-weight: 700; }}
.way dl {{ display: grid; grid-template-columns: max-content 1fr; column-gap: 8px; margin: 3px 0 0;
  font-size: 11px; color: {INK_SOFT}; }}
.way dt, .way dd {{ margin: 0; min-width: 0; overflow-wrap: anywhere; }}
.way .condition {{ color: {DOUBT_VIOLET}; font-weight: 600; margin-top: 3px; }}
.way .mind {{ color: {INK_SOFT}; font-size: 11px; margin-top: 3px; }}
.way-table {{ width: 100%; border-collapse: collapse; font-size: 12px; margin: 2px 0 8px; }}
.way-table th {{ text-align: left; font-weight: 600; border-bottom: 1px solid {RULE}; }}
.way-table th, .way-table td {{ padding: 2px 6px 2px 0; vertical-align: top; }}
/* A strip needs its kilometres: on a narrow screen it is scrolled, not squeezed. */
.st-key-strip_chart {{ overflow-x: auto; }}
.st-key-strip_chart [data-testid="stVegaLiteChart"],
.st-key-strip_chart [data-testid="stFullScreenFrame"] {{ min-width: 760px; }}
.way-rest {{ font-size: 11px; color: {INK_SOFT}; margin: 2px 0 6px; }}
</style>"""


def answer_html(catalog: Catalog, answer: Answer) -> str:
    """Return the cards of an answer's routes, best first, then of the usual ways by sea."""
    rows = answer_rows(catalog, answer)
    count = len(answer.routes)
    return "".join(_card(row, looks="way") for row in rows[:count]) + "".join(
        _card(row, looks="way usual") for row in rows[count:]
    )


def _card(row: Mapping[str, str], *, looks: str) -> str:
    looks += " conditional" if row["Only if"] else ""
    number = f"{row['No.']}. " if row["No."].isdigit() else ""
    body = "".join(
        f"<dt>{safe(name)}</dt><dd>{safe(row[name])}</dd>"
        for name in _BODY
        if row[name] not in ("none", "0")
    )
    condition = (
        f'<div class="condition">Only if: {safe(row["Only if"])}</div>' if row["Only if"] else ""
    )
    mind = f'<div class="mind">Mind: {safe(row["Mind"])}</div>' if row["Mind"] else ""
    return (
        f'<div class="{looks}"><h5>{safe(number + row["Way"])}</h5>'
        f'<div class="figures"><span>{safe(row["Length"])}</span><b>{safe(row["Time"])}</b>'
        f"<span></span><span>{safe(row['Cost'])}</span></div>"
        f"<dl>{body}</dl>{condition}{mind}</div>"
    )


def table_html(rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows as a plain table with its column names on top; nothing for no rows."""
    if not rows:
        return ""
    head = "".join(f"<th>{safe(name)}</th>" for name in rows[0])
    return f'<table class="way-table"><tr>{head}</tr>{_body(rows)}</table>'


def _body(rows: Iterable[Mapping[str, str]]) -> str:
    return "".join(
        "<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in row.values()) + "</tr>"
        for row in rows
    )


def sentence_html(text: str) -> str:
    """Return a quiet sentence; nothing for an empty one."""
    return f'<p class="way-rest">{safe(text)}</p>' if text else ""
