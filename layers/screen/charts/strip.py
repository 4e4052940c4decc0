"""A corridor straightened, as an Altair chart; the same strip on paper is in `pens`.

What belongs here: lines along a scale of kilometres, posts, and what changes at them. Which
kilometres lie where is decided in `geo.network.strip`; colours and dashes come from
`layers.look.style`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from geo.network.strip import Post, Stretch, Strip
from layers.look.looks import look_of
from layers.look.palette import INK, INK_SOFT, NEUTRAL, RULE, SHUT_RED
from layers.look.style import (
    CONDITION_LOOK,
    MODE_LABEL,
    STATUS_LABEL,
)
from layers.words.strip import (
    NOTHING_LABEL,
    condition_of_stretch,
    countries_along,
    runs_of,
    telling_first,
    way_text,
)

STEP_PX = 170
# A title longer than the chart would push everything else aside.
_TITLE_PX = 640
# Names of posts nearer than this share of the strip's length would run into one another.
_NEAREST_SHARE = 0.035
# About how much of the scale one letter of the words below a line takes.
_LETTER_SHARE = 0.007


def named_posts(strip: Strip, longest_km: float) -> tuple[Post, ...]:
    """Return the posts whose names have room: ends and changes first, then by rank.

    Parameters
    ----------
    strip
        The strip.
    longest_km
        Length of the scale the strip is drawn on, km.
    """
    gap = _NEAREST_SHARE * longest_km
    kept: list[int] = []
    for place in telling_first(strip.posts):
        if all(abs(strip.posts[place].km - strip.posts[other].km) >= gap for other in kept):
            kept.append(place)
    return tuple(strip.posts[place] for place in sorted(kept))


def change_text(post: Post) -> str:
    """Return what changes at a post: gauge, mode, country."""
    changes = []
    if post.gauges:
        changes.append(" / ".join(str(gauge) for gauge in post.gauges) + " mm")
    if len(post.modes) > 1:
        changes.append(" / ".join(MODE_LABEL[mode].lower() for mode in post.modes))
    if post.border:
        changes.append("border")
    return ", ".join(changes)


def state_text(stretch: Stretch) -> str:
    """Return a stretch's status and condition in words."""
    if stretch.status is None:
        return NOTHING_LABEL
    label = STATUS_LABEL[stretch.status]
    closed = CONDITION_LOOK[condition_of_stretch(stretch)]
    return f"{label}, {closed.label.lower()}" if closed.badge else label


def strip_chart(strips: Sequence[Strip], colours: Mapping[str, str]) -> alt.LayerChart:
    """Return strips below one another on one scale of kilometres.

    Each line carries hue, dash and weight as on the map; missing links are ruled in red, breaks
    of gauge diamonds, border crossings upright strokes. Below stand gauge or mode, and countries.

    Parameters
    ----------
    strips
        What to draw, the first on top.
    colours
        Of each corridor, as on the map: `layers.look.style.corridor_colours` of the catalog's.
    """
    longest = max((strip.length_km for strip in strips), default=0.0)
    names = [strip.branch.name for strip in strips]
    scale = alt.Scale(domain=[0, longest or 1], nice=False)
    x = alt.X("start:Q", title="km", scale=scale, axis=alt.Axis(grid=False, format=",.0f"))
    y = alt.Y("branch:N", title=None, sort=names, axis=None)
    layers = [*_line_layers(strips, colours, x, y)]
    layers += _span_layers(strips, longest, x, y)
    posts = pd.DataFrame(
        [row for strip in strips for row in _post_rows(strip, longest)], columns=_POST_COLUMNS
    )
    points = alt.Chart(posts).encode(x=alt.X("km:Q", scale=scale, title="km"), y=y)
    named = points.transform_filter(alt.datum.label != "")
    layers += [
        points.transform_filter(alt.datum.border)
        .mark_tick(orient="vertical", thickness=1.4, size=26, color=INK)
        .encode(tooltip=["name:N", "km:Q", "change:N"]),
        points.mark_point(filled=True, size=26, color=INK, opacity=1).encode(
            tooltip=["name:N", "km:Q", "change:N"]
        ),
        points.transform_filter(alt.datum.gauge)
        .mark_point(shape="diamond", size=110, filled=True, fill="white", stroke=INK, opacity=1)
        .encode(tooltip=["name:N", "km:Q", "change:N"]),
        named.mark_text(angle=315, align="left", dx=8, dy=-8, color=INK, fontSize=11).encode(
            text="label:N"
        ),
    ]
    layers.append(_titles(names, alt.X("km:Q", scale=scale), y))
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(height=alt.Step(STEP_PX), width="container")
        .configure_view(stroke=None)
        .configure_axis(domainColor=RULE, tickColor=RULE, labelColor=INK_SOFT)
    )
    return chart


