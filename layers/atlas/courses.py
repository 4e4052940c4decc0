"""Series over time as charts made ahead: a picture each, and the same in words.

What belongs here: where the bars of a series stand, and where its picture lies in the atlas. What
does not: what a series is (`geo/ledger/series.py`), its rows and words (`layers/words/series.py`),
and drawing (`layers/pens/svg.py`).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geo.ledger.series import ENOUGH_POINTS, Series, SeriesPoint, series_of
from geo.records.catalog import Catalog
from geo.state.conditions import Subject
from layers.atlas.addresses import way
from layers.look.palette import CSS_FONT, INK, INK_SOFT, PAPER, RULE, SHUT_RED, TextLook, mix
from layers.look.text import plain, safe
from layers.pens.svg import markup_of
from layers.scene.display import Item, Line, Run, Scene, Stroke, Text, rows_of_points, rule
from layers.words.charts import CLAIMED, ESTIMATED, EXTRAPOLATED, ChartRow
from layers.words.series import gaps_text, series_rows, series_title, shown_together, shut_rows
from layers.words.wording import number_text

# The file of a picture, its words, its width and height in pixels.
Chart = tuple[str, str, float, float]
_FOLDER = "assets/chart"
_WIDTH, _HEIGHT = 480.0, 130.0
_LEFT, _RIGHT, _FOOT, _HEAD = 46.0, 8.0, 18.0, 8.0
_LOOK = TextLook(8.0, 11.0, INK_SOFT)
_WIDEST, _NARROWEST, _MOST_YEARS = 26.0, 2.5, 9
# As on the page: the less firmly a figure stands, the paler its bar.
_PALE: Mapping[str, float] = {CLAIMED: 0.5, ESTIMATED: 0.72, EXTRAPOLATED: 0.86}
# What the pen says of each text and line, where once for all is enough; and how wide it measured
# a text, where nothing stands beside it.
_EACH = re.compile(r' font-family="[^"]*"| lengthAdjust="[^"]*"| stroke-opacity="1"')
_MEASURED = re.compile(r' textLength="[^"]*"')


@dataclass(frozen=True, slots=True)
class Course:
    """A series, its heading and scope, its rows, and when what it counts was shut."""

    series: Series
    title: tuple[str, str]
    rows: Sequence[ChartRow]
    shut: Sequence[ChartRow]
    path: str

    @property
    def chart(self) -> Chart:
        """Return its picture as the panel is told of it."""
        return self.path, self.alt, _WIDTH, _HEIGHT

    @property
    def alt(self) -> str:
        """All that the picture shows, in words."""
        said = "; ".join(f"{row['tip'].split(';')[0]}: {row['text']}" for row in self.rows)
        return f"{'. '.join(self.title)}. {said}."


def courses_by_subject(catalog: Catalog) -> Mapping[Subject, tuple[Course, ...]]:
    """Return every series of three points and more, by what it is about."""
    numbers = Counter[str]()
    found: dict[Subject, list[Course]] = defaultdict(list)
    for series in shown_together(series_of(catalog.claims.values(), least=ENOUGH_POINTS)):
        subject = series.key.subject
        numbers[series.key.subject_id] += 1
        ends = series.points[0].first, series.points[-1].last
        found[subject].append(
            Course(
                series,
                series_title(catalog, series),
                series_rows(series, catalog.sources),
                shut_rows(catalog, series, catalog.data_end, ends),
                f"{_FOLDER}/{series.key.subject_id}-{numbers[series.key.subject_id]}.svg",
            )
        )
    return {subject: tuple(courses) for subject, courses in found.items()}


def chart_files(courses: Mapping[Subject, Sequence[Course]]) -> Iterator[tuple[str, bytes]]:
    """Yield the picture of every series."""
    for told in courses.values():
        for course in told:
            yield course.path, svg_file(_scene(course))


def svg_file(scene: Scene, *, measured: bool = False) -> bytes:
    """Return a picture as a file, its face named once; its texts as wide as `measured`, or not."""
    drawn = _EACH.sub("", markup_of(scene))
    drawn = drawn if measured else _MEASURED.sub("", drawn)
    return drawn.replace("<svg ", f'<svg font-family="{CSS_FONT}" ', 1).encode() + b"\n"


def course_html(course: Course, start: str) -> str:
    """Return a chart as a figure of a page: its picture, and what it is of."""
    head, scope = course.title
    told = [scope, gaps_text(course.series)]
    told += ["shut to all where the line below is red"] if course.shut else []
    # The words of the picture are for who has no picture; a script for nobody.
    return (
        f'<figure class="course"><figcaption><b>{safe(head)}</b> '
        f"{safe(' · '.join(filter(None, told)))}</figcaption>"
        f'<img src="{way(start, course.path)}" alt="{safe(plain(course.alt))}" '
        f'width="{_WIDTH:g}" height="{_HEIGHT:g}" loading="lazy"></figure>'
    )


def courses_html(courses: Iterable[Course], start: str) -> str:
    """Return charts one below the other; nothing for none."""
    return "".join(course_html(course, start) for course in courses)


def _scene(course: Course) -> Scene:
    """Lay a chart out: bars as wide as their periods, a thin line over what sources span."""
    points, rows = course.series.points, course.rows
    first, last = points[0].first.toordinal(), points[-1].last.toordinal() + 1
    top = _round_up(max(row["high"] for row in rows))
    across = (_WIDTH - _LEFT - _RIGHT) / (last - first)

    def x_of(day: float) -> float:
        return _LEFT + (day - first) * across

    def y_of(value: float) -> float:
        return _FOOT + value / top * (_HEIGHT - _FOOT - _HEAD)

    items: list[Item] = []
    for value in (0.0, top / 2, top):
        y = y_of(value)
        items.append(rule((_LEFT, y), (_WIDTH - _RIGHT, y), colour=RULE))
        items.append(_text(number_text(value), (_LEFT - 4, y - 2.5), "right"))
    for point, row in zip(points, rows, strict=True):
        x, wide = _bar_of(point, x_of, across)
        if row["value"] is not None:
            colour = mix(INK, PAPER, _PALE.get(row["look"], 0.15))
            items.append(_upright(x, y_of(0), y_of(row["value"]), colour, wide))
        if row["contested"]:
            items.append(_upright(x, y_of(row["low"]), y_of(row["high"]), INK, 1.2))
    for one in course.shut:
        ends = [x_of(date.fromisoformat(one[end]).toordinal()) for end in ("start", "end")]
        items.append(rule((ends[0], _FOOT - 1.5), (ends[1], _FOOT - 1.5), width=2, colour=SHUT_RED))
    items += _years(points, x_of)
    return Scene(_WIDTH, _HEIGHT, tuple(items), least_pt=_LOOK.size_pt, fine_pt=_LOOK.size_pt)


def _bar_of(
    point: SeriesPoint, x_of: Callable[[float], float], across: float
) -> tuple[float, float]:
    """Return the middle and the width of a period's bar."""
    begin, end = point.first.toordinal(), point.last.toordinal() + 1
    wide = min(max((end - begin) * across * 0.8, _NARROWEST), _WIDEST)
    return x_of((begin + end) / 2), wide


