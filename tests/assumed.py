"""A table of assumptions for the drawn worlds: round figures, one country slower than the rest."""

from __future__ import annotations


def _row(name, quantity, applies_to, low, central, high, unit, basis="any", country=""):
    return (
        name,
        quantity,
        applies_to,
        country,
        low,
        central,
        high,
        unit,
        "",
        basis,
        "any",
        "assumption",
        "",
    )


ASSUMPTIONS = [
    _row("v_rail", "speed", "rail", 10, 20, 40, "km/h"),
    _row("v_rail_bbb", "speed", "rail", 5, 10, 20, "km/h", country="BBB"),
    _row("v_road", "speed", "road", 10, 25, 50, "km/h"),
    _row("v_sea", "speed", "sea", 20, 25, 40, "km/h"),
    *[
        _row(f"w_{stop}", "dwell", stop, 5, 10, 40, "h")
        for stop in ("border_road", "border_rail", "gauge_break", "mode_change", "port")
    ],
    *[
        _row(f"r_{mode}_{basis}", "rate", mode, low, 2 * low, 3 * low, f"USD/{basis}-km", basis)
        for basis, factor in (("tonne", 1), ("TEU", 10))
        for mode, low in (("rail", 0.05 * factor), ("road", 0.08 * factor), ("sea", 0.004 * factor))
    ],
    *[
        _row(
            f"c_{stop}_{basis}",
            "charge",
            stop,
            4 * factor,
            8 * factor,
            16 * factor,
            f"USD/{basis}",
            basis,
        )
        for basis, factor in (("tonne", 1), ("TEU", 10))
        for stop in ("border_road", "border_rail", "gauge_break", "mode_change", "port")
    ],
]
