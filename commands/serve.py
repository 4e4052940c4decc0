"""`corridors app`: the interactive map in the browser.

Everything Streamlit is told is passed here, since an installed package has no settings file and
one that lies in the reader's folder is not for this page.
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import re
import socket
from contextlib import closing, suppress
from pathlib import Path

from commands.arguments import DONE, Parser, add_data, add_own, port_number, together_named
from geo.errors import CorridorError
from geo.records.readers import (
    CACHE_VARIABLE,
    DATA_VARIABLE,
    EDITIONS_VARIABLE,
    OWN_VARIABLE,
)
from geo.store.address import is_address
from layers.look.palette import ACCENT, CSS_FONT, GROUND, INK, PAPER, RULE
from layers.pack.house import ADDRESS_VARIABLE, refuse_no_address
from layers.pack.house import VARIABLE as SETTINGS_VARIABLE

# The server below reads it: whose X-Forwarded-For says where a reader is.
_TRUSTED_VARIABLE = "FORWARDED_ALLOW_IPS"
# These name files and folders as seen from where the command is called.
_PLACES = (DATA_VARIABLE, SETTINGS_VARIABLE, EDITIONS_VARIABLE, CACHE_VARIABLE)
ADDRESS = "127.0.0.1"
PORT = 8501

# An installed package has no .streamlit/config.toml, and Streamlit's own defaults would bind
# every interface and let the page send usage figures. The same values stand in that file for
# `streamlit run app.py`; a test holds the two together.
SERVER_SETTINGS: dict[str, str] = {
    "server.enableWebsocketCompression": "true",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "20",
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
    "theme.font": CSS_FONT,
    "theme.baseFontSize": "14",
    "theme.baseRadius": "small",
    "theme.showWidgetBorder": "true",
}

# Streamlit's own values, passed so that neither the environment nor a file in the reader's home
# says otherwise: each of them opens a door, or serves the page elsewhere than is printed.
GUARDED: dict[str, str] = {
    "global.developmentMode": "false",
    "server.enableCORS": "true",
    "server.enableXsrfProtection": "true",
    "server.enableStaticServing": "false",
    "server.enableAgentApi": "false",
    "server.scriptHealthCheckEnabled": "false",
    "server.runOnSave": "false",
    "server.allowRunOnSave": "false",
    "server.sslCertFile": "",
    "server.sslKeyFile": "",
    "client.showErrorLinks": "false",
    "client.showSidebarNavigation": "false",
    "runner.fastReruns": "true",
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
    app.add_argument(
        "--base-path",
        type=base_path,
        default="",
        metavar="PATH",
        help="path to serve under, such as corridors where a proxy has other pages beside it",
    )
    app.add_argument(
        "--public-address",
        default="",
        metavar="URL",
        help="where readers find the page, if a proxy in front of it changes its name",
    )
    app.add_argument(
        "--trusted-proxy",
        default="127.0.0.1",
        metavar="ADDRESS,ADDRESS",
        help="proxies whose word on a reader's address is taken (%(default)s)",
    )
    add_data(app)
    add_own(app)
    app.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    app.set_defaults(run=run)


def base_path(text: str) -> str:
    """Return a path without slashes at its ends.

    Raises
    ------
    argparse.ArgumentTypeError
        If it holds what an address would have to spell out, or names a place the page itself uses.
    """
    path = text.strip("/")
    if path and not re.fullmatch(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*", path):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no path; write it like corridors or maps/corridors"
        )
    return path


def streamlit_arguments(
    script: Path, *, address: str, port: int, browser: bool, base: str = ""
) -> list[str]:
    """Return the arguments of ``streamlit`` that serve `script` with the settings of this project.

    Parameters
    ----------
    script
        Path of ``app.py``.
    address, port
        Where to listen.
    browser
        Whether Streamlit opens a browser window once it serves.
    base
        The path to serve under.
    """
    settings = {
        **SERVER_SETTINGS,
        **GUARDED,
        "server.address": address,
        "server.baseUrlPath": base,
        # What a browser is opened at.
        "browser.serverAddress": own_name(address),
        "browser.serverPort": str(port),
        "server.port": str(port),
        "server.headless": "false" if browser else "true",
        "logger.hideWelcomeMessage": "true",  # the address is printed by this command
    }
    return ["run", str(script), *(f"--{name}={value}" for name, value in settings.items())]


def own_name(address: str) -> str:
    """Return the name by which this machine reaches an address; all addresses are none."""
    if address in ("0.0.0.0", "::"):  # noqa: S104
        return "127.0.0.1" if address == "0.0.0.0" else "[::1]"  # noqa: S104
    return f"[{address}]" if ":" in address else address


def told_addresses(address: str, port: int, *, base: str, public: str) -> list[str]:
    """Return what is printed as the page is served: where it opens, and for whom."""
    here = f"http://{own_name(address)}:{port}{f'/{base}/' if base else ''}"
    lines = [f"Trade corridors: {here} (Ctrl+C ends it)"]
    if public:
        lines.append(f"Readers find it at {public}")
    elif _is_everywhere(address):
        lines.append("Other machines reach it by this machine's name or address.")
    return lines


def _is_everywhere(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_unspecified
    except ValueError:
        return False


def _refuse_taken(address: str, port: int) -> None:
    """Raise if nothing can listen on `address` and `port`, before Streamlit says it at length."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        # As the server does it, so that a port that was in use a moment ago is not refused.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except (UnicodeError, TypeError):  # it cannot be encoded as a name
            raise CorridorError(f"{address!r} names no machine.") from None
        except OSError as error:
            raise CorridorError(
                f"Cannot serve on {address} port {port}: {error.strerror}. "
                "Choose another with --port."
            ) from error


def run(arguments: argparse.Namespace) -> int:
    """Serve the page until it is ended; everything Streamlit is told is passed here."""
    refuse_no_address(arguments.public_address)
    _refuse_taken(arguments.address, arguments.port)
    from click.exceptions import Abort
    from streamlit.web import cli as streamlit_cli

    root = Path(__file__).resolve().parent.parent
    _settle(arguments, root)
    os.environ[_TRUSTED_VARIABLE] = arguments.trusted_proxy
    for line in told_addresses(
        arguments.address,
        arguments.port,
        base=arguments.base_path,
        public=arguments.public_address,
    ):
        print(line, flush=True)
    told = streamlit_arguments(
        root / "app.py",
        address=arguments.address,
        port=arguments.port,
        browser=not arguments.no_browser,
        base=arguments.base_path,
    )
    with suppress(Abort):  # what click makes of Ctrl+C
        streamlit_cli.main(told, prog_name="streamlit", standalone_mode=False)
    return DONE


def _settle(arguments: argparse.Namespace, root: Path) -> None:
    """Name what the page reads by whole paths, and leave the reader's folder.

    Streamlit reads settings and secrets from the folder it is started in: those lying in a
    reader's folder are of another project.
    """
    if arguments.data:
        os.environ[DATA_VARIABLE] = arguments.data
    if arguments.own:
        together_named(arguments)  # what cannot be read is said before anything is served
        os.environ[OWN_VARIABLE] = "\n".join(map(str, arguments.own))
    for name in _PLACES:
        if os.environ.get(name) and not is_address(os.environ[name]):
            os.environ[name] = str(Path(os.environ[name]).resolve())
    own = os.environ.get(OWN_VARIABLE, "").split("\n")
    os.environ[OWN_VARIABLE] = "\n".join(str(Path(one).resolve()) for one in own if one)
    os.environ[ADDRESS_VARIABLE] = arguments.public_address
    os.chdir(root)
