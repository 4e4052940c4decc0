"""Names as they are drawn."""

from __future__ import annotations

from layers.scene.names import spaced_out


def test_countries_are_spaced_capitals() -> None:
    spaced = spaced_out("Iran")
    assert spaced.replace("\u2009", "").replace("\u200a", "") == "IRAN"
    assert len(spaced) > 4
