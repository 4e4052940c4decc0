"""The rows of the chart of totals: each total cut into the parts given with it. No Altair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.ledger.readings import Ledger
from geo.model.said import Claim
from geo.records.catalog import Catalog
from geo.records.claims import bounds_of
from geo.records.metrics import metric_label
from geo.records.sums import Sum, sum_result
from layers.words.charts import ChartRow
from layers.words.wording import (
    claim_period,
    figure_text,
    numbers_span,
    span_text,
    subject_text,
)


def part_rows(
    catalog: Catalog, ledger: Ledger, sums: Iterable[Sum], metrics: Sequence[str]
) -> list[ChartRow]:
    """Return the parts of each stated total of the given metrics, all known by the date.

    Shares are of the sum of the parts; a total that its own parts do not give says so.
    """
    known = {claim.claim_id: claim for claim in ledger.claims}
    rows: list[ChartRow] = []
    place = 0
    for check in sums:
        names = (check.total_claim_id, *check.part_claim_ids)
        if any(name not in known for name in names):
            continue
        total, *parts = (known[name] for name in names)
        if total.metric not in metrics:
            continue
        result = sum_result(total, parts, check)
        heading = _sum_heading(catalog, total)
        formula = _sum_formula(total, parts, off=0.0 if result.adds_up else result.off)
        start = 0.0
        for order, part in enumerate(parts):
            share = bounds_of(part)[1] / result.high if result.high else 0.0
            rows.append(
                {
                    "row": place,
                    "order": order,
                    "start": start,
                    "end": start + share,
                    "heading": heading,
                    "formula": formula,
                    "tip": f"{_part_name(catalog, total, part)}: {figure_text(part, exact=True)}",
                }
            )
            start += share
        place += 1
    return rows


def _sum_heading(catalog: Catalog, total: Claim) -> str:
    about = subject_text(catalog, *total.subject)
    return f"{about} · {claim_period(total) or total.scope}"


def _sum_formula(total: Claim, parts: Sequence[Claim], *, off: float) -> str:
    bounds = sorted((bounds_of(part) for part in parts), key=lambda ends: -ends[1])
    figures = [numbers_span(low, high, digits=9) for low, high in bounds]
    text = f"{figure_text(total, exact=True)} = {' + '.join(figures)}"
    if off:
        text = text.replace(" = ", " is not ")
        text += f": off by {span_text(off, off, total.unit)}"
    return text


def _part_name(catalog: Catalog, total: Claim, part: Claim) -> str:
    if part.subject != total.subject:
        return subject_text(catalog, *part.subject)
    return part.scope if part.scope != total.scope else metric_label(part.metric)
