"""Computed times and costs next to what was said and measured, as a page of Markdown.

Nothing is tuned to fit: where computed and claimed figures differ, the table says so and the text
below it says why. `docs/plausibility.md` and the published atlas have the same page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.model.choice import Basis, Objective, Scenario
from geo.network.route import Route
from geo.network.routing import Network
from geo.records.catalog import Catalog
from layers.words.wording import figure_text

ON = date(2025, 6, 1)
CASPIAN = ("amirabad", "anzali", "turkmenbashi", "aktau")
AFGHANISTAN_AND_EAST = ("AFG", "UZB", "PAK", "chabahar")


@dataclass(frozen=True, slots=True)
class ComparedJourney:
    """A way to compare: where it is closed so that only this way is left, and the claims on it."""

    name: str
    start: str
    end: str
    closed: tuple[str, ...]
    claim_ids: tuple[str, ...]


COMPARED_JOURNEYS = (
    ComparedJourney(
        "Western: Moscow – Astrakhan – Baku – Astara – Bandar Abbas – Mumbai",
        "moscow",
        "mumbai",
        (*CASPIAN, *AFGHANISTAN_AND_EAST, "KAZ", "suez_canal", "cape_of_good_hope"),
        ("in39a", "in39a_price", "in39c", "in39c_price", "in38b", "in73a"),
    ),
    ComparedJourney(
        "Trans-Caspian: Moscow – Astrakhan – Amirabad – Bandar Abbas – Mumbai",
        "moscow",
        "mumbai",
        ("AZE", *AFGHANISTAN_AND_EAST, "TKM", "suez_canal", "cape_of_good_hope"),
        ("in39b", "in39b_price", "in38b"),
    ),
    ComparedJourney(
        "Eastern: Moscow – Kazakhstan – Turkmenistan – Bandar Abbas – Mumbai",
        "moscow",
        "mumbai",
        ("AZE", *CASPIAN, *AFGHANISTAN_AND_EAST, "suez_canal", "cape_of_good_hope"),
        ("in36", "in73b"),
    ),
    ComparedJourney(
        "Suez: Moscow – Saint Petersburg – Suez – Mumbai",
        "moscow",
        "mumbai",
        ("IRN", "PAK", "GEO", "TUR", "cape_of_good_hope"),
        ("in39d", "in39d_price", "in38a", "in73a_suez"),
    ),
    ComparedJourney(
        "First eastern train: Chekhov – Sarakhs, then to Bandar Abbas",
        "chekhov",
        "shahid_rajaee",
        ("AZE", *CASPIAN, *AFGHANISTAN_AND_EAST, "incheh_borun"),
        ("in35_length", "in35_iran"),
    ),
)

_HEAD = """# Plausibility: computed next to claimed

Each journey is computed over the
network of 1 June 2025, before the war on Iran, on the table of assumptions as shipped; the other
routes are closed so that only the one named is left. Computed figures are low – central – high. The
claims keep their wording: a plan is not a measurement. No assumption was tuned to fit them.

| Journey | Length computed | Days computed | USD per TEU computed | What was said or measured |
|---|---|---|---|---|
"""

_TAIL = """
## Where they differ, and why

- **The dry runs took longer than the central figure.** They were single shipments: cargo waited
  for a vessel, for a train to fill and for papers. The assumptions for ports and borders hold
  averages of regular traffic. The run by Baku lies in the upper half of the computed range; the
  run by Astrakhan, 44 days, lies at its very top.
- **Turkmen and Uzbek railways** are timed with all their stops, as CAREC measures them, so that
  waits at borders are counted partly twice on the eastern way.
- **The 35 to 37 days planned for the first eastern train** lie in the upper part of the computed
  range: it crossed three land borders and a break of gauge for the first time.
- **The forwarders' and the think tanks' claims (15–30 days) lie on both sides of the central
  figures.** They speak of what the corridor should reach, and partly of land only.
- **Suez:** the 32 days of the dry-run study, by liner services with their transshipments, lie near
  the central figure. The network sails one ship at one speed and waits in port at both ends; the
  45 to 60 days said elsewhere reach above the computed range.
- **Handling in the last port** (1 to 7 days) is counted like that in any other port. A first
  version of this page left it out, since nothing goes on from there; that was a fault of the
  network, mended for all routes alike, and no assumption was changed with it.
- **Money:** charges in ports and at borders and what lorries cost are published figures; rates per
  container by rail and sea are our assumptions, with no published rate for these lines. The
  dry-run costs include documents, empty returns and inland haulage that the network does not know.
- **Lengths** are sums of legs: the 3,800 km to Sarakhs and 1,600 km beyond it, as printed for the
  first eastern train, are the one firm check on distance.
"""


def plausibility_text(catalog: Catalog) -> str:
    """Return the whole page as Markdown; nothing of data that know none of these journeys."""
    ends = {end for journey in COMPARED_JOURNEYS for end in (journey.start, journey.end)}
    named = {claim_id for journey in COMPARED_JOURNEYS for claim_id in journey.claim_ids}
    if not ends <= set(catalog.nodes) or not named <= set(catalog.claims):
        return ""
    return _HEAD + "\n".join(_row(catalog, journey) for journey in COMPARED_JOURNEYS) + "\n" + _TAIL


def _row(catalog: Catalog, journey: ComparedJourney) -> str:
    route = route_of(catalog, journey)
    claims = [catalog.claims[claim_id] for claim_id in journey.claim_ids]
    cells = (
        journey.name,
        f"{route.length_km:,.0f} km",
        " – ".join(f"{end / 24:.0f}" for end in route.hours.ends),
        " – ".join(f"{end:,.0f}" for end in route.money.ends),
        "; ".join(
            f"{figure_text(one)}, {one.scope} ({one.kind}, {one.source_id})" for one in claims
        ),
    )
    return f"| {' | '.join(cells)} |"


def route_of(catalog: Catalog, journey: ComparedJourney) -> Route:
    """Return the quickest way of a journey, per TEU.

    Raises
    ------
    LookupError
        If there is none.
    """
    scenario = Scenario(closed=frozenset(journey.closed))
    network = Network(catalog, ON, scenario=scenario, basis=Basis.TEU)
    route = network.best(journey.start, journey.end, Objective.TIME)
    if route is None:
        raise LookupError(f"{journey.name}: the network has no such way on {ON}")
    return route