def _titles(names: Sequence[str], x: alt.X, y: alt.Y) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame({"branch": names, "km": [0.0] * len(names)}))
        .mark_text(
            align="left", dy=56, fontWeight="bold", color=INK_SOFT, fontSize=12, limit=_TITLE_PX
        )
        .encode(x=x, y=y, text="branch:N")
    )
    return chart


_Look = tuple[str, float, tuple[float, ...], float]
_POST_COLUMNS = ["branch", "km", "name", "label", "change", "border", "gauge"]


def _line_layers(
    strips: Sequence[Strip], colours: Mapping[str, str], x: alt.X, y: alt.Y
) -> Iterator[Any]:
    """Yield a layer for stretches that look alike: a mark has one dash, weight and colour."""
    alike: dict[_Look, list[dict[str, Any]]] = {}
    for strip in strips:
        colour = colours.get(strip.branch.corridor_id, NEUTRAL)
        for stretch in strip.stretches:
            row = {
                "branch": strip.branch.name,
                "start": stretch.start_km,
                "end": stretch.end_km,
                "leg": stretch.leg.name,
                "state": state_text(stretch),
                "mode": MODE_LABEL[stretch.leg.mode],
                "gauge": f"{stretch.leg.gauge_mm} mm" if stretch.leg.gauge_mm else "",
            }
            alike.setdefault(_look(stretch, colour), []).append(row)
    for (colour, width, dash, opacity), rows in alike.items():
        yield (
            alt.Chart(pd.DataFrame(rows))
            .mark_rule(
                color=colour, strokeWidth=width, strokeDash=list(dash) or [1, 0], opacity=opacity
            )
            .encode(x=x, x2="end:Q", y=y, tooltip=["leg:N", "state:N", "mode:N", "gauge:N"])
        )


def _look(stretch: Stretch, colour: str) -> _Look:
    """Return a stretch's colour, width, dash and opacity."""
    if stretch.status is None:
        return SHUT_RED, 1.0, (1.0, 4.0), 0.7
    condition, mode = condition_of_stretch(stretch), stretch.leg.mode
    line = look_of(colour, status=stretch.status, mode=mode, condition=condition)
    return line.colour, line.width_px + 1.5, line.dash_px, line.opacity


def _span_layers(strips: Sequence[Strip], longest_km: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return the red rules under missing links, and the words below the lines."""
    layers: list[alt.Chart] = []
    missing = [
        {"branch": strip.branch.name, "start": stretch.start_km, "end": stretch.end_km}
        for strip in strips
        for stretch in strip.stretches
        if stretch.missing
    ]
    if missing:
        ruled = alt.Chart(pd.DataFrame(missing)).mark_rule(color=SHUT_RED, yOffset=7)
        layers.append(ruled.encode(x=x, x2="end:Q", y=y))
    for row, dy in enumerate((20, 35)):
        words = [
            {"branch": strip.branch.name, "start": (start + end) / 2, "words": text}
            for strip in strips
            for text, start, end in _spans(strip)[row]
            if end - start >= len(text) * _LETTER_SHARE * longest_km
        ]
        if words:
            text = alt.Chart(pd.DataFrame(words)).mark_text(dy=dy, color=INK_SOFT, fontSize=11)
            layers.append(text.encode(x=x, y=y, text="words:N"))
    return layers


def _spans(strip: Strip) -> tuple[list[tuple[str, float, float]], ...]:
    """Return gauge or mode, and country, with the kilometres each holds for."""
    ends = [(one.start_km, one.end_km) for one in strip.stretches]
    ways = [way_text(one) for one in strip.stretches]
    return list(runs_of(ways, ends)), list(runs_of(countries_along(strip), ends))


def _post_rows(strip: Strip, longest_km: float) -> list[dict[str, Any]]:
    named = {post.node.node_id for post in named_posts(strip, longest_km)}
    return [
        {
            "branch": strip.branch.name,
            "km": post.km,
            "name": post.node.name,
            "label": post.node.name if post.node.node_id in named else "",
            "change": change_text(post),
            "border": post.border,
            "gauge": bool(post.gauges),
        }
        for post in strip.posts
    ]
