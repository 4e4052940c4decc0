"""The documented deployment: two processes as the unit starts them, nginx as its file says.

What belongs here: reading `docs/deploy/` and running it on ports of the test's own. What does not:
what is asserted, and what is measured (`benchmarks/pair.py`).
"""

from __future__ import annotations

import contextlib
import re
import shlex
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.browser.nginx import certificate, site_settings, started
from tests.browser.server import Server, free_port, running

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "docs" / "deploy"
BASE = "corridors"


@dataclass(frozen=True)
class Deployed:
    """Two running processes and the address that readers find them at."""

    url: str
    first: Server
    second: Server


def unit_command(port: int, public: str) -> list[str]:
    """Return what the unit starts for a port, from this checkout and for another name."""
    unit = (DEPLOY / "corridors@.service").read_text(encoding="utf-8")
    (line,) = re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE)
    program, *words = shlex.split(line.replace("%i", str(port)))
    assert Path(program).name == "corridors"
    told = [public if word.startswith("https://") else word for word in words]
    return [sys.executable, "-m", "trade_corridors", *told]


def site(scratch: Path, *, port: int, targets: tuple[int, int]) -> str:
    """Return the documented settings of nginx for ports and a certificate of the test's own."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    certificate(scratch)
    for was, new in {
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "127.0.0.1:8501": f"127.0.0.1:{targets[0]}",
        "127.0.0.1:8502": f"127.0.0.1:{targets[1]}",
        "/etc/ssl/corridors/": f"{scratch}/",
    }.items():
        assert was in text
        text = text.replace(was, new)
    return text


@contextlib.contextmanager
def deployed(data: str, scratch: Path) -> Iterator[Deployed]:
    """Run two processes on one store or folder, and nginx with TLS and a sub-path before them."""
    port, targets = free_port(), (free_port(), free_port())
    url = f"https://localhost:{port}/{BASE}"
    with contextlib.ExitStack() as stack:
        servers = []
        for place, target in enumerate(targets):
            folder = scratch / f"process-{place}"
            folder.mkdir()
            process = running(
                unit_command(target, f"{url}/"),
                port=target,
                cwd=ROOT,
                scratch=folder,
                env={"CORRIDORS_DATA": data},
                base=BASE,
            )
            servers.append(stack.enter_context(process))
            # The health address tells the second of a start, and by it tests know which is which.
            time.sleep(1)
        settings = site_settings(site(scratch, port=port, targets=targets), scratch)
        stack.enter_context(started(settings, scratch, port=port))
        yield Deployed(url, *servers)
