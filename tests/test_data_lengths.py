"""The lengths of the shipped lines beside those in print."""

from __future__ import annotations

import pytest

from tests.corridors import CORRIDORS
from tests.drawn_lines import (
    BUILD,
    all_legs,
    rows_of,
)


def test_published_lengths_of_legs_are_kept() -> None:
    """What print says, or inside the range where prints disagree."""
    checked = 0
    for corridor in CORRIDORS:
        for row in rows_of(BUILD / f"legs_{corridor}.csv"):
            km = float(all_legs()[row["leg_id"]].length_km)
            if row["published_low"]:
                low, high = float(row["published_low"]), float(row["published_high"])
                assert low <= km <= high, row["leg_id"]
            elif row["published_km"]:
                assert km == pytest.approx(float(row["published_km"]), abs=0.06), row["leg_id"]
            else:
                continue
            checked += 1
    assert checked >= 40


# Lengths in print of single legs and of chains of legs, as the sources in brackets have them.
PUBLISHED = [
    ("Astara – Rasht [P095, P100, P093]", ["astara_rasht_rail"], 160, 170),
    ("Rasht – Qazvin [P103]", ["rasht_qazvin_rail"], 164 * 0.92, 164 * 1.08),
    (
        "Zhanaozen – Gorgan [P105, P106, P107, P109]",
        [
            "zhanaozen_bolashak_rail",
            "bolashak_serhetyaka_rail",
            "serhetyaka_gyzylgaya_rail",
            "gyzylgaya_bereket_rail",
            "bereket_etrek_rail",
            "etrek_akyayla_rail",
            "akyayla_incheh_borun_rail",
            "incheh_borun_gorgan_junction_rail",
            "gorgan_junction_gorgan_rail",
        ],
        908 * 0.97,
        934.5 * 1.03,
    ),
    (
        "Chabahar – Zahedan [P146]",
        [
            "chabahar_nikshahr_rail",
            "nikshahr_iranshahr_rail",
            "iranshahr_khash_rail",
            "khash_zahedan_rail",
        ],
        628 * 0.92,
        628 * 1.08,
    ),
    ("Khash – Zahedan", ["khash_zahedan_rail"], 155 * 0.92, 155 * 1.08),
    ("Zaranj – Delaram", ["zaranj_delaram_road"], 217 * 0.92, 217 * 1.08),
    (
        "Kashgar – Andijan [P150, P151, P152]",
        [
            "kashgar_torugart_rail",
            "torugart_makmal_rail",
            "makmal_jalal_abad_rail",
            "jalal_abad_andijan_rail",
        ],
        486,
        532.53,
    ),
    (
        "Quetta – Zahedan, by timetable 732 km",
        [
            "quetta_spezand_rail",
            "spezand_dalbandin_rail",
            "dalbandin_taftan_rail",
            "taftan_mirjaveh_rail",
            "mirjaveh_zahedan_rail",
        ],
        732 * 0.92,
        732 * 1.08,
    ),
    ("Torghundi – Sanobar [P049]", ["torghundi_sanobar_rail"], 22 * 0.92, 22 * 1.08),
    ("Sanobar – Herat [P048]", ["sanobar_rabat_e_paryan_rail"], 90 * 0.92, 90 * 1.08),
    ("Herat – Kandahar [P263]", ["herat_kandahar_rail"], 737.5 * 0.92, 737.5 * 1.08),
    ("Kandahar – Spin Boldak [P056]", ["kandahar_spin_boldak_rail"], 96 * 0.92, 96 * 1.08),
    ("Termez – Hairatan", ["termez_hairatan_rail"], 17 * 0.92, 17 * 1.08),
    ("Hairatan – Mazar-i-Sharif", ["hairatan_naibabad_rail", "naibabad_mazar_rail"], 69, 81),
    ("Kharlachi – Kohat [P045]", ["kharlachi_kohat_rail"], 192 * 0.92, 192 * 1.08),
]


@pytest.mark.parametrize(("what", "leg_ids", "low", "high"), PUBLISHED)
def test_published_lengths_of_lines(what: str, leg_ids: list[str], low: float, high: float) -> None:
    total = sum(float(all_legs()[leg_id].length_km) for leg_id in leg_ids)
    assert low <= round(total, 1) <= high, f"{what}: {total:.0f} km"
