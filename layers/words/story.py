"""What a map page tells, where the reader asked for one thing: the rest is grey beside it.

What belongs here: which lines and places are told, from a journey or what is in focus. What does
not: how what is beside them looks (`layers/look/looks.py`), and drawing it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.model.choice import Focus, Selection
from geo.model.said import SubjectKind
from geo.state.select import LegState
from layers.words.ways import Ways


@dataclass(frozen=True, slots=True)
class Story:
    """The ids of the lines that are told, of their places, and of the corridors they are of."""

    legs: frozenset[str]
    nodes: frozenset[str]
    corridors: frozenset[str]


def story_of(selection: Selection, states: Sequence[LegState], ways: Ways | None) -> Story | None:
    """Return what is told of the lines drawn; nothing where all are, or none is.

    Of a journey these are its best way, and with a scenario the best one without it; of what is in
    focus its lines, of a place or strait those of every branch that goes by it.
    """
    told: frozenset[str] = frozenset()
    supposed: frozenset[str] = frozenset()
    if ways is not None:
        told, supposed = _of_ways(ways), selection.scenario.closed | selection.scenario.opened
    elif selection.focus is not None:
        told = _of_focus(selection.focus, states)
    drawn = {state.leg.leg_id for state in states}
    if not told & drawn or drawn <= told:
        return None
    ends = {end for one in states if one.leg.leg_id in told for end in one.leg.end_ids}
    if ways is not None:
        ends |= set(ways.answer.query.end_ids)
    focus = selection.focus if ways is None else None
    if focus is not None and focus.kind is SubjectKind.CORRIDOR:
        corridors = frozenset({focus.subject_id})
    else:
        corridors = frozenset(
            name for one in states if one.leg.leg_id in told for name in one.corridor_ids
        )
    return Story(told, frozenset(ends | supposed), corridors & selection.corridors)


def told_selection(selection: Selection, story: Story | None) -> Selection:
    """Return a selection of the corridors that are told alone: of which the figures are wanted."""
    if story is None or not story.corridors:
        return selection
    return replace(selection, corridors=story.corridors)


def _of_ways(ways: Ways) -> frozenset[str]:
    answers = [ways.answer, *([ways.comparison.before] if ways.comparison else [])]
    return frozenset(
        leg_id for answer in answers for route in answer.routes[:1] for leg_id in route.leg_ids
    )


def _of_focus(focus: Focus, states: Sequence[LegState]) -> frozenset[str]:
    """Return the lines of what is in focus; none of what is no line, place or strait."""
    own: Mapping[SubjectKind, Callable[[LegState], Iterable[str]]] = {
        SubjectKind.LEG: lambda state: [state.leg.leg_id],
        SubjectKind.BRANCH: lambda state: state.branch_ids,
        SubjectKind.CORRIDOR: lambda state: state.corridor_ids,
        SubjectKind.NODE: lambda state: state.leg.end_ids,
        SubjectKind.STRAIT: lambda state: state.leg.passes,
    }
    if focus.kind not in own:
        return frozenset()
    found = [state for state in states if focus.subject_id in own[focus.kind](state)]
    if focus.kind in (SubjectKind.NODE, SubjectKind.STRAIT):
        branches = {name for state in found for name in state.branch_ids}
        found = [state for state in states if branches.intersection(state.branch_ids)]
    return frozenset(state.leg.leg_id for state in found)
