"""Names in a language: the local, the Russian, or the English one with its mark."""

from __future__ import annotations

import pytest

from layers.look.basemap import Label
from layers.look.languages import language_of, name_in, names_text


def called(name: str, local: str = "", russian: str = "") -> Label:
    """Return a label of the backdrop that is called so."""
    return Label(name, "city", 1, 4, (62.2, 34.3), name_local=local, name_ru=russian)


HERAT = called("Herat", "هرات", "Герат")


@pytest.mark.parametrize(
    ("language", "name"), [("", "Herat"), ("en", "Herat"), ("local", "هرات"), ("ru", "Герат")]
)
def test_a_place_is_called_by_its_name_in_the_language(language: str, name: str) -> None:
    assert name_in(HERAT, language) == name


def test_a_missing_name_is_the_english_one_marked() -> None:
    assert name_in(called("Serhetyaka"), "ru") == "Serhetyaka*"
    assert name_in(called("Serhetyaka"), "") == "Serhetyaka"


def test_a_name_that_the_type_cannot_set_is_the_english_one_marked() -> None:
    tbilisi = called("Tbilisi", "თბილისი", "Тбилиси")
    assert name_in(tbilisi, "local") == "Tbilisi*"
    assert name_in(tbilisi, "local", set_here=False) == "თბილისი"
    assert name_in(tbilisi, "ru") == "Тбилиси"


def test_words_that_are_no_language_mean_english() -> None:
    assert [language_of(word) for word in ("ru", "local", "en", "", "RU", "de")] == [
        *("ru", "local"),
        *("", "", "", ""),
    ]
    assert names_text("de", marked=True) == ""
    assert names_text("ru", marked=False) == "Russian names."
    assert names_text("local", marked=True) == (
        "Local names; * none found, the English one stands."
    )
