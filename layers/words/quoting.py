"""One sentence of a figure, an event or a closure to hand on: what, of when, by whom, said when.

What belongs here: the sentence that "Copy" copies, the same wherever it is offered, up to its
source: that stands beside it already, as the title of the source's number, and the browser puts it
behind (`layers/screen/web/quoting.js`). What does not: the button (`layers/screen/quoting.py`).
"""

from __future__ import annotations

from geo.calendars import date_text
from geo.model.said import Claim, Event, EventKind
from geo.model.states import Closure, Confirmation
from geo.records.catalog import Catalog
from geo.state.conditions import ClosureState
from layers.words.closures import past_text, shut_text
from layers.words.wording import claim_period, class_text, figure_text, measured_text, subject_text


def claim_sentence(catalog: Catalog, claim: Claim) -> str:
    """Return a figure with its unit, kind, scope and period, its speaker and day."""
    parts = (class_text(claim), claim.scope, claim_period(claim))
    told = ", ".join(filter(None, parts))
    by = f"by {claim.said_by} " if claim.said_by else ""
    day = _on(date_text(claim.said_on)) if claim.said_on.dated else "on no stated day"
    said = f"said {by}{day}"
    figure = f"{measured_text(catalog, claim)}: {figure_text(claim, exact=True)}"
    return f"{figure} ({told}), {said}"


def event_sentence(catalog: Catalog, event: Event) -> str:
    """Return what happened or was promised, when, and about what."""
    about = subject_text(catalog, *event.subject)
    when = date_text(event.date)
    if event.kind is EventKind.PROMISED:
        when = f"promised for {when}, said {_on(date_text(event.said_on))}"
    elif event.kind is EventKind.CONTESTED:
        when = f"told differently for {when}"
    return f"{about}: {event.headline} ({when})"


def closure_sentence(state: ClosureState) -> str:
    """Return what is shut, how, since when, and when it was last reported so."""
    return f"{state.closure.headline}: {shut_text(state)}"


def past_sentence(closure: Closure, ended: Confirmation) -> str:
    """Return what was shut, how, from when till when."""
    return f"{closure.headline}: {past_text(closure, ended)}"


def _on(when: str) -> str:
    """Return `on 5 March 2026`, but `in March 2026`."""
    return f"{'on' if when[:1].isdigit() and ' ' in when else 'in'} {when}"
