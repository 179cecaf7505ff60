"""Web addresses, against a server of our own that is at times hostile."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from graph.model import Article, Refusal
from loaders.readers import read, url

PAGE = b"<html><head><title>Envoys meet</title></head><body><p>Ada met Max in Geneva on Tuesday.</p></body></html>"


class Server(BaseHTTPRequestHandler):
    """Answers by path."""

    hosts: list[str] = []  # noqa: RUF012 - what was asked for, for the tests to see

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _send(self, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        Server.hosts.append(self.headers["Host"])
        path = self.path
        try:
            if path == "/page":
                self._send(PAGE, "text/html; charset=utf-8")
            elif path == "/latin":
                self._send("Präsident Müller traf Ada in Genf.".encode("latin-1"), "text/plain; charset=iso-8859-1")
            elif path == "/gzip":
                self._send(gzip.compress(PAGE), "text/html", Content_Encoding="gzip")
            elif path == "/bomb":
                self._send(gzip.compress(bytes(50_000_000)), "text/html", Content_Encoding="gzip")
            elif path == "/picture":
                self._send(b"\x89PNG\r\n\x1a\n", "image/png")
            elif path == "/rows":
                self._send(b'{"id":"1","text":"Ada."}\n{"id":"2","text":"Max."}', "application/x-ndjson")
            elif path == "/short":
                self._send(PAGE, "text/html", Content_Length="100000")
            elif path == "/endless":
                self._send(b"", "text/html", Content_Length="99999999999")
                while True:
                    self.wfile.write(b"<p>Ada met Max.</p>" * 5000)
            elif path == "/drip":
                self._send(b"", "text/html", Content_Length="100000")
                while True:
                    self.wfile.write(b"a")
                    self.wfile.flush()
                    time.sleep(0.05)
            elif path == "/drip-head":
                while True:
                    self.wfile.write(b"a")
                    self.wfile.flush()
                    time.sleep(0.05)
            elif path == "/silent":
                time.sleep(3)
            elif path.startswith("/to/"):
                self.send_response(302)
                self.send_header("Location", path.removeprefix("/to/"))
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif path == "/loop":
                self.send_response(301)
                self.send_header("Location", "/loop")
                self.end_headers()
            else:
                self.send_error(404)
        except OSError:
            pass  # the reader hung up, as it should


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The server's root."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


def refusal(address: str, *, allow_private: bool = True) -> str:
    """Why the address is refused."""
    (found,) = read(address, allow_private=allow_private)
    assert isinstance(found, Refusal), found
    assert found.what == address
    return found.why


def test_a_page_becomes_an_article_known_by_its_address(server: str) -> None:
    (article,) = read(f"{server}/page#part", allow_private=True)
    assert isinstance(article, Article)
    assert article.text == "Envoys meet\n\nAda met Max in Geneva on Tuesday."
    assert article.url == f"{server}/page"
    (again,) = read(f"{server}/to/{server}/page", allow_private=True)
    assert isinstance(again, Article)
    assert again.url == f"{server}/to/{server}/page"


def test_the_servers_word_on_encoding_and_kind_counts(server: str) -> None:
    (text,) = read(f"{server}/latin", allow_private=True)
    assert isinstance(text, Article)
    assert text.text == "Präsident Müller traf Ada in Genf."
    assert [row.id for row in read(f"{server}/rows", allow_private=True) if isinstance(row, Article)] == ["1", "2"]
    (page,) = read(f"{server}/gzip", allow_private=True)
    assert isinstance(page, Article)
    assert "image/png" in refusal(f"{server}/picture")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/missing", "the server answered 404"),
        ("/bomb", "larger than 10 MB"),
        ("/endless", "larger than 10 MB"),
        ("/short", "the connection ended before"),
        ("/loop", "more than 5 times"),
        ("/to/file:///etc/passwd", "only addresses that begin with http"),
        ("/to/gopher://x/", "only addresses that begin with http"),
    ],
)
def test_bad_answers_are_refused(server: str, path: str, why: str) -> None:
    assert why in refusal(server + path)


@pytest.mark.parametrize("path", ["/drip", "/drip-head", "/silent"])
def test_a_server_that_takes_its_time_is_cut_off(server: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(url, "DEADLINE", 0.6)
    monkeypatch.setattr(url, "PAUSE", 0.4)
    began = time.monotonic()
    assert "did not answer in time" in refusal(server + path)
    assert time.monotonic() - began < 2


def test_nobody_there_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "cannot be read from" in refusal(f"http://127.0.0.1:{port}/")
    assert "is not known" in refusal("http://nowhere.invalid/")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/", "http://192.168.1.1/", "http://169.254.169.254/latest/",
     "http://[::1]/", "http://[fd00:ec2::254]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://2130706433/",
     "http://0x7f.1/", "http://100.100.100.200/", "http://224.0.0.1/", "http://168.63.129.16/", "http://[64:ff9b::7f00:1]/"],
)  # fmt: skip
def test_addresses_inside_the_network_are_refused_unless_allowed(address: str) -> None:
    assert "not in the public internet" in refusal(address, allow_private=False)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses_are_public(address: str) -> None:
    assert url.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["ftp://x.example/", "http://", "http://user:pass@x.example/", "http://x.example:99999/", "http://[::1/", "http://a b/",
     "http://" + "x" * 300 + ".example/"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address: str) -> None:
    assert refusal(address, allow_private=False)


class TestNames:
    """A public name, played by our server: the resolver is told to say so."""

    @pytest.fixture(autouse=True)
    def _names(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers = {
            "public.example": ["127.0.0.1"],
            "inner.example": ["10.0.0.5"],
            "both.example": ["127.0.0.1", "10.0.0.5"],
        }
        self.asked: list[str] = []

        def resolve(host: str, port: int, *_: object, **__: object) -> list[object]:
            self.asked.append(host)
            known = self.answers.get(host, [host])
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known]

        monkeypatch.setattr(url.socket, "getaddrinfo", resolve)
        judge = url.is_public
        monkeypatch.setattr(url, "is_public", lambda address: str(address) == "127.0.0.1" or judge(address))

    def test_a_redirect_into_the_network_is_refused(self, server: str) -> None:
        port = server.rsplit(":", 1)[1]
        for inner in ("http://10.0.0.1/", "http://inner.example/", "http://169.254.169.254/latest/meta-data/"):
            assert "not in the public internet" in refusal(
                f"http://public.example:{port}/to/{inner}", allow_private=False
            )

    def test_a_name_with_one_private_address_is_refused(self, server: str) -> None:
        port = server.rsplit(":", 1)[1]
        assert "10.0.0.5" in refusal(f"http://both.example:{port}/page", allow_private=False)

    def test_the_name_is_resolved_once_and_the_server_told_it(self, server: str) -> None:
        port = server.rsplit(":", 1)[1]
        (article,) = read(f"http://public.example:{port}/page", allow_private=False)
        assert isinstance(article, Article)
        assert self.asked == ["public.example", "127.0.0.1"]  # checked by its name, connected to by its number
        assert Server.hosts[-1] == f"public.example:{port}"
