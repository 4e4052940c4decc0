"""The type that is shipped: Noto Sans and Noto Sans Arabic, cut to the letters that names need.

Belongs here: which letters, which weights, which files. How they are used does not
(``layers/look/fonts.py``). A screen gets compressed faces with every weight in them; paper gets
one file a weight, since matplotlib draws no other.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from data.build.inputs import ARABIC_TYPE, TYPE, Package, read_member

FONTS_DIR = Path(__file__).resolve().parents[2] / "layers" / "look" / "fonts"
LICENCE = "OFL-1.1.txt"
_SANS = "fontpkg_noto_sans/files/NotoSans[wdth,wght].ttf"
_ITALIC = "fontpkg_noto_sans/files/NotoSans-Italic[wdth,wght].ttf"
_ARABIC = "fontpkg_noto_sans_arabic/files/NotoSansArabic[wdth,wght].ttf"

# Latin with what romanised names carry; Cyrillic with the letters of Kazakh, Kyrgyz, Tajik, Uzbek,
# Turkmen, Azerbaijani and Tatar; the signs that figures and notes are written with.
_WESTERN = (
    "20-7E A0-17F 18F 1CD-1DC 1E6-1E7 1F0 218-21B 259 2B9-2BF 2C6-2DD 300-304 306-308 30A-30C 323 "
    "327-328 32E 331 400-45F 490-493 496-497 49A-49D 4A0-4A3 4AE-4B3 4B6-4BB 4D8-4D9 4E2-4E3 "
    "4E8-4E9 4EE-4EF 1E0C-1E0F 1E20-1E21 1E24-1E25 1E28-1E2B 1E32-1E35 1E62-1E63 1E6C-1E6F "
    "1E92-1E96 1E9E 2009-200A 2010-2015 2018-201E 2020-2022 2026-2027 202F-2030 2032-2033 "
    "2039-203A 2044 2070-208E 20AC 20B8-20B9 20BD 2116 2122 2153-215E 2190-2199 2212 2248 2260-2265"
)
# Arabic, Persian, Pashto, Urdu, Uyghur and Sindhi letters, their marks and digits, and what may
# stand between them in a name.
_EASTERN = "20-21 28-29 2D-2F 3A A0 AB BB 600-6FF 200C-200F 2010-2011 2013 2018-2019 2026"
# How far the letters l and p reach over and under the foot of a line, in 1000ths of its size. The
# makers' own line has room for the stacked marks of Vietnamese, which are not among those kept.
_LINE = (760, -240)
# Joining, marks, digits of one width, local forms. Small capitals and the like are left out.
_FEATURES = [
    "kern",
    "mark",
    "mkmk",
    "ccmp",
    "locl",
    "liga",
    "rlig",
    "calt",
    "rclt",
    "curs",
    "isol",
    "init",
    "medi",
    "fina",
    "tnum",
    "lnum",
]


@dataclass(frozen=True)
class Cut:
    """One file: the package and member it is cut from, its letters, and its weights."""

    file: str
    package: Package
    member: str
    letters: str
    weight: float | tuple[float, float]


CUTS = (
    Cut("NotoSans.woff2", TYPE, _SANS, _WESTERN, (400, 700)),
    Cut("NotoSansItalic.woff2", TYPE, _ITALIC, _WESTERN, 400),
    Cut("NotoSansArabic.woff2", ARABIC_TYPE, _ARABIC, _EASTERN, (400, 700)),
    Cut("NotoSans-Regular.ttf", TYPE, _SANS, _WESTERN, 400),
    Cut("NotoSans-Bold.ttf", TYPE, _SANS, _WESTERN, 700),
    Cut("NotoSans-Italic.ttf", TYPE, _ITALIC, _WESTERN, 400),
    Cut("NotoSansArabic-Regular.ttf", ARABIC_TYPE, _ARABIC, _EASTERN, 400),
    Cut("NotoSansArabic-Bold.ttf", ARABIC_TYPE, _ARABIC, _EASTERN, 700),
)


def build_fonts(out: Path) -> None:
    """Write the faces, the letters they have and their licence."""
    out.mkdir(parents=True, exist_ok=True)
    letters: dict[str, set[int]] = {}
    for cut in CUTS:
        font = cut_font(cut)
        content = io.BytesIO()
        font.save(content)
        (out / cut.file).write_bytes(content.getvalue())
        letters[font["name"].getDebugName(1)] = set(font.getBestCmap())
    # Each letter is for one family: the first that has it sets it.
    taken: set[int] = set()
    text = ""
    for family, codes in letters.items():
        text += f"{family}: {ranges_of(codes - taken)}\n"
        taken |= codes
    (out / "letters.txt").write_text(text, encoding="utf-8", newline="\n")
    owed = (
        read_member(package, f"{folder}/LICENSE").decode().strip()
        for package, folder in (
            (TYPE, "fontpkg_noto_sans"),
            (ARABIC_TYPE, "fontpkg_noto_sans_arabic"),
        )
    )
    (out / LICENCE).write_text("\n\n".join(owed) + "\n", encoding="utf-8", newline="\n")


def cut_font(cut: Cut) -> TTFont:
    """Return a font of the letters and weights of a cut, in its file's form."""
    font = TTFont(io.BytesIO(read_member(cut.package, cut.member)), recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = _FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes_of(cut.letters))
    cutter.subset(font)
    instancer.instantiateVariableFont(font, {"wdth": 100, "wght": cut.weight}, inplace=True)
    if cut.file.endswith("Bold.ttf"):
        name_bold(font)
    if cut.file.endswith(".ttf"):
        font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender = _LINE
    font.flavor = "woff2" if cut.file.endswith("woff2") else None
    return font


def name_bold(font: TTFont) -> None:
    """Say in a font's own tables that it is bold: by these matplotlib tells faces apart."""
    family = font["name"].getDebugName(1)
    for number, said in (
        (2, "Bold"),
        (4, f"{family} Bold"),
        (6, f"{family.replace(' ', '')}-Bold"),
    ):
        font["name"].setName(said, number, 3, 1, 0x409)
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~(1 << 6) | 1 << 5
    font["head"].macStyle |= 1


def codes_of(ranges: str) -> set[int]:
    """Return the letters' numbers from ranges of them, as `20-7E A0`."""
    ends = (part.split("-") for part in ranges.split())
    return {
        code for low, *high in ends for code in range(int(low, 16), int((high or [low])[0], 16) + 1)
    }


def ranges_of(codes: Iterable[int]) -> str:
    """Return letters' numbers as CSS writes ranges of them."""
    found: list[tuple[int, int]] = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1] = (found[-1][0], code)
        else:
            found.append((code, code))
    return ", ".join(f"U+{low:X}" + (f"-{high:X}" if high > low else "") for low, high in found)
