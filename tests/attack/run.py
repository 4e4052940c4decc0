"""Many mutants, each in a process of its own, forked from one that has loaded all they need.

So none meets what another left behind, one that dies is told as that, and its processor time is its
own. What came out is kept in a file for the code and data as they are: a run broken off goes on.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from layers.pack.files import Format
from tests.attack.mutant import Mutant
from tests.attack.verdict import PATIENCE_S, ROOT, Outcome, Verdict, verdict_of, warm

_KEPT = ROOT / "build" / "attack"
_TOLD = "told.json"
_PARTS = ("geo", "layers", "page", "data", "tests/attack")
_ENDINGS = {".py", ".js", ".css", ".csv", ".geojson", ".json", ".webp"}


def verdicts_of(
    mutants: Sequence[Mutant], formats: Sequence[Format], *, workers: int
) -> Generator[Verdict, None, None]:
    """Yield what became of each mutant, those of an earlier run first.

    Parameters
    ----------
    mutants, formats
        What is tried, and what is made of folders that are accepted.
    workers
        How many are tried at once.
    """
    _KEPT.mkdir(parents=True, exist_ok=True)
    kept = _KEPT / f"{_state(formats)}.jsonl"
    before = _read(kept)
    yield from (_verdict(one, before[str(one)]) for one in mutants if str(one) in before)
    waiting = [one for one in mutants if str(one) not in before]
    if not waiting:
        return
    warm(formats)
    # What stands is left alone by every child's collections, and so shared by all.
    gc.collect()
    gc.freeze()
    with kept.open("a", encoding="utf-8") as lines:
        for verdict in _tried(waiting, formats, workers):
            told = {"outcome": verdict.outcome, "said": verdict.said, "seconds": verdict.seconds}
            lines.write(json.dumps({"mutant": str(verdict.mutant), **told}) + "\n")
            lines.flush()
            yield verdict


def _state(formats: Sequence[Format]) -> str:
    """Return a hash of what is tried: the code, the data, the rules and the formats."""
    digest = hashlib.sha256(" ".join(formats).encode())
    for part in _PARTS:
        for path in sorted((ROOT / part).rglob("*")):
            if path.suffix in _ENDINGS and path.is_file():
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _read(kept: Path) -> dict[str, dict[str, object]]:
    if not kept.exists():
        return {}
    # The last line of a run that was killed may be half a line.
    lines = kept.read_text(encoding="utf-8").splitlines()
    whole = (json.loads(line) for line in lines if line.endswith("}"))
    return {one.pop("mutant"): one for one in whole}


def _verdict(mutant: Mutant, told: dict[str, object]) -> Verdict:
    outcome = Outcome(str(told["outcome"]))
    return Verdict(mutant, outcome, str(told["said"]), float(str(told["seconds"])))


def _tried(mutants: Sequence[Mutant], formats: Sequence[Format], workers: int) -> Iterator[Verdict]:
    """Yield the verdicts as they come, with so many at work at once."""
    waiting, running = list(reversed(mutants)), dict[int, tuple[Mutant, Path]]()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    folder = Path(tempfile.mkdtemp(dir=scratch))
                    mutant = waiting.pop()
                    running[_forked(mutant, formats, folder)] = mutant, folder
                child, status, used = os.wait4(-1, 0)
                mutant, folder = running.pop(child)
                yield _ended(mutant, folder / _TOLD, status, used)
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            for child in running:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _forked(mutant: Mutant, formats: Sequence[Format], folder: Path) -> int:
    """Begin with a mutant in a process of its own, and return its id."""
    child = os.fork()
    if child:
        return child
    code = os.EX_SOFTWARE
    try:
        # Where even the interpreter does not come round to giving up, the kernel ends it.
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE_S * 2, PATIENCE_S * 2 + 10))
        verdict = verdict_of(mutant, folder, formats, on_page=True)
        (folder / _TOLD).write_text(json.dumps([verdict.outcome, verdict.said]), encoding="utf-8")
        code = os.EX_OK
    finally:
        os._exit(code)


def _ended(mutant: Mutant, told: Path, status: int, used: resource.struct_rusage) -> Verdict:
    """Return the verdict of a process that ended."""
    seconds, code = used.ru_utime + used.ru_stime, os.waitstatus_to_exitcode(status)
    if code == -signal.SIGXCPU:
        return Verdict(mutant, Outcome.HUNG, f"more than {2 * PATIENCE_S} s of processor", seconds)
    if code:
        return Verdict(mutant, Outcome.DIED, f"its process ended with {code}", seconds)
    outcome, said = json.loads(told.read_text(encoding="utf-8"))
    return Verdict(mutant, Outcome(outcome), said, seconds)
