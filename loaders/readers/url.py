"""A document from the web, without letting its address reach into the network that we stand in.

Every host is resolved once and the connection made to that very address, on each redirect anew: a name cannot point
elsewhere between check and use (DNS rebinding). Size and time are limited while the answer arrives.
"""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from graph.errors import InputError
from graph.model import Refusal
from loaders.readers.document import Document, Found
from loaders.readers.formats import read_document

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection

MAX_BYTES = 10_000_000
MAX_REDIRECTS = 5
#: Seconds for a connection or a pause in the answer, and for the whole of one request.
PAUSE = 15.0
DEADLINE = 60.0

log = logging.getLogger(__name__)
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Cloud providers' metadata services on addresses that count as public.
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: _Address) -> bool:
    """Whether the address lies in the public internet; one that carries an IPv4 address inside is judged by that."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and address not in _METADATA


def _split(url: str) -> tuple[SplitResult, str, int]:
    """The parts of an http or https URL, its host in ASCII and its port; raises InputError for any other."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
        if ":" not in host:
            host = host.encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise InputError(f"it is no web address: {error}") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise InputError("only addresses that begin with http:// or https:// are read")
    if not host or re.search(r"[\x00-\x20\x7f]", url):
        raise InputError("it is no whole web address; copy it anew from the browser")
    if parts.username or parts.password:
        raise InputError("an address with a user name or password in it is not read; save the page and load the file")
    return parts, host, port or (443 if parts.scheme.lower() == "https" else 80)


def _resolve(host: str, port: int, *, allow_private: bool) -> str:
    """The address to connect to; raises InputError unless every address of the host is public (or all are allowed)."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(f"the host {host} is not known; check the address and the network") from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found]
    for address in addresses:
        if not allow_private and not is_public(address):
            raise InputError(
                f"the host {host} has the address {address}, which is not in the public internet; "
                "if you trust it, allow private addresses (--allow-private)"
            )
    return str(addresses[0])


def _connect(parts: SplitResult, host: str, address: str, port: int) -> HTTPConnection:
    """A connection to `address` that speaks as to `host` (also in TLS: its name and certificate)."""
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.util.ssl_ import create_urllib3_context

    if parts.scheme.lower() == "http":
        return HTTPConnection(address, port, timeout=PAUSE)
    context = create_urllib3_context()
    context.load_default_certs()
    return HTTPSConnection(
        address, port, timeout=PAUSE, ssl_context=context, server_hostname=host, assert_hostname=host
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What a server said: either where to go on (`location`), or a body."""

    location: str | None = None
    body: bytes = b""
    media_type: str | None = None
    charset: str | None = None


def _get(url: str, *, allow_private: bool) -> _Answer:
    """One request, redirects not followed."""
    from urllib3.exceptions import HTTPError, IncompleteRead

    parts, host, port = _split(url)
    address = _resolve(host, port, allow_private=allow_private)
    connection = _connect(parts, host, address, port)
    late = threading.Event()
    held: socket.socket | None = None  # the connection lets go of its socket once the answer has begun

    def cut() -> None:
        # A server that sends a byte now and then never makes a read time out: end the connection under it.
        late.set()
        with contextlib.suppress(OSError):
            if plug := held or connection.sock:
                plug.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(DEADLINE, cut)
    watch.daemon = True
    watch.start()
    try:
        connection.connect()
        held = connection.sock
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        shown = f"[{host}]" if ":" in host else host
        connection.request(
            "GET",
            re.sub(r"[^\x21-\x7e]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), target),
            headers={
                "Host": shown if parts.port is None else f"{shown}:{port}",
                "User-Agent": "Backchannel (article reader)",
                "Accept": "text/html, application/xhtml+xml, text/plain, application/pdf, */*;q=0.5",
                "Accept-Encoding": "gzip, deflate",
            },
            preload_content=False,
        )
        response = connection.getresponse()
        if response.status in (301, 302, 303, 307, 308) and response.headers.get("Location"):
            return _Answer(location=urljoin(url, response.headers["Location"]))
        if response.status != 200:
            raise InputError(f"the server answered {response.status} {response.reason or ''}".rstrip())
        body = bytearray()
        while piece := response.read1(65_536):
            body += piece
            if len(body) > MAX_BYTES:
                raise InputError(
                    f"it is larger than {MAX_BYTES // 1_000_000} MB; save the article's text and load that"
                )
        if late.is_set():
            raise TimeoutError
        media = response.headers.get("Content-Type", "")
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", media, re.IGNORECASE)
        return _Answer(
            body=bytes(body),
            media_type=media.split(";")[0].strip().lower() or None,
            charset=charset[1] if charset else None,
        )
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if isinstance(error.__cause__ or error, IncompleteRead) and not late.is_set():
            raise InputError("the connection ended before the whole document had come; try again") from error
        if late.is_set() or isinstance(error, TimeoutError) or "timed out" in str(error).lower():
            raise InputError(f"the server {host} did not answer in time; try again later") from error
        reason = " ".join(str(error.__cause__ or error).split())[:200]
        raise InputError(f"the server {host} cannot be read from: {reason}") from error
    finally:
        watch.cancel()
        connection.close()


def fetch(url: str, *, allow_private: bool = False) -> tuple[Document, str | None]:
    """The document at `url` and its media type; raises InputError, which says why there is none.

    The document keeps the address that it was asked for under, not that of a redirect's end: it makes the article's id.
    """
    here = url
    for _ in range(MAX_REDIRECTS + 1):
        answer = _get(here, allow_private=allow_private)
        if answer.location is None:
            asked = url.split("#", maxsplit=1)[0]
            return Document(name=url, data=answer.body, url=asked, charset=answer.charset), answer.media_type
        try:
            here = answer.location
            _split(here)
        except InputError as error:
            raise InputError(f"it leads on to {here[:200]}, and {error}") from error
    raise InputError(f"it leads on to other addresses more than {MAX_REDIRECTS} times")


def read_url(url: str, *, allow_private: bool = False) -> Iterator[Found]:
    """The articles of the document at `url`, or one refusal."""
    try:
        document, media_type = fetch(url, allow_private=allow_private)
    except InputError as error:
        yield Refusal(what=url, why=str(error))
        return
    yield from read_document(document, media_type=media_type)
