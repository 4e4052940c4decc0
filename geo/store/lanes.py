"""A view of the store's lines as they are drawn: one row for each corridor of a leg.

What belongs here: the SQL of that view, over what is published and over one's draft of it. What
does not: how a line looks (`layers/look/`). A program that draws from the database alone, as QGIS
does, finds hue, dash and weight in columns of one row, and its lane beside those of others.
"""

from __future__ import annotations

from collections.abc import Iterator

from geo.model.dates import UNDATED_FROM
from geo.records.schema.lines import LEGS
from geo.store.tables import PUBLISHED, SHAPE, commented, literal

DRAFT = "draft"
LANES = "lanes"
_KEPT = ("leg_id", "name", "mode", "accuracy", "gauge_mm", "length_km")
_MEANINGS = {
    "lane_id": "leg and corridor",
    "corridor_id": "corridor whose line it is: the hue",
    "status": "status on the last day of the data: the dash",
    "since": "since when it has that status",
    "lane": "place beside the other corridors of the leg, from 0",
    "lanes": "how many corridors use the leg",
    SHAPE: "longitude, latitude, WGS 84",
    **{name: LEGS.column(name).meaning for name in _KEPT},
}
# A status known to a month, a quarter or a year counts from its first day.
_FIRST_DAY = (
    f"CASE WHEN since = '' THEN {literal(UNDATED_FROM.isoformat())} "
    "WHEN since LIKE '%Q%' THEN left(since, 5) "
    "|| lpad((right(since, 1)::integer * 3 - 2)::text, 2, '0') || '-01' "
    "ELSE since || substr('0000-01-01', length(since) + 1) END"
)
_DATA_END = (
    "coalesce((SELECT data_end FROM corridors.editions ORDER BY number DESC LIMIT 1), current_date)"
)


def dropped_lanes_sql() -> Iterator[str]:
    """Yield what takes the views away: other views cannot be made anew under them."""
    for schema in (DRAFT, PUBLISHED):
        yield f"DROP VIEW IF EXISTS {schema}.{LANES}"


def lanes_sql() -> Iterator[str]:
    """Yield what makes the views: each leg's status on the last day of the data, and its lanes."""
    for schema in (PUBLISHED, DRAFT):
        yield (
            f"CREATE VIEW {schema}.{LANES} AS WITH dated AS ("
            f"SELECT leg_id, status, since, row_place, {_FIRST_DAY} AS first_day "
            f"FROM {schema}.leg_status), latest AS ("
            "SELECT DISTINCT ON (leg_id) leg_id, status, since FROM dated "
            f"WHERE first_day <= ({_DATA_END})::text "
            "ORDER BY leg_id, first_day DESC, row_place DESC), used AS ("
            f"SELECT DISTINCT b.leg_id, b.corridor_id, c.row_place FROM {schema}.branches b "
            f"JOIN {schema}.corridors c USING (corridor_id)) "
            "SELECT l.leg_id || ' ' || u.corridor_id AS lane_id, l.leg_id, u.corridor_id, l.name, "
            "s.status, s.since, l.mode, l.accuracy, l.gauge_mm, l.length_km, "
            "row_number() OVER (PARTITION BY l.leg_id ORDER BY u.row_place, u.corridor_id) AS lane,"
            " count(*) OVER (PARTITION BY l.leg_id) AS lanes, l.geometry "
            f"FROM {schema}.legs l JOIN used u USING (leg_id) JOIN latest s USING (leg_id)"
        )
        yield (
            f"COMMENT ON VIEW {schema}.{LANES} IS "
            "'legs as they are drawn on the last day of the data, one row for each corridor'"
        )
        yield from commented(f"{schema}.{LANES}", _MEANINGS)
