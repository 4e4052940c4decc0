"""`make attack`: every mutant, every format and the page, and a table of what became of them."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections import Counter
from pathlib import Path

from geo.records.catalog import read_catalog
from layers.pack.files import formats_of
from tests.attack.mutant import covering
from tests.attack.mutants import mutants
from tests.attack.run import verdicts_of
from tests.attack.strangers import strangers
from tests.attack.traced import trace_lines, wrong_calls
from tests.attack.verdict import RIGHT, Outcome, Verdict
from tests.attack.watch import peak_mb, seen_of
from tests.worlds import write_world

LEAST = 450


def main() -> int:
    parser = argparse.ArgumentParser(prog="make attack", description=__doc__)
    parser.add_argument("--every", type=int, default=0, help="one in so many; 1 for all of them")
    parser.add_argument("--first", type=int, default=0, help="number of the first")
    parser.add_argument("--formats", default="all", help="what is made of accepted folders")
    parser.add_argument("--only", default="", help="only mutants whose name holds this")
    parser.add_argument("--workers", type=int, default=2, help="how many at once")
    arguments = parser.parse_args()
    # The page warns at every step that no server runs it.
    logging.disable(logging.WARNING)
    wrong = _mutants(arguments)
    return int(bool(wrong) | bool(_strangers(arguments.every or 1, arguments.only)))


def _mutants(arguments: argparse.Namespace) -> int:
    """Damage the folder, print the table, and return how many came to a wrong end."""
    # Those that meet every rule and every place come first: a run broken off has tried these.
    chosen = covering(mutants(), LEAST)
    if arguments.every or arguments.only:
        first = {str(one) for one in chosen}
        chosen += [one for one in mutants() if str(one) not in first]
    chosen = [one for one in chosen if arguments.only in str(one)]
    chosen = chosen[arguments.first :: arguments.every or 1]
    verdicts = []
    made = verdicts_of(chosen, formats_of(arguments.formats), workers=arguments.workers)
    for number, verdict in enumerate(made, start=1):
        verdicts.append(verdict)
        if verdict.outcome not in RIGHT:
            print(f"\n{verdict.mutant}: {verdict.outcome}\n{verdict.said}", flush=True)
        if sys.stderr.isatty():
            print(f"\r{number} of {len(chosen)}", end="", file=sys.stderr, flush=True)
    print(_table(verdicts), flush=True)
    return sum(one.outcome not in RIGHT for one in verdicts)


def _strangers(every: int, only: str) -> int:
    """Take in the hostile files, and return how many did what they should not."""
    with tempfile.TemporaryDirectory() as scratch:
        data = write_world(Path(scratch) / "data")
        base = read_catalog(data)
        idle = peak_mb()
        chosen = [one for one in strangers() if only in str(one)][::every]
        seen = [seen_of(one, base, data) for one in chosen]
    for one in seen:
        if one.wrong:
            print(f"\n{one.stranger}: {'; '.join(one.wrong)}\n{one.said}")
    bad = sum(bool(one.wrong) for one in seen)
    if seen:
        slowest = max(seen, key=lambda one: one.seconds)
        told = f"slowest {slowest.seconds:.1f} s of processor: {slowest.stranger}"
        more = f"{peak_mb() - idle:.0f} MB above the {idle:.0f} MB before"
        print(f"{len(seen)} hostile files, {bad} of them did harm; {told}; {more}")
    return bad + _traced(every, only)


def _traced(every: int, only: str) -> int:
    """Take them in under strace too, and return how many calls should not have been."""
    lines = trace_lines(every, only)
    if lines is None:
        print("strace is not installed: what they ask of the kernel was NOT looked at")
        return 0
    count, wrong = wrong_calls(lines)
    print("\n".join([*wrong, f"{count} hostile files under strace, {len(wrong)} calls too many"]))
    return len(wrong)


def _table(verdicts: list[Verdict]) -> str:
    """Return how many mutants of each kind came to what."""
    counts = Counter((one.mutant.kind, one.outcome) for one in verdicts)
    kinds = sorted({one.mutant.kind for one in verdicts})
    lines = [f"{'':18}" + "".join(f"{outcome:>18}" for outcome in Outcome)]
    for kind in (*kinds, "all"):
        cells = [
            sum(n for (name, said), n in counts.items() if kind in (name, "all") and said is one)
            for one in Outcome
        ]
        lines.append(f"{kind:18}" + "".join(f"{cell or '':>18}" for cell in cells))
    if not verdicts:
        return "no mutant"
    slowest = max(verdicts, key=lambda one: one.seconds)
    spent = sum(one.seconds for one in verdicts)
    told = f"{len(verdicts)} of {len(mutants())} mutants, {spent:,.0f} s of processor"
    return "\n".join([*lines, f"{told}; slowest {slowest.seconds:.1f} s: {slowest.mutant}"])


if __name__ == "__main__":
    sys.exit(main())
