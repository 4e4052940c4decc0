"""Ways between two places as plain values: the same for the command and for assistants."""

from __future__ import annotations

from geo.errors import NoRouteError
from geo.network.ranking import critical_lines, critical_places
from geo.network.route import Query
from geo.network.whatif import routes_of
from geo.records.catalog import Catalog
from layers.answers.records import Record, head_of
from layers.words.ranking import critical_record
from layers.words.routes import (
    RESTS_ON,
    barred_text,
    cut_text,
    question_text,
    route_record,
    yardstick_record,
)

_COMPUTED = (
    "Times and costs are computed from the table of assumptions, as low, central and high figures; "
    "lengths are those of the legs named. They are nobody's statement."
)


def ways(catalog: Catalog, query: Query) -> Record:
    """Return the ways found, or none with what cuts them."""
    head = head_of(catalog, query.on)
    head["notes"] = [*head["notes"], _COMPUTED, RESTS_ON]
    try:
        answer = routes_of(catalog, query)
    except NoRouteError as error:
        told = {"why": f"{error} {cut_text(catalog, error.cut_by)}", "cut_by": list(error.cut_by)}
        return {**head, "routes": [], **told}
    ranked = (*critical_places(catalog, answer), *critical_lines(catalog, answer))
    return {
        **head,
        "query": question_text(catalog, answer),
        "routes": [route_record(catalog, route) for route in answer.routes],
        "yardsticks": [yardstick_record(catalog, one) for one in answer.yardsticks],
        "matter_most": [critical_record(one) for one in ranked],
        "shut": barred_text(catalog, answer),
    }
