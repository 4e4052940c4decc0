"""The sheets of a page without a server: what many tell stands in it once, and comes back whole."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from geo.model.choice import Focus
from geo.model.said import SubjectKind
from geo.state.select import default_selection
from layers.pack.sheets import sheets_html, without_copies
from layers.screen.factsheet import factsheet_html
from tests.shipped import shipped_catalog

_TEMPLATE = re.compile(r'<template data-(sheet|of)="([^"]*)">(.*)</template>', re.DOTALL)
_GAP = re.compile(r'<i data-block="(\d+)"></i>')


@pytest.mark.slow
def test_sheets_are_whole_again_once_their_gaps_are_filled() -> None:
    catalog = shipped_catalog()
    selection = default_selection(catalog)
    made = [found for text in sheets_html(catalog, selection) for found in _TEMPLATE.findall(text)]
    blocks = {name: body for kind, name, body in made if kind == "of"}
    sheets = {unescape(name): body for kind, name, body in made if kind == "sheet"}

    def filled(text: str) -> str:
        return _GAP.sub(lambda gap: filled(blocks[gap[1]]), text)

    for kind, name in (
        (SubjectKind.NODE, "herat"),
        (SubjectKind.LEG, "termez_hairatan_rail"),
        (SubjectKind.STRAIT, "hormuz"),
    ):
        sheet = sheets[f"{kind}:{name}"]
        whole = without_copies(factsheet_html(catalog, replace(selection, focus=Focus(kind, name))))
        assert _GAP.search(sheet)
        assert filled(sheet) == whole
    assert len(set(blocks.values())) == len(blocks)
