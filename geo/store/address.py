"""The address of a store, and connections to it; what fails is told in one sentence without it."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from geo.clean import clean
from geo.errors import StoreError

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

SCHEMES = ("postgresql", "postgres")
_CONNECT_S = 5
# A question that takes longer is not one of ours.
_STATEMENT_MS = 60_000
_LOCK_MS = 10_000
# What is sent into a wire that is dead is given up after so long, not after a quarter of an hour.
_UNHEARD_MS = 10_000


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is; `edition` names one published state instead of the latest.

    Neither its text nor its form shows name, password or host.
    """

    parameters: str
    edition: str = ""

    def __repr__(self) -> str:
        """Show nothing that a log should not have."""
        return "<address of a store>"


def is_address(text: object) -> bool:
    """Tell whether a text is the address of a store and no path."""
    return str(text).partition(":")[0].lower() in SCHEMES and "//" in str(text)


def store_address(text: str) -> Address:
    """Return an address from `postgresql://…`, with `?edition=2026.07.1` if one is wanted.

    Raises
    ------
    StoreError
        If it is no such address.
    """
    try:
        parts = urlsplit(text)
        query = parse_qsl(parts.query, keep_blank_values=True)
        _ = parts.port
    except ValueError:
        raise StoreError("The address of the store cannot be read.") from None
    if parts.scheme.lower() not in SCHEMES:
        raise StoreError("The address of a store begins with postgresql://")
    edition = "".join(value for name, value in query if name == "edition")
    rest = urlencode([(name, value) for name, value in query if name != "edition"])
    return Address(urlunsplit(parts._replace(query=rest)), edition)


def store_place(address: Address) -> dict[str, str]:
    """Return what of an address another program may keep: where the store is, and how it is safe.

    Name and password stay out: each who opens it has their own.
    """
    parts = urlsplit(address.parameters)
    query = dict(parse_qsl(parts.query))
    told = {
        "service": "",
        "host": parts.hostname or "",
        "port": str(parts.port or ""),
        "dbname": parts.path.strip("/"),
        "sslmode": "",
        "sslrootcert": "",
    }
    found = {name: query.get(name, value) for name, value in told.items()}
    return {name: value for name, value in found.items() if value}


@contextmanager
def connected(address: Address, *, read_only: bool = False) -> Iterator[Connection]:
    """Connect, and commit when the block ends well; nothing of it stays otherwise.

    Raises
    ------
    StoreError
        If the library is not installed, what was given is no UTF-8, or the store cannot be reached
        or refuses: one sentence.
    """
    try:
        import psycopg
    except ImportError:
        raise StoreError(
            "The library for stores is not installed: pip install 'trade-corridors[store]'."
        ) from None
    options = f"-c statement_timeout={_STATEMENT_MS} -c lock_timeout={_LOCK_MS}"
    if read_only:
        options += " -c default_transaction_read_only=on"
    try:
        with psycopg.connect(
            address.parameters,
            connect_timeout=_CONNECT_S,
            application_name="corridors",
            options=options,
            client_encoding="utf8",
            # A broken wire is noticed in seconds, not in hours.
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=2,
            tcp_user_timeout=_UNHEARD_MS,
        ) as connection:
            yield connection
    except UnicodeEncodeError:
        raise StoreError("A store takes UTF-8 only: an address or name given is none.") from None
    except psycopg.Error as error:
        raise StoreError(_told(error, address)) from None


@contextmanager
def answered_within(connection: Connection, seconds: float) -> Iterator[None]:
    """Hang up when what the block asks has no answer after so long.

    Something between may take what is sent and pass nothing on: no wire is broken then, and the
    library would wait for ever.
    """
    timer = Timer(seconds, _hang_up, [connection.fileno()])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(number: int) -> None:
    with suppress(OSError), socket.socket(fileno=os.dup(number)) as line:
        line.shutdown(socket.SHUT_RDWR)


def _told(error: psycopg.Error, address: Address) -> str:
    """Return what a database says, in one sentence that names what to do and hides the address."""
    code = error.sqlstate or ""
    said = _plain(error, address)
    # A connection that is refused comes without a code.
    if code.startswith("28") or (not code and ("password" in said or "authentication" in said)):
        return "The store refuses the name or password of the address: set the right one."
    if code == "53300" or (not code and "too many" in said):
        return "The store has no connection left: end others of this name, or raise its limit."
    if not code:
        return f"The store cannot be reached: {said} Is it running, and is the address right?"
    if code == "42501":
        return f"The store does not allow this: {said} Ask for another role (store grant)."
    if code in ("3F000", "42P01", "42883"):
        return "This database holds no store of ours, or an older one: run store init."
    if code == "25006":
        return "The store takes no writing now: it is read-only. Try again when it is not."
    if code == "53100":
        return "The store's disk is full; nothing was changed. Make room and try again."
    if code == "57014":
        return "The store took too long and was stopped; nothing was changed. Try again."
    if code == "55P03":
        return "Somebody else holds what this needs; nothing was changed. Try again in a moment."
    if code in ("57P01", "57P02", "57P03", "08006", "08003", "08001"):
        return "The store went away; nothing was changed. Try again when it is back."
    return f"The store refuses: {said}"


def _plain(error: psycopg.Error, address: Address) -> str:
    """Return a database's own words in one line, without what the address says."""
    diagnosed = error.diag.message_primary or str(error)
    text = clean(" ".join(diagnosed.split()), longest=300)
    parts = urlsplit(address.parameters)
    hidden = [parts.username, parts.password, parts.hostname, parts.path.strip("/")]
    for secret in filter(None, hidden):
        text = re.sub(re.escape(secret), "…", text)
    return text if text.endswith((".", "!", "?")) else f"{text}."
