"""The pages of change: a one-page summary by rules, and what changed since an earlier day.

What belongs here: putting both on pages of the brief and on slides. What does not: which sentences
(`layers/words/summary.py`) and which changes (`geo/changes/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from geo.calendars import day_text
from geo.changes.account import changes_between
from geo.changes.kinds import Moment, Nature
from geo.records.catalog import Catalog
from geo.state.select import as_of_date, seen_on
from layers.pack.pages import FilledPage, add_table, closed_page, started_page
from layers.scene.display import Scene
from layers.scene.request import FigureRequest
from layers.scene.sheet import Sheet
from layers.words.changelist import ChangeList, change_list
from layers.words.figures import numbers_text
from layers.words.summary import Said, summary_of
from layers.words.tables import TableRow

# Of a page of the brief the table takes so much, so that its sources have room.
_TABLE_SHARE = 0.7
_MOST_ROWS = 60


def since_scenes(
    catalog: Catalog, request: FigureRequest, sheet: Sheet | None = None
) -> list[Scene]:
    """Lay out the summary and the page of changes; none unless the request names an earlier day.

    On a slide, `sheet`, sources are numbered in its notes.
    """
    if request.since is None:
        return []
    listed = changes_listed(catalog, request, request.since)
    cited = seen_on(catalog, as_of_date(catalog, request.selection))
    summary = started_page(cited, request, "Summary, drafted from the ledger by rules", sheet=sheet)
    _add_summary(summary, summary_of(cited, request.selection, listed))
    what = f"Since {day_text(request.since)}"
    page = started_page(cited, request, what, sheet=sheet)
    _add_changes(page, listed, request, what)
    said = "Sources (numbers in brackets)"
    return [closed_page(one, cited, "" if one.sheet.noted else said) for one in (summary, page)]


def changes_listed(catalog: Catalog, request: FigureRequest, since: date) -> ChangeList:
    """Return the changes from a day to the request's own, in words.

    Raises
    ------
    OrderError
        If the day is later than the request's own.
    """
    until = as_of_date(catalog, request.selection)
    return change_list(changes_between(Moment(catalog, since), Moment(catalog, until)))


def _add_summary(page: FilledPage, parts: Mapping[str, tuple[Said, ...]]) -> None:
    for name, sentences in parts.items():
        page.left = page.head(name)
        page.numbers = page.number(one.source_ids for one in sentences)
        said = [
            f"{one.text} [{numbers_text(one.source_ids, page.numbers)}]"
            if one.source_ids
            else one.text
            for one in sentences
        ]
        page.say(said, name="summary")


def _add_changes(page: FilledPage, listed: ChangeList, request: FigureRequest, title: str) -> None:
    on = request.selection.corridors
    wanted = (one for one in listed.told if not one.corridor_id or one.corridor_id in on)
    # A ban on goods from and to a country is two closures and one statement.
    told = list({one.sentence: one for one in wanted}.values())
    shown = told[:_MOST_ROWS]
    ids = [one.change.source_ids for one in shown]
    numbers = page.number(ids)
    rows = [
        TableRow(
            {
                "Change": one.sentence.partition(": ")[0],
                "Day": one.day,
                "What": one.sentence.partition(": ")[2].removesuffix("."),
                "Sources": numbers_text(one.change.source_ids, numbers),
            },
            set_aside=one.change.nature is Nature.LEARNED,
        )
        for one in shown
    ]
    whole = page.left
    if not page.sheet.noted:
        page.left = replace(whole, y0=whole.y1 - whole.height * _TABLE_SHARE)
    fitted = add_table(page, title, rows, none="Nothing changed.")
    page.left = replace(page.left, y0=whole.y0)
    page.numbers = page.number(ids[:fitted])
    if len(told) > fitted:
        page.say(
            [
                f"Grey: older, and known only now. {len(told)} changes in all; `corridors changes` "
                "lists every one."
            ],
            name="since_note",
        )