def _upright(x: float, low: float, high: float, colour: str, wide: float) -> Line:
    return Line((rows_of_points((x, low), (x, high)),), Stroke(colour, wide))


def _years(points: Sequence[SeriesPoint], x_of: Callable[[float], float]) -> Iterator[Item]:
    """Yield the years below the axis, no more than there is room for; months where it is one."""
    first, last = points[0].first, points[-1].last
    years = range(first.year + (first > date(first.year, 1, 15)), last.year + 1)
    if len(years) < 2:
        for day in (first, last):
            at = (x_of(day.toordinal()), 5.0)
            yield _text(f"{day:%b %Y}", at, "left" if day == first else "right")
        return
    for year in years[:: math.ceil(len(years) / _MOST_YEARS)]:
        x = x_of(date(year, 1, 1).toordinal())
        yield rule((max(x, _LEFT), _FOOT), (max(x, _LEFT), _FOOT - 3), colour=INK_SOFT)
        yield _text(str(year), (max(x, _LEFT), 5.0), "left")


def _text(said: str, at: tuple[float, float], align: str) -> Text:
    return Text(at=at, lines=((Run(said, _LOOK),),), align=align)


def _round_up(value: float) -> float:
    """Return the next round number for the end of an axis.

    Examples
    --------
    >>> _round_up(3.4), _round_up(61)
    (4.0, 80.0)
    """
    if value <= 0:
        return 1.0
    power: float = 10.0 ** math.floor(math.log10(value))
    steps = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
    return next(step * power for step in steps if step * power >= value)
