"""The pages of change: a one-page summary by rules, and what changed since an earlier day.

What belongs here: putting both on pages of the brief and on slides. What does not: which sentences
(`layers/words/summary.py`) and which changes (`geo/changes/`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from geo.calendars import day_text
from geo.changes.account import changes_between
from geo.changes.kinds import Moment, Nature
from geo.errors import ExportError
from geo.records.catalog import Catalog
from geo.state.select import as_of_date, seen_on
from layers.pack.filled import FilledPage, add_table, closed_page, started_page
from layers.scene.display import Scene
from layers.scene.request import FigureRequest
from layers.scene.sheet import Sheet
from layers.scene.sources import sources_height
from layers.words.changelist import ChangeList, ToldChange, change_list
from layers.words.figures import numbers_text
from layers.words.headline import changes_title
from layers.words.sheets import NOTHING_DUE, WeeklySheet, due_sheet, passage_sheet
from layers.words.summary import Said, edited, edits_text, summary_of
from layers.words.tables import TableRow

# Of a page of the brief the table takes so much, so that its sources have room.
_TABLE_SHARE = 0.7
# Of a slide, so that the note below has room.
_SLIDE_SHARE = 0.94
_MOST_ROWS = 60
# Rows of a weekly sheet with the ids of their sources.
Sourced = Sequence[tuple[dict[str, str], tuple[str, ...]]]
# The largest in which the summary fits on its page.
_SUMMARY_TYPE = ("subtitle", "body", "small")


def since_scenes(
    catalog: Catalog, request: FigureRequest, sheet: Sheet | None = None
) -> list[Scene]:
    """Lay out the summary and the page of changes, if the request names an earlier day.

    The weekly sheets follow if they are asked for. On a slide, `sheet`, sources are numbered in
    its notes.
    """
    weekly = weekly_scenes(catalog, request, sheet) if request.weekly else []
    if request.since is None:
        return weekly
    listed = changes_listed(catalog, request, request.since)
    cited = seen_on(catalog, as_of_date(catalog, request.selection))
    parts = edited(summary_of(cited, request.selection, listed), request.edits)
    changed = [one for said in parts.values() for one in said if one.draft]
    drafted = "Summary, drafted from the ledger by rules"
    if changed:
        drafted += f"; {len(changed)} of its sentences in an editor's words or left out"
    summary, lost = _fitting_summary(cited, request, parts, drafted, sheet)
    what = f"Since {day_text(request.since)}"
    told = _told_of(listed, request)
    title = changes_title(request.since, [one.sentence for one in told])
    page = started_page(cited, request, what, title=title, sheet=sheet)
    _add_changes(page, told, what)
    first, second = (closed_page(one, cited) for one in (summary, page))
    record = tuple(edits_text((one.draft, one.text) for one in changed))
    record += tuple(f"No room on the page: {one.text}" for one in lost)
    return [replace(first, record=record), second, *weekly]


def weekly_scenes(
    catalog: Catalog, request: FigureRequest, sheet: Sheet | None = None
) -> list[Scene]:
    """Lay out the weekly sheets, on as many pages as they need, each headed by what it comes to.

    On paper what falls due stands below the last of the crossings if it has room there.

    Raises
    ------
    ExportError
        If a row is taller than a page.
    """
    on = as_of_date(catalog, request.selection)
    cited = seen_on(catalog, on)
    dues = due_sheet(cited, on)
    pages: list[FilledPage] = []
    for one in (passage_sheet(cited, on), dues):
        left = one.sourced
        below = _with_below(pages[-1], one, cited) if pages and not pages[-1].sheet.noted else None
        if below is not None:
            pages[-1], left = below, ()
        while left:
            page, shown = _sheet_page(cited, request, one, left, sheet)
            left = left[shown:]
            pages.append(page)
    scenes = [closed_page(page, cited) for page in pages]
    if not dues.sourced:
        page = started_page(cited, request, "Weekly sheet", sheet=sheet)
        add_table(page, dues.title, [], none=NOTHING_DUE)
        scenes.append(closed_page(page, cited))
    return scenes


def _sheet_page(
    cited: Catalog, request: FigureRequest, one: WeeklySheet, left: Sourced, sheet: Sheet | None
) -> tuple[FilledPage, int]:
    """Return a page of the rows of a sheet that fit, and how many do; its title is about those.

    Raises
    ------
    ExportError
        If not even one does.
    """
    title = one.title
    for _ in ("to see how many fit", "to say what they come to"):
        page = started_page(cited, request, "Weekly sheet", title=title, sheet=sheet)
        shown = _add_sheet(page, one.title, left)
        if not shown:
            raise ExportError(f"A row of “{one.title}” does not fit on a page.")
        title = one.headline([row for row, _ in left[:shown]])
    return page, shown


def _with_below(page: FilledPage, one: WeeklySheet, cited: Catalog) -> FilledPage | None:
    """Return a page with all rows of a further sheet below what stands on it, if they fit."""
    longer = replace(page, items=[*page.items])
    if not one.sourced or _add_sheet(longer, one.title, one.sourced) < len(one.sourced):
        return None
    return longer if longer.left.height >= _foot_of(longer, cited) else None


def _add_sheet(page: FilledPage, title: str, rows: Sourced) -> int:
    """Set as many rows of a sheet as fit, who says so by number; return how many."""
    ids = [source_ids for _, source_ids in rows]
    numbers = page.number(ids)
    told = [
        TableRow(
            {name: cell for name, cell in row.items() if name != "By whom"}
            | {"Sources": numbers_text(source_ids, numbers)}
        )
        for row, source_ids in rows
    ]
    shown = _add_over_sources(page, title, told, none="", others="on the next page")
    page.numbers = page.number(ids[:shown])
    return shown


def changes_listed(catalog: Catalog, request: FigureRequest, since: date) -> ChangeList:
    """Return the changes from a day to the request's own, in words.

    Raises
    ------
    OrderError
        If the day is later than the request's own.
    """
    until = as_of_date(catalog, request.selection)
    return change_list(changes_between(Moment(catalog, since), Moment(catalog, until)))


def _fitting_summary(
    cited: Catalog,
    request: FigureRequest,
    parts: Mapping[str, tuple[Said, ...]],
    drafted: str,
    sheet: Sheet | None,
) -> tuple[FilledPage, list[Said]]:
    """Set the summary in the largest type that fits; return what had no room even so.

    The last of the longest part goes first, an editor's own sentence after the drafts; the page
    says how many went, and its record what they say.
    """
    lost: list[Said] = []
    while True:
        where = "on paper" if sheet is None else "here: see the notes"
        told = drafted + (f"; {len(lost)} more had no room {where}" if lost else "")
        for style in _SUMMARY_TYPE:
            page = started_page(cited, request, told, sheet=sheet)
            _add_summary(page, parts, style)
            if page.left.height > (0.0 if page.sheet.noted else _foot_of(page, cited)):
                return page, lost
        longest = max(parts, key=lambda name: len(parts[name]))
        if len(parts[longest]) < 2:
            return page, lost
        goes = max(range(len(parts[longest])), key=lambda at: (not parts[longest][at].draft, at))
        lost.append(parts[longest][goes])
        parts = {**parts, longest: (*parts[longest][:goes], *parts[longest][goes + 1 :])}


def _foot_of(page: FilledPage, cited: Catalog) -> float:
    """Return how much of a page's height its sources take."""
    return sources_height(page.sheet, page.left.width, cited, page.numbers)


