"""The `corridors` command, as `python -m trade_corridors` too.

Ctrl+C ends it with one sentence. While a module is loaded it waits until that is done: inside a
library written in C it would come out as some error of that library's, or be printed and forgotten.
"""

from __future__ import annotations

# Little is imported: Ctrl+C is heard as soon as Python itself has started.
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

_LOADS_MODULES = "<frozen importlib._bootstrap"


def main() -> int:
    """Run the command and return its exit code."""
    # Deaf to it, as what is started in the background may be, it stays so.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)
    try:
        from cli import main as run

        return run()
    except KeyboardInterrupt:
        from cli import refused

        return refused("Stopped; nothing was left half done.")
    finally:
        # What was asked is done, or told: on its way out the interpreter would end by the signal.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stop(_number: int, frame: FrameType | None) -> None:
    """Stop the command; where it is loading modules, at the next line of whoever asked for them."""
    home = None
    while frame is not None:
        if frame.f_code.co_filename.startswith(_LOADS_MODULES):
            home = frame.f_back
        frame = frame.f_back
    if home is None:
        raise KeyboardInterrupt
    home.f_trace = _interrupt
    sys.settrace(lambda _frame, _event, _argument: None)


def _interrupt(_frame: FrameType, _event: str, _argument: object) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
