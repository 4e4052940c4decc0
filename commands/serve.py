"""`corridors app`: the interactive map in the browser.

Everything Streamlit is told is passed here, since an installed package has no settings file.
"""

from __future__ import annotations

import argparse
import os
import socket
from contextlib import closing, suppress
from pathlib import Path

from commands.arguments import DONE, Parser, add_data, add_own, port_number, together_named
from geo.errors import CorridorError
from geo.records.readers import DATA_VARIABLE, OWN_VARIABLE
from layers.look.palette import ACCENT, GROUND, INK, PAPER, RULE

ADDRESS = "127.0.0.1"
PORT = 8501

# An installed package has no .streamlit/config.toml, and Streamlit's own defaults would bind
# every interface and let the page send usage figures. The same values stand in that file for
# `streamlit run app.py`; a test holds the two together.
SETTINGS: dict[str, str] = {
    "server.enableWebsocketCompression": "true",
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
    "global.minCachedMessageSize": "400",
    "global.maxCachedMessageAge": "20",
    "runner.magicEnabled": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "theme.base": "light",
    "theme.primaryColor": ACCENT,
    "theme.backgroundColor": PAPER,
    "theme.secondaryBackgroundColor": GROUND,
    "theme.textColor": INK,
    "theme.borderColor": RULE,
    "theme.linkColor": ACCENT,
    "theme.font": "sans-serif",
    "theme.baseFontSize": "14",
    "theme.baseRadius": "small",
    "theme.showWidgetBorder": "true",
}


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    app = commands.add_parser(
        "app",
        help="open the interactive map in the browser",
        description="Serve the interactive map until Ctrl+C. It needs no network: nothing is "
        "asked outside this machine, and unless told otherwise only this machine can open it.",
    )
    app.add_argument(
        "--port", type=port_number, default=PORT, help="port to serve on (%(default)s)"
    )
    app.add_argument(
        "--address",
        default=ADDRESS,
        help="address to bind (%(default)s); 0.0.0.0 lets other machines in",
    )
    add_data(app)
    add_own(app)
    app.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    app.set_defaults(run=run)


def streamlit_arguments(script: Path, *, address: str, port: int, browser: bool) -> list[str]:
    """Return the arguments of ``streamlit`` that serve `script` with the settings of this project.

    Parameters
    ----------
    script
        Path of ``app.py``.
    address, port
        Where to listen.
    browser
        Whether Streamlit opens a browser window once it serves.
    """
    settings = {
        **SETTINGS,
        "server.address": address,
        "server.port": str(port),
        "server.headless": "false" if browser else "true",
        "logger.hideWelcomeMessage": "true",  # the address is printed by this command
    }
    return ["run", str(script), *(f"--{name}={value}" for name, value in settings.items())]


def _refuse_taken(address: str, port: int) -> None:
    """Raise if nothing can listen on `address` and `port`, before Streamlit says it at length."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        # As the server does it, so that a port that was in use a moment ago is not refused.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise CorridorError(
                f"Cannot serve on {address} port {port}: {error.strerror}. "
                "Choose another with --port."
            ) from error


def run(arguments: argparse.Namespace) -> int:
    """Serve the page until it is ended; everything Streamlit is told is passed here."""
    _refuse_taken(arguments.address, arguments.port)
    from click.exceptions import Abort
    from streamlit.web import cli as streamlit_cli

    if arguments.data:
        os.environ[DATA_VARIABLE] = str(arguments.data.resolve())
    if arguments.own:
        together_named(arguments)  # what cannot be read is said before anything is served
        os.environ[OWN_VARIABLE] = os.pathsep.join(str(one.resolve()) for one in arguments.own)
    shown = f"[{arguments.address}]" if ":" in arguments.address else arguments.address
    print(f"Trade corridors: http://{shown}:{arguments.port} (Ctrl+C ends it)", flush=True)
    told = streamlit_arguments(
        Path(__file__).resolve().parent.parent / "app.py",
        address=arguments.address,
        port=arguments.port,
        browser=not arguments.no_browser,
    )
    with suppress(Abort):  # what click makes of Ctrl+C
        streamlit_cli.main(told, prog_name="streamlit", standalone_mode=False)
    return DONE