def _add_summary(page: FilledPage, parts: Mapping[str, tuple[Said, ...]], style: str) -> None:
    for name, sentences in parts.items():
        page.left = page.head(name)
        page.numbers = page.number(one.source_ids for one in sentences)
        said = [
            f"{one.text} [{numbers_text(one.source_ids, page.numbers)}]"
            if one.source_ids
            else one.text
            for one in sentences
            if one.text
        ]
        page.say(said, name="summary", style=style, strong=True)


def _add_over_sources(
    page: FilledPage,
    title: str,
    rows: Sequence[TableRow],
    *,
    none: str,
    others: str = "in the data",
) -> int:
    """Set a table of the rows that fit, with room for sources left on paper."""
    whole = page.left
    share = _SLIDE_SHARE if page.sheet.noted else _TABLE_SHARE
    page.left = replace(whole, y0=whole.y1 - whole.height * share)
    fitted = add_table(page, title, rows, none=none, others=others)
    page.left = replace(page.left, y0=whole.y0)
    return fitted


def _kind_cells(one: ToldChange, *, apart: bool) -> dict[str, str]:
    """Return what changed and when, the kind of change in a cell of its own or before the rest."""
    sentence = one.sentence.removesuffix(".")
    if not apart:
        return {"What changed": sentence, "Day": one.day}
    kind, _, what = sentence.partition(": ")
    return {"Change": kind, "Day": one.day, "What": what}


def _told_of(listed: ChangeList, request: FigureRequest) -> list[ToldChange]:
    """Return the changes of what is on, each statement once."""
    on = request.selection.corridors
    wanted = (one for one in listed.told if not one.corridor_id or one.corridor_id in on)
    # A ban on goods from and to a country is two closures and one statement.
    return list({one.sentence: one for one in wanted}.values())


def _add_changes(page: FilledPage, told: Sequence[ToldChange], title: str) -> None:
    shown = told[:_MOST_ROWS]
    ids = [one.change.source_ids for one in shown]
    numbers = page.number(ids)
    rows = [
        TableRow(
            # The type of a slide is too large for a column that says the kind.
            _kind_cells(one, apart=not page.sheet.noted)
            | {"Sources": numbers_text(one.change.source_ids, numbers)},
            set_aside=one.change.nature is Nature.LEARNED,
        )
        for one in shown
    ]
    fitted = _add_over_sources(page, title, rows, none="Nothing changed.")
    page.numbers = page.number(ids[:fitted])
    if len(told) > fitted:
        page.say(
            [
                f"Grey: older, and known only now. {len(told)} changes in all: the map's page has "
                "them under Changes."
            ],
            name="since_note",
        )
