"""The assistant's door, through the client of its own library: sixty questions, bounds, errors."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from cli import main
from commands.mcp import server_of
from geo.records.catalog import Catalog
from layers.answers.questions import NAMES
from tests.answers.sixty import SIXTY

# About as much as an assistant reads at once.
MOST_LETTERS = 60_000
Asked = Sequence[tuple[str, dict[str, Any]]]


def answers_of(catalog: Catalog, asked: Asked) -> list[Any]:
    """Return what the server answers to each question, through the client."""

    async def ask() -> list[Any]:
        async with Client(server_of(catalog)) as client:
            return [await client.call_tool(name, arguments) for name, arguments in asked]

    return asyncio.run(ask())


@pytest.fixture(scope="module")
def answers(shipped: Catalog) -> list[Any]:
    """Return the answers to the sixty questions on the shipped data."""
    return answers_of(shipped, [(name, arguments) for name, arguments, _, _ in SIXTY])


def at(answer: Any, path: str) -> list[Any]:
    """Return what stands at a path, each of it where the path has a star."""
    found = [answer]
    for step in path.split("."):
        if step == "*":
            found = [one for many in found for one in many]
        elif step.isdecimal():
            found = [many[int(step)] for many in found if len(many) > int(step)]
        else:
            found = [one[step] for one in found]
    return found


def test_there_are_sixty_questions_of_every_kind() -> None:
    assert len(SIXTY) == 60
    assert {name for name, _, _, _ in SIXTY} == set(NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(SIXTY)))
def test_a_question_with_a_known_answer(answers: list[Any], number: int) -> None:
    _, _, path, wanted = SIXTY[number]
    result = answers[number]
    assert not result.is_error, result.content[0].text
    assert wanted in at(json.loads(result.content[0].text), path)


def test_every_answer_is_bounded_and_says_when_the_data_end(
    answers: list[Any], shipped: Catalog
) -> None:
    assert answers
    for result in answers:
        text = result.content[0].text
        assert len(text) < MOST_LETTERS
        answer = json.loads(text)
        assert answer["data_end"] == shipped.data_end.isoformat()
        assert any("The data end on" in note for note in answer["notes"])
        assert any("never followed" in note for note in answer["notes"])


def test_every_number_comes_with_claim_speaker_day_kind_and_source(answers: list[Any]) -> None:
    told = [
        claim
        for result in answers
        for part in ("figures", "claims", "told_instead")
        for claim in json.loads(result.content[0].text).get(part, [])
    ]
    assert len(told) > 60
    for claim in told:
        assert claim["claim_id"]
        assert claim["kind"]
        assert claim["source_id"]
        assert claim["quoted"]["speaker"]
        assert claim["quoted"]["citation"]
        assert claim["said_on"] or claim["said_on_precision"] == "undated"
        assert "range" in claim
        if claim["range"] and claim["range"]["contested"]:
            assert claim["disagreeing"]


def test_text_of_sources_stands_under_quoted_alone(answers: list[Any], shipped: Catalog) -> None:
    headlines = {one.headline for one in shipped.closures.values()}

    def loose(value: Any, *, quoted: bool = False) -> list[str]:
        if isinstance(value, dict):
            parts = (loose(one, quoted=quoted or key == "quoted") for key, one in value.items())
            return [text for part in parts for text in part]
        if isinstance(value, list):
            return [text for one in value for text in loose(one, quoted=quoted)]
        return [value] if isinstance(value, str) and not quoted else []

    shut = [r for r, q in zip(answers, SIXTY, strict=True) if q[0] == "what_is_shut"]
    texts = {text for result in shut for text in loose(json.loads(result.content[0].text))}
    assert len(texts) > 20
    assert not texts & headlines


@pytest.mark.slow
def test_the_command_gives_the_same_answers(
    shipped: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"subject": "instc", "metric": "members", "as_of": "2026-04-20"}
    (result,) = answers_of(shipped, [("figures", asked)])
    options = ["instc", "--metric", "members", "--as-of", "2026-04-20"]
    assert main(["ask", "figures", *options]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(result.content[0].text)
    way = {"start": "Kabul", "end": "Mumbai", "as_of": "2026-04-20"}
    (result,) = answers_of(shipped, [("ways_between", way)])
    days = ["--from", "Kabul", "--to", "Mumbai", "--as-of", "2026-04-20", "--json"]
    assert main(["routes", *days]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(result.content[0].text)


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("figures", {"subject": "Atlantis"}, "no subject called 'Atlantis'"),
        ("figures", {"subject": "instc", "metric": "beauty"}, "no figure of INSTC called 'beauty'"),
        ("figures", {"subject": "instc", "as_of": "2031-01-01"}, "The data end on 2026-07-05"),
        ("figures", {"subject": "x" * 4000}, "no name"),
        ("ways_between", {"start": "Herat", "end": "Herāt"}, "both Herat"),
        ("ways_between", {"start": "Kabul", "end": "Nowhere"}, "no place called 'Nowhere'"),
        ("verify_figure", {"value": 1, "unit": "parsec", "subject": "instc"}, "no unit"),
        ("verify_figure", {"value": "nan", "unit": "km", "subject": "instc"}, "nan is no number"),
        ("verify_figure", {"value": "1e400", "unit": "km", "subject": "instc"}, "inf is no number"),
        ("sources_of", {"record_id": "nothing"}, "no record called 'nothing'"),
        ("what_changed", {"since": "soon"}, "'soon' is no day"),
    ],
)
def test_what_cannot_be_answered_is_told_in_a_sentence(
    shipped: Catalog, name: str, arguments: dict[str, Any], said: str
) -> None:
    (result,) = answers_of(shipped, [(name, arguments)])
    assert result.is_error
    assert said in result.content[0].text
    assert "Traceback" not in result.content[0].text


def test_tools_are_seven_at_most_read_only_and_told(shipped: Catalog) -> None:
    async def listed() -> Any:
        async with Client(server_of(shipped)) as client:
            return await client.list_tools(), client.instructions

    tools, told = asyncio.run(listed())
    assert [tool.name for tool in tools.tools] == list(NAMES)
    assert len(NAMES) <= 7
    for tool in tools.tools:
        assert tool.annotations.read_only_hint
        assert tool.description
    assert re.search(r"The data end on \d{4}-\d\d-\d\d", told)


@pytest.mark.slow
def test_it_speaks_on_stdin_and_stdout_and_reaches_nobody() -> None:
    async def ask() -> Any:
        # No address family but that of this machine's own pipes: any connection would raise.
        code = (
            "import socket, sys\n"
            "def refuse(*_, **__): raise OSError('a connection was opened')\n"
            "socket.socket.connect = refuse\n"
            "socket.getaddrinfo = refuse\n"
            "import cli\n"
            "sys.exit(cli.main(['mcp']))\n"
        )
        server = StdioServerParameters(command=sys.executable, args=["-c", code])
        async with Client(stdio_client(server)) as client:
            return await client.call_tool("find", {"name": "Herat"})

    result = asyncio.run(ask())
    assert json.loads(result.content[0].text)["found"][0]["id"] == "herat"


def test_without_the_library_it_is_said_how_to_install_it() -> None:
    asked = "import sys; sys.modules['mcp'] = None; import cli; sys.exit(cli.main(['mcp']))"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install 'trade-corridors[assistant]'" in done.stderr
