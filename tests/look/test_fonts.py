"""The shipped type: whole, small, free, and with every letter that the product writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from layers.look.fonts import FACES, face_bytes, font_faces, lacking, paper_files
from layers.look.palette import FAMILIES
from tests.shipped import shipped_catalog

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "layers" / "look" / "fonts"
# Letters that the neighbours' languages add to Arabic script and to Cyrillic.
PERSIAN, PASHTO, URDU = "پچژگکی", "ټځڅډړږښګڼېۍئ", "ٹڈڑںےہھۂ"
KAZAKH, UZBEK, TAJIK = "ӘәҒғҚқҢңӨөҰұҮүҺһІі", "ЎўҚқҒғҲҳ", "ҒғӢӣҚқӮӯҲҳҶҷ"


@pytest.mark.parametrize("letters", [PERSIAN, PASHTO, URDU, KAZAKH, UZBEK, TAJIK, "ŽžŇňÝýŞşḤḥʻʼ"])
def test_the_neighbours_letters_are_there_in_every_weight(letters):
    assert lacking(letters) == ""
    had = [set(TTFont(path).getBestCmap()) for path in paper_files()]
    ours = [codes for codes in had if ord(letters[0]) in codes]
    assert len(ours) >= 2
    assert all({ord(letter) for letter in letters} <= codes for codes in ours)


def test_what_is_lacking_is_named_once_and_in_order():
    assert lacking("Herat 北京, 北 ქ") == "北京ქ"
    # A letter with a mark is had where letter and mark are; joiners and blanks show nothing.
    assert lacking("m\u0323 اسلام\u200cقلعه \u2066x\u2069\n") == ""


def test_every_letter_of_the_data_and_of_our_own_words_is_there():
    catalog = shipped_catalog()
    # Names in scripts of countries further off (Georgian, Chinese) are the reader's own type's.
    ours = re.compile(r"[\u0000-\u024f\u0400-\u06ff\u2000-\u206f]*")
    names = [node.name_local for node in catalog.nodes.values()]
    said = [name for name in names if name and ours.fullmatch(name)]
    said += [text for node in catalog.nodes.values() for text in (node.name, node.name_ru or "")]
    assert len(said) > 2.5 * len(names)
    said += [path.read_text(encoding="utf-8") for path in (ROOT / "data").glob("*.csv")]
    words = ROOT / "layers" / "words"
    said += [path.read_text(encoding="utf-8") for path in words.glob("*.py")]
    assert lacking("".join(said)) == ""


def test_the_type_is_small_and_its_licence_is_beside_it():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 410_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL-1.1.txt").read_text()
    for path in (*paper_files(), *(FOLDER / face.file for face in FACES)):
        assert "SIL Open Font License" in TTFont(path)["name"].getDebugName(13)


def test_a_browser_is_told_the_letters_that_a_face_has():
    rules = font_faces(lambda face: face.file)
    found = re.findall(r"font-family: '([^']+)'.*?url\(([^)]+)\).*?unicode-range: ([^;]+);", rules)
    assert [(family, file) for family, file, _ in found] == [(f.family, f.file) for f in FACES]
    assert {family for family, _, _ in found} == set(FAMILIES)
    told_before: dict[int, str] = {}
    for family, file, ranges in found:
        codes = set(TTFont(FOLDER / file).getBestCmap())
        ends = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges)
        told = {c for low, high in ends for c in range(int(low, 16), int(high or low, 16) + 1)}
        assert told <= codes
        # A letter is told of one family alone, so that words are not set in two.
        assert all(told_before.setdefault(code, family) == family for code in told)
        assert codes <= set(told_before)
    assert all(face_bytes(face).startswith(b"wOF2") for face in FACES)


def test_a_file_without_arabic_script_carries_no_arabic_face():
    assert "Arabic" not in font_faces(lambda face: face.file, text="Herat, Герат")
    assert "Arabic" in font_faces(lambda face: face.file, text="هرات")
