"""The languages that names on the map come in, and a name in one of them.

What belongs here: what a link calls them, and what stands where the data have no name or the
shipped type has not its letters. What does not: the type (`layers/look/fonts.py`), and the screen's
own reading of the same rule (`layers/screen/web/state.js`).
"""

from __future__ import annotations

from collections.abc import Mapping

from geo.model.lines import Node
from layers.look.basemap import Label
from layers.look.fonts import lacking

# What a link calls them; English is the usual one, and in a link nothing is said of it.
ENGLISH, RUSSIAN, LOCAL = "en", "ru", "local"
LANGUAGES = (ENGLISH, RUSSIAN, LOCAL)
# What stands behind an English name where there is none in the language.
NO_NAME = "*"


def name_in(named: Node | Label, language: str, *, set_here: bool = True) -> str:
    """Return a name in a language; in English and marked where there is none.

    Parameters
    ----------
    language
        English is meant by any word that is no other language.
    set_here
        Whether it is set in the shipped type: a name whose letters that lacks is then none.
    """
    if language not in (RUSSIAN, LOCAL):
        return named.name
    own = named.name_ru if language == RUSSIAN else named.name_local
    return own if own and not (set_here and lacking(own)) else named.name + NO_NAME


def language_of(given: str) -> str:
    """Return the language that a link or a reader names, empty for English or an unknown word."""
    return given if given in (RUSSIAN, LOCAL) else ""


def look_in_link(parameters: Mapping[str, str]) -> tuple[str, bool]:
    """Return the language that a link's parameters ask for, and whether its land has no relief."""
    return language_of(parameters.get("lang", "")), parameters.get("relief", "") == "off"


def names_text(language: str, *, marked: bool) -> str:
    """Return what a page says of the language of its names; nothing where they are English.

    Parameters
    ----------
    marked
        Whether any English name stands on it with the mark.
    """
    if not language_of(language):
        return ""
    which = "Russian names" if language == RUSSIAN else "Local names"
    return f"{which}; {NO_NAME} none found, the English one stands." if marked else f"{which}."
