"""The closed lists of metrics and units: what may be counted, in what, and under what name.

`works` marks metrics of things to be built: an estimate of one is about the future, however it is
worded. Money stands in millions of its own currency, and no two currencies are ever compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

UNITS: Mapping[str, str] = MappingProxyType(
    {
        "km": "km",
        "m": "m",
        "mm": "mm",
        "t": "t",
        "t/yr": "t a year",
        "USD_million": "USD million",
        "EUR_million": "EUR million",
        "AFN_million": "AFN million",
        "hours": "hours",
        "days": "days",
        "months": "months",
        "years": "years",
        "percent": "%",
        "ratio": "times",
        "rank": "",
        "deg": "°",
        "containers": "containers",
        "TEU": "TEU",
        "trains": "trains",
        "tunnels": "tunnels",
        "countries": "countries",
        "agreements": "agreements",
        "people": "people",
        "crossings": "crossings",
        "branches": "branches",
        "vessels": "vessels",
        "vessels/day": "vessels a day",
        "barrels/day": "barrels a day",
        "bcm/yr": "billion m³ a year",
        "km/h": "km an hour",
        "USD": "USD",
        "USD/TEU": "USD per TEU",
        "USD/t": "USD per tonne",
        "USD/500km_20t": "USD per 500 km and 20 tonnes",
        "EUR/t": "EUR per tonne",
        "USD/EUR": "USD per EUR",
    }
)


@dataclass(frozen=True, slots=True)
class Metric:
    """What one metric counts, in which units; `works` for what is to be built."""

    label: str
    units: tuple[str, ...]
    works: bool = False


_MONEY = ("USD_million", "EUR_million", "AFN_million")

METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        "length": Metric("Length", ("km", "m"), works=True),
        "distance_saving": Metric("Way saved", ("km",), works=True),
        "border_length": Metric("Length of border", ("km",)),
        "cost": Metric("Cost", _MONEY, works=True),
        "investment": Metric("Investment", _MONEY, works=True),
        "loan": Metric("Loan", _MONEY, works=True),
        "loan_term": Metric("Term of loan", ("years",), works=True),
        "interest_rate": Metric("Interest rate", ("percent",), works=True),
        "grant": Metric("Grant", _MONEY, works=True),
        "contract_value": Metric("Contract", _MONEY, works=True),
        "budget": Metric("Budget", _MONEY, works=True),
        "capacity": Metric("Capacity", ("t/yr", "bcm/yr"), works=True),
        "throughput": Metric("Throughput", ("t/yr", "t"), works=True),
        "construction_time": Metric("Time to build", ("months", "years"), works=True),
        "progress": Metric("Progress of works", ("percent",), works=True),
        "works_done": Metric("Works done", ("km", "tunnels"), works=True),
        "land_acquired": Metric("Land acquired", ("km",), works=True),
        "gauge": Metric("Gauge", ("mm",)),
        "freight_volume": Metric("Freight", ("t",)),
        "container_volume": Metric("Containers", ("containers", "TEU")),
        "container_trains": Metric("Container trains", ("trains",)),
        "transit_time": Metric("Transit time", ("days",)),
        "transport_cost": Metric(
            "Price of carriage", ("USD/TEU", "EUR/t", "USD/t", "USD/500km_20t")
        ),
        "border_time": Metric("Time to clear a border", ("hours",)),
        "border_cost": Metric("Cost to clear a border", ("USD",)),
        "speed": Metric("Speed", ("km/h",)),
        "trade_turnover": Metric("Trade turnover", _MONEY),
        "exports": Metric("Exports", _MONEY),
        "imports": Metric("Imports", _MONEY),
        "transit_trade": Metric("Transit trade", _MONEY),
        "growth": Metric("Growth", ("percent",)),
        "share": Metric("Share", ("percent",)),
        "oil_flow": Metric("Oil flow", ("barrels/day",)),
        "passages": Metric("Ships passing", ("vessels", "vessels/day")),
        "production": Metric("Production", ("t",)),
        "closure_duration": Metric("Days shut", ("days",)),
        "crossings_shut": Metric("Crossings shut", ("crossings",)),
        "members": Metric("Members", ("countries",)),
        "embassies": Metric("Embassies", ("countries",)),
        "ambassadors": Metric("Ambassadors", ("countries",)),
        "agreements": Metric("Agreements", ("agreements",)),
        "branches": Metric("Branches", ("branches",)),
        "fatalities": Metric("Deaths", ("people",)),
        "assets_frozen": Metric("Assets frozen", _MONEY, works=True),
        "rank": Metric("Rank", ("rank",)),
        "exchange_rate": Metric("Exchange rate", ("USD/EUR",)),
        "ratio": Metric("Ratio", ("ratio",)),
        "latitude": Metric("Latitude", ("deg",)),
        "longitude": Metric("Longitude", ("deg",)),
    }
)


def is_works(metric: str) -> bool:
    """Return whether a metric is about something to be built; unknown ones are not."""
    return metric in METRICS and METRICS[metric].works


def metric_label(metric: str) -> str:
    """Return the name of a metric for a reader."""
    known = METRICS.get(metric)
    return known.label if known else metric.replace("_", " ").capitalize()


def unit_label(unit: str) -> str:
    """Return what stands after a number in this unit."""
    return UNITS.get(unit, unit)
