"""A language model behind a real HTTP server on this machine that replays answers: good, broken and hostile."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model import Article, Modality
from graph.ontology import ONTOLOGY
from loaders.extract import llm
from loaders.extract.ground import check
from loaders.extract.llm import KEY, BudgetSpent, LanguageModelError, LanguageModelExtractor, grounded, is_date, schema

TEXT = (
    "Envoy meets minister\n\n"
    "Rosa Lind met Peter Hall in Oslo on Monday, the ministry said.\n\n"
    "“We will talk   again,” Lind said. Norway did not sanction the Nordbank group."
)
ARTICLE = Article(id="a-1", text=TEXT, published="2025-03-05")
GOOD: dict[str, Any] = {
    "entities": [
        {"name": "Rosa Lind", "kind": "Person", "mentions": ["Rosa Lind", "Lind"]},
        {"name": "Peter Hall", "kind": "Person", "mentions": ["Peter Hall"]},
        {"name": "ministry", "kind": "Organization", "mentions": ["the ministry"]},
        {"name": "Norway", "kind": "State", "mentions": ["Norway"]},
        {"name": "Nordbank", "kind": "Organization", "mentions": ["Nordbank"]},
    ],
    "claims": [
        {
            "source": "Rosa Lind",
            "relation": "MET",
            "target": "Peter Hall",
            "modality": "asserted",
            "date": "2025-03-03",
            "place": "Oslo",
            "asserter": "ministry",
            "on_behalf_of": None,
            "detail": None,
            "evidence": "Rosa Lind met Peter Hall in Oslo on Monday",
        },
    ],
    "quotes": [{"speaker": "Lind", "text": '"We will talk again,"'}],
}


def claim(**changes: Any) -> dict[str, Any]:
    return {**GOOD, "claims": [{**GOOD["claims"][0], **changes}]}


@dataclass
class Server:
    """Answers the n-th request with the n-th of `answers` (the last one over and over); keeps what it was sent."""

    answers: list[Callable[[BaseHTTPRequestHandler], None]]
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


def completion(content: Any, **more: Any) -> Callable[[BaseHTTPRequestHandler], None]:
    """A chat completion whose message is `content` (an object is sent as JSON)."""
    text = content if isinstance(content, str) else json.dumps(content)
    return raw(200, json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}], **more}))


def raw(status: int, body: str | bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def send(handler: BaseHTTPRequestHandler) -> None:
        data = body.encode() if isinstance(body, str) else body
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return send


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def trickle(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(50):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            threading.Event().wait(0.1)
    except OSError:
        pass  # the client has had enough


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Server]]:
    monkeypatch.setattr(llm, "_WAITS", (0.0, 0.0, 0.0))
    monkeypatch.delenv(KEY, raising=False)
    started: list[ThreadingHTTPServer] = []

    def start(*answers: Callable[[BaseHTTPRequestHandler], None]) -> Server:
        script = Server(answers=list(answers))

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                script.requests.append({"path": self.path, **json.loads(body)})
                script.headers.append(dict(self.headers))
                script.answers[min(len(script.requests), len(script.answers)) - 1](self)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        started.append(server)
        script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        return script

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def reader(server: Server, **options: Any) -> LanguageModelExtractor:
    return LanguageModelExtractor(url=server.url, model="small", **{"timeout": 5.0, **options})


def test_a_good_answer_becomes_grounded_claims(serve: Callable[..., Server]) -> None:
    server = serve(completion(GOOD, usage={"prompt_tokens": 900, "completion_tokens": 100}))
    extractor = reader(server)
    found = extractor.extract(ARTICLE)
    check(found)
    names = {entity.id: entity.name for entity in found.entities}
    (only,) = found.claims
    assert (names[only.source], only.relation, names[only.target]) == ("Rosa Lind", "MET", "Peter Hall")
    assert only.modality is Modality.ASSERTED
    assert (only.date, only.place, names[only.asserter or ""]) == ("2025-03-03", "Oslo", "ministry")
    assert only.extractor == "llm:small"
    (quote,) = found.quotes
    assert quote.span.text == "We will talk   again,"
    assert names[quote.speaker or ""] == "Rosa Lind"
    assert not found.refused
    assert str(extractor.usage) == "1,000 tokens in 1 requests"


def test_the_request_carries_the_text_the_day_and_the_schema(serve: Callable[..., Server]) -> None:
    server = serve(completion(GOOD))
    reader(server).extract(ARTICLE)
    (sent,) = server.requests
    assert sent["path"] == "/v1/chat/completions"
    assert sent["model"] == "small"
    assert TEXT in sent["messages"][1]["content"]
    assert "2025-03-05" in sent["messages"][1]["content"]
    assert sent["response_format"]["json_schema"]["schema"] == schema()
    assert "Authorization" not in server.headers[0]


def test_the_schema_knows_every_relation() -> None:
    properties = schema()["properties"]["claims"]["items"]["properties"]
    assert properties["relation"]["enum"] == list(ONTOLOGY.relations)
    assert properties["modality"]["enum"] == [str(modality) for modality in Modality]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (claim(evidence="Rosa Lind secretly met Peter Hall"), "its evidence does not stand in the text"),
        (claim(evidence=""), "its evidence does not stand in the text"),
        (claim(evidence=["Rosa Lind"]), "its evidence does not stand in the text"),
        (claim(relation="LOVES"), "the ontology has no relation 'LOVES'"),
        (claim(relation=["MET"]), "the ontology has no relation ['MET']"),
        (claim(relation="ACQUIRED"), "ACQUIRED does not run from a Person to a Person"),
        (claim(source="Vladimir Putin"), "an end is none of the entities that the text names"),
        (claim(target="Lind"), "both ends are the same stakeholder"),
        (claim(modality="certain"), "'certain' is no modality"),
        (claim(asserter="Nobody Known"), "its asserter is none of the entities that the text names"),
        ({**GOOD, "claims": ["Rosa Lind met Peter Hall"]}, "it is no object"),
        ({**GOOD, "claims": None}, "the answer holds no list of them"),
    ],
)
def test_what_the_text_does_not_bear_out_is_refused_with_the_reason(
    serve: Callable[..., Server], answer: dict[str, Any], why: str
) -> None:
    found = reader(serve(completion(answer))).extract(ARTICLE)
    assert found.claims == ()
    assert why in [refusal.why for refusal in found.refused]


def test_an_entity_that_the_text_does_not_name_is_refused(serve: Callable[..., Server]) -> None:
    invented = {"name": "Anna Weber", "kind": "Person", "mentions": ["Weber", 7]}
    broken = [{"name": "Oslo", "kind": "City", "mentions": []}, {"kind": "Person"}, None]
    found = reader(serve(completion({**GOOD, "entities": [*GOOD["entities"], invented, *broken]}))).extract(ARTICLE)
    reasons = [refusal.why for refusal in found.refused]
    assert reasons == [
        "the text does not name it",
        "'City' is no kind of the ontology",
        "it has no name",
        "it has no name",
    ]
    assert len(found.claims) == 1


def test_a_wrong_date_or_place_costs_the_date_or_place_only(serve: Callable[..., Server]) -> None:
    (only,) = reader(serve(completion(claim(date="last Monday", place="Atlantis")))).extract(ARTICLE).claims
    assert (only.date, only.place) == (None, None)


def test_a_busy_server_is_asked_again(serve: Callable[..., Server]) -> None:
    server = serve(raw(503, "busy"), raw(429, "slow down", Retry_After="0"), hang_up, completion(GOOD))
    assert len(reader(server).extract(ARTICLE).claims) == 1
    assert len(server.requests) == 4


def test_a_server_that_stays_busy_is_an_error_that_says_so(serve: Callable[..., Server]) -> None:
    server = serve(raw(503, "busy"))
    with pytest.raises(LanguageModelError, match="could not be asked in 4 attempts: it answered 503"):
        reader(server).extract(ARTICLE)
    assert len(server.requests) == 4


def test_a_server_without_schemas_is_asked_for_plain_json(serve: Callable[..., Server]) -> None:
    no = raw(400, '{"error": "response_format is not supported"}')
    server = serve(no, no, completion("Here you are:\n```json\n" + json.dumps(GOOD) + "\n```"))
    assert len(reader(server).extract(ARTICLE).claims) == 1
    assert [request.get("response_format", {}).get("type") for request in server.requests] == [
        "json_schema",
        "json_object",
        None,
    ]


def test_an_answer_that_is_no_json_is_asked_for_once_more(serve: Callable[..., Server]) -> None:
    assert len(reader(serve(completion("I would rather not."), completion(GOOD))).extract(ARTICLE).claims) == 1
    with pytest.raises(LanguageModelError, match="did not answer article a-1 in JSON"):
        reader(serve(completion("I would rather not."))).extract(ARTICLE)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (raw(401, "who are you?"), "answered 401: who are you"),
        (raw(200, "<html>"), "another form than chat completions"),
        (raw(200, '{"choices": []}'), "another form than chat completions"),
        (raw(200, '{"choices": [{"message": {"content": null}}]}'), "another form than chat completions"),
        (raw(200, "[" * 200_000), "another form than chat completions"),
        (raw(302, "", Location="http://127.0.0.1:1/steal"), "answered 302"),
        (completion("[" * 200_000), "in JSON"),
        (raw(200, b"x" * (llm.LONGEST_ANSWER + 1)), "was not read"),
    ],
)
def test_a_hostile_answer_is_an_error_that_names_the_endpoint_or_article(
    serve: Callable[..., Server], answer: Callable[[BaseHTTPRequestHandler], None], message: str
) -> None:
    with pytest.raises(LanguageModelError, match=message):
        reader(serve(answer)).extract(ARTICLE)


def test_a_server_that_trickles_is_not_waited_for(serve: Callable[..., Server]) -> None:
    with pytest.raises(LanguageModelError, match=r"did not finish its answer in 0.5 seconds"):
        reader(serve(trickle), timeout=0.5).extract(ARTICLE)


def test_the_budget_is_kept_before_anything_is_sent(serve: Callable[..., Server]) -> None:
    server = serve(completion(GOOD))
    with pytest.raises(BudgetSpent, match="budget of 10 tokens"):
        reader(server, budget=10).extract(ARTICLE)
    assert server.requests == []
    extractor = reader(server, budget=100_000)
    extractor.extract(ARTICLE)
    assert extractor.usage.requests == 1
    assert 0 < extractor.usage.tokens < 100_000


def test_the_key_goes_into_the_header_and_into_no_message(
    serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, "s3cret-key")
    server = serve(raw(401, "the key s3cret-key is unknown"))
    with pytest.raises(LanguageModelError) as caught:
        reader(server).extract(ARTICLE)
    assert server.headers[0]["Authorization"] == "Bearer s3cret-key"
    assert "s3cret-key" not in str(caught.value)
    assert "s3cret-key" not in json.dumps(server.requests)


def test_a_key_is_not_sent_to_another_machine_in_clear_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "s3cret-key")
    with pytest.raises(InputError, match="clear text"):
        LanguageModelExtractor(url="http://models.example/v1", model="small")
    monkeypatch.setenv(KEY, "two\nlines")
    with pytest.raises(InputError, match="no key has"):
        LanguageModelExtractor(url="https://models.example/v1", model="small")


@pytest.mark.parametrize(
    "url", ["", "models.example/v1", "ftp://models.example", "https://", "https://me:pw@host/v1", "http://[::1"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="--llm-url"):
        LanguageModelExtractor(url=url, model="small")


def test_a_long_article_is_asked_about_in_parts_and_offsets_hold(
    serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(llm, "LONGEST_PART", 120)
    server = serve(completion(GOOD))
    found = reader(server).extract(ARTICLE)
    assert len(server.requests) > 1
    assert "".join(part for _, part in llm._parts(TEXT)) == TEXT
    check(found)
    assert [claim.evidence.text for claim in found.claims] == ["Rosa Lind met Peter Hall in Oslo on Monday"]


@pytest.mark.parametrize("value", ["2025", "2025-03", "2025-03-05", "2024/2025", "2021/", "2025-03-03/2025-03-04"])
def test_a_date_is_edtf(value: str) -> None:
    assert is_date(value)


@pytest.mark.parametrize(
    "value",
    ["", "/", "25", "2025-13", "2025-02-30", "2025/2024", "/2025", "2025/2026/2027", "monday", "2025-3-5", "20250305"],
)
def test_and_nothing_else(value: str) -> None:
    assert not is_date(value)


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=8),
        st.sampled_from(["Lind", "MET", "Norway", "Person"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["entities", "claims", "quotes", "name", "kind", "mentions", "source", "relation", "evidence"]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["entities", "claims", "quotes"]), JSON))
def test_any_answer_gives_an_extraction_that_holds(answer: dict[str, Any]) -> None:
    check(grounded(ARTICLE, [(0, TEXT, answer)], extractor="llm:any"))
