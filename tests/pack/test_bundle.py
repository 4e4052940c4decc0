"""Modules joined into one script: what is understood, and that the rest is refused."""

from __future__ import annotations

import pytest

from layers.pack.bundle import bundle_of
from layers.pack.standalone import _WEB

MODULES = {
    "start.js": 'import { twice as double, one } from "./sums.js";\n'
    'import {\n  said,\n} from "../words.js";\nwindow.told = said(double(one));\n',
    "sums.js": "export const one = 1;\nexport function twice(x) {\n  return hidden(x);\n}\n"
    "function hidden(x) {\n  return 2 * x;\n}\n",
    "words.js": 'import { one } from "./sums.js";\nexport class Word {}\n'
    "export async function later() {}\nexport function* each() {}\n"
    "export const said = (x) => `${one}: ${x}`;\n",
    "other.js": "export const one = 41;\n",
    "unused.js": "export default 3;\n",
}


def test_modules_come_before_those_that_want_them() -> None:
    script = bundle_of(MODULES, "start.js")
    places = [script.index(f"modules['{name}'] =") for name in ("sums.js", "words.js", "start.js")]
    assert places == sorted(places)
    assert "const { twice: double, one } = modules['sums.js'];" in script
    assert "return { Word, later, each, said };" in script
    assert "unused" not in script
    assert "export" not in script


def test_lines_for_readers_of_the_code_are_left_out() -> None:
    said = '// What it is.\n\n/** @type {string} */\nexport const one = "// kept"; // kept too\n'
    script = bundle_of({"start.js": said}, "start.js")
    assert 'const one = "// kept"; // kept too' in script
    assert not any(left in script for left in ("What it is", "@type", "\n\n"))


def test_one_module_can_stand_in_for_another() -> None:
    script = bundle_of(MODULES, "start.js", instead={"sums.js": "other.js"})
    swap = script.index("Object.assign(modules['sums.js'], modules['other.js']);")
    assert script.index("modules['other.js'] =") < swap < script.index("modules['words.js'] =")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sums.js": "export default 1;\n"}, "sums.js: not understood: export default"),
        ({"sums.js": 'import "./x.js";\n'}, "sums.js: not understood"),
        ({"words.js": 'import * as all from "./sums.js";\n'}, "words.js: not understood"),
        ({"sums.js": 'import { said } from "./words.js";\n'}, "in a circle: start.js -> sums.js"),
        ({"sums.js": 'import { x } from "./gone.js";\n'}, "sums.js wants gone.js"),
    ],
)
def test_what_is_not_understood_is_refused(changes: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        bundle_of({**MODULES, **changes}, "start.js")


def test_our_own_modules_are_all_in_it() -> None:
    paths = [*_WEB.glob("*.js"), *(_WEB / "alone").glob("*.js")]
    modules = {path.name: path.read_text(encoding="utf-8") for path in paths}
    assert len(modules) == len(paths)
    script = bundle_of(modules, "start.js", instead={"dom.js": "load.js"})
    assert [name for name in modules if name not in script] == []
