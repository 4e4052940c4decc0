"""What stands along a straightened branch in words; shared by the screen and the page on paper.

What belongs here: the words and which kilometres they hold for. What does not: laying strips out
(`layers/scene/strip.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from geo.model.lines import Mode
from geo.model.states import Status
from geo.network.strip import Post, Stretch, Strip
from layers.look.style import CONDITION_LOOK, MODE_LABEL, STATUS_LABEL, gravest_condition
from layers.words.wording import country_text

NOTHING_LABEL = "Nothing there yet"


def length_text(strip: Strip) -> str:
    """Return the length of a strip and how much of it is not built."""
    text = f"{strip.length_km:,.0f} km"
    return f"{text}, {strip.missing_km:,.0f} km not built" if strip.missing_km else text


def condition_of_stretch(stretch: Stretch) -> str:
    """Return the key of `CONDITION_LOOK` for what shuts or restricts a stretch."""
    return "supposed" if stretch.supposed_shut else gravest_condition(stretch.closures)


def stopped_text(stretch: Stretch) -> str:
    """Return what keeps a stretch from running, in words; empty when nothing does."""
    if stretch.status is None:
        return NOTHING_LABEL.lower()
    parts = []
    if stretch.status is not Status.OPERATING:
        parts.append(STATUS_LABEL[stretch.status].lower())
    look = CONDITION_LOOK[condition_of_stretch(stretch)]
    if look.badge:
        parts.append(look.label.lower())
    return ", ".join(parts)


def stretch_text(stretch: Stretch) -> str:
    """Return a stretch as it is said alone: its name, its state, and its gauge or mode."""
    state = stopped_text(stretch) or STATUS_LABEL[Status.OPERATING].lower()
    return f"{stretch.leg.name}: {state}, {way_text(stretch)}"


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


def way_text(stretch: Stretch) -> str:
    """Return the gauge of a railway, or the mode of anything else."""
    if stretch.leg.mode is Mode.RAIL and stretch.leg.gauge_mm is not None:
        return f"{stretch.leg.gauge_mm:,} mm"
    if stretch.leg.mode is Mode.RAIL:
        return "gauge not settled"
    return MODE_LABEL[stretch.leg.mode].lower()


def rows_below(strip: Strip) -> Iterator[list[tuple[str, float, float]]]:
    """Yield gauge or mode, what does not run, and countries along a strip, each with its km.

    A stretch has the country of the node it leads to; none at sea.
    """
    stretches = strip.stretches
    countries = (
        "" if stretch.leg.mode is Mode.SEA else country_text(post.node.country)
        for stretch, post in zip(stretches, strip.posts[1:], strict=True)
    )
    for texts in (map(way_text, stretches), map(stopped_text, stretches), countries):
        pairs = zip(texts, stretches, strict=True)
        runs = ((text, list(run)) for text, run in groupby(pairs, key=lambda pair: pair[0]))
        yield [(text, run[0][1].start_km, run[-1][1].end_km) for text, run in runs if text]


def telling_first(posts: Sequence[Post]) -> list[Post]:
    """Return posts in the order in which they are missed: ends, changes, by rank."""
    ends = [post.km for post in (*posts[:1], *posts[-1:])]

    def missed(post: Post) -> tuple[bool, bool, int]:
        changes = post.border or post.gauges or len(post.modes) > 1
        return post.km not in ends, not changes, post.node.rank

    return sorted(posts, key=missed)
