"""What is drawn on the terminal: tables and progress.

What belongs here: the console that the commands draw with. What does not: what they draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def terminal(*, stderr: bool = False) -> Console:
    """Return a console of standard output, or of standard error.

    Where nobody reads any more, the library's own would end the command at once and in silence,
    with the exit code of faulty data; this one leaves it to the command to say so.
    """
    from rich.console import Console

    class Heard(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Heard(stderr=stderr)
