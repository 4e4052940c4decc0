"""`corridors ask`: one question answered as JSON, each number with its claim and speaker."""

from __future__ import annotations

import argparse
import inspect
from typing import get_args, get_origin, get_type_hints

from commands.arguments import DONE, Parser, add_data, add_own, catalog_named


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line; its questions and their arguments are read late."""
    ask = commands.add_parser(
        "ask",
        help="answer one question as JSON, with claims, speakers and sources",
        description="Answer one question as JSON: the answers that `corridors mcp` gives to an "
        "assistant. Questions: find, figures, what_is_shut, ways_between, what_changed, "
        "sources_of, verify_figure.",
        epilog="examples: corridors ask figures instc --metric freight_volume --as-of 2026-04-20 · "
        "corridors ask verify_figure 26.9 Mt instc --year 2024",
    )
    add_data(ask)
    add_own(ask)
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help="what it is asked of")
    ask.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the answer."""
    from layers.answers.asked import as_json
    from layers.answers.questions import NAMES, Questions

    parser = Parser(prog="corridors ask")
    parser.add_argument("question", choices=NAMES)
    question: str = parser.parse_args([arguments.question]).question
    asked = vars(_parser_of(question, getattr(Questions, question)).parse_args(arguments.rest))
    questions = Questions(catalog_named(arguments))
    print(as_json(getattr(questions, question)(**asked)))
    return DONE


def _parser_of(question: str, method: object) -> Parser:
    """Return the parser of one question: what it must have in order, the rest as options."""
    told = (inspect.getdoc(method) or "").partition("\n\n")
    parser = Parser(prog=f"corridors ask {question}", description=told[0], epilog=told[2])
    kinds = get_type_hints(method)
    for name, one in inspect.signature(method).parameters.items():  # type: ignore[arg-type]
        kind = kinds.get(name, str)
        if name == "self":
            continue
        if one.default is inspect.Parameter.empty:
            parser.add_argument(name, type=kind)
        elif get_origin(kind) is tuple:
            parser.add_argument(_option(name), action="append", default=[], dest=name)
        elif choices := get_args(kind):
            parser.add_argument(_option(name), choices=choices, default=one.default, dest=name)
        else:
            parser.add_argument(_option(name), type=kind, default=one.default, dest=name)
    return parser


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
