"""How claims are drawn, as the command line offers it: explained, or by a language model behind a real server."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.backchannel.test_cli import run

TEXT = "Envoy meets minister\n\nRosa Lind met Peter Hall in Oslo on Monday, the ministry said.\n"
ANSWER = {
    "entities": [
        {"name": "Rosa Lind", "kind": "Person", "mentions": []},
        {"name": "Peter Hall", "kind": "Person", "mentions": []},
    ],
    "claims": [
        {
            "source": "Rosa Lind",
            "relation": "MET",
            "target": "Peter Hall",
            "modality": "asserted",
            "evidence": "Rosa Lind met Peter Hall in Oslo on Monday",
        },
        {
            "source": "Rosa Lind",
            "relation": "MET",
            "target": "Peter Hall",
            "modality": "asserted",
            "evidence": "Rosa Lind never met Peter Hall",
        },
    ],
    "quotes": [],
}


@pytest.fixture
def article(tmp_path: Path) -> str:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    return "article.txt"


@pytest.fixture
def endpoint() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            message = {"choices": [{"message": {"content": json.dumps(ANSWER)}}], "usage": {"prompt_tokens": 40}}
            data = json.dumps(message).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    server.shutdown()
    server.server_close()


def test_explain_tells_the_rule_behind_each_claim_in_words(tmp_path: Path, article: str) -> None:
    done = run("extract", "--explain", article, cwd=tmp_path)
    assert done.returncode == 0
    assert "  Rosa Lind MET -- Peter Hall\n" in done.stdout
    assert "made by rules: MET/" in done.stdout
    assert "Considered and refused\n" in done.stdout


def test_a_language_model_is_asked_only_where_it_is_named(tmp_path: Path, article: str) -> None:
    for options in (["--extractor", "llm"], ["--extractor", "llm", "--llm-model", "small"], ["--llm-model", "small"]):
        done = run("extract", *options, article, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stdout == ""
        assert "--extractor llm" in done.stderr


def test_a_language_models_claims_are_grounded_and_its_cost_is_told(
    tmp_path: Path, article: str, endpoint: str
) -> None:
    options = ["--extractor", "llm", "--llm-url", endpoint, "--llm-model", "small"]
    done = run("extract", *options, article, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [claim["evidence"]["text"] for claim in found["claims"]] == ["Rosa Lind met Peter Hall in Oslo on Monday"]
    assert "small: " in done.stderr
    assert " tokens in 1 requests" in done.stderr
    done = run("extract", "--explain", *options, article, cwd=tmp_path)
    assert "its evidence does not stand in the text" in done.stdout


def test_a_spent_budget_refuses_the_article_by_name(tmp_path: Path, article: str, endpoint: str) -> None:
    options = ["--extractor", "llm", "--llm-url", endpoint, "--llm-model", "small", "--llm-budget", "5"]
    done = run("extract", *options, article, cwd=tmp_path)
    assert done.returncode == 2
    assert "refused: Envoy meets minister: the budget of 5 tokens" in done.stderr
    assert "small: 0 tokens in 0 requests" in done.stderr
