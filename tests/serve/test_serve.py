"""The server: what it finds, what it reads and corrects, what it refuses; and its page in a browser."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.run.extract import extract
from pipeline.views.results import NoResults
from tests.run.helpers import rows

pytest.importorskip("fastapi", reason="the extra [serve] is not installed")
from fastapi.testclient import TestClient

from pipeline.serve.app import create
from pipeline.serve.guard import MAX_BODY_BYTES, POLICY
from pipeline.serve.store import Store

SAID = "“We lend 4,000 books,” said Ines Duarte, the skipper. Noor Aziz said the crew was 12 strong."
BOAT = f"Library boat sails\n\n{SAID}\n"
FERRY = "Ferry late\n\nThe ferry was late in March. “It is <b>late</b>,” said Ada Lund. The old boat cost $3m.\n"
LOCAL = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    lines = [
        {"id": "boat", "text": BOAT, "published": "2025-03-05", "publisher": "Islander"},
        {"id": "../odd/<b>", "text": FERRY, "published": "2025-04-06", "publisher": "Harbour Post"},
    ]
    (folder / "in.jsonl").write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    extract([folder / "in.jsonl"], folder / "out")
    return folder / "out"


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "out"))


@pytest.fixture
def client(out: Path) -> TestClient:
    return TestClient(create(out), base_url=LOCAL)


@pytest.mark.parametrize(
    ("query", "speakers"),
    [
        ("", ["Ines Duarte", "Ada Lund", "Noor Aziz"]),  # verbatim first
        ("?q=books", ["Ines Duarte"]),
        ("?q=lend+books", ["Ines Duarte"]),
        ("?q=lend+crew", []),
        ("?q=boo", ["Ines Duarte"]),  # the beginning of a word, as one types
        ('?q=books"+OR+NEAR(', []),  # no operators: words
        ("?kind=indirect", ["Noor Aziz"]),
        ("?publisher=Harbour+Post", ["Ada Lund"]),
        ("?since=2025-04-01", ["Ada Lund"]),
        ("?until=2025-03", ["Ines Duarte", "Noor Aziz"]),
        ("?speaker=Noor+Aziz&speech=true", ["Noor Aziz"]),
        ("?article=boat&limit=1&offset=1", ["Noor Aziz"]),
    ],
)
def test_quotes_are_found(client: TestClient, query: str, speakers: list[str]) -> None:
    found = client.get(f"/quotes{query}").json()
    assert [row["speaker"] for row in found["rows"]] == speakers


def test_every_answer_reads_back(client: TestClient) -> None:
    texts = {"boat": BOAT, "../odd/<b>": FERRY}
    for kind in ("quotes", "claims"):
        found = client.get(f"/{kind}").json()
        assert found["total"] == len(found["rows"]) == 3
        for row in found["rows"]:
            cut = texts[row["doc_id"]][row["start"] : row["end"]]
            assert cut == row["content" if kind == "quotes" else "text"]


def test_facets_count_what_is_found(client: TestClient) -> None:
    facets = client.get("/quotes?q=late").json()["facets"]
    assert facets == {
        "speaker": [["Ada Lund", 1]], "kind": [["direct", 1]],
        "type": [["person", 1]], "publisher": [["Harbour Post", 1]],
    }  # fmt: skip


def test_figures_people_and_articles(client: TestClient) -> None:
    assert [row["text"] for row in client.get("/claims?q=crew").json()["rows"]] == ["12"]
    assert {row["name"] for row in client.get("/people").json()["rows"]} == {"Ines Duarte", "Noor Aziz", "Ada Lund"}
    assert [row["name"] for row in client.get("/people?q=skipper").json()["rows"]] == ["Ines Duarte"]
    (row,) = client.get("/articles?q=late+march").json()["rows"]
    assert (row["doc_id"], "\x02late\x03" in row["snippet"]) == ("../odd/<b>", True)
    assert client.get("/about").json()["counts"] == {"articles": 2, "quotes": 3, "claims": 3, "people": 3}


def test_an_article_is_a_page_by_its_id(client: TestClient) -> None:
    found = client.get("/articles/..%2Fodd%2F%3Cb%3E")
    assert (found.status_code, "Ferry late" in found.text, "<b>late</b>" in found.text) == (200, True, False)
    assert "frame-ancestors 'none'" in found.headers["content-security-policy"]
    assert "connect-src 'self'" in re.search(r'Content-Security-Policy" content="([^"]+)"', found.text)[1]  # type: ignore[index]


@pytest.mark.parametrize("name", ["nobody", "..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "..%2Fmanifest.json", "%00"])
def test_no_name_becomes_a_path(client: TestClient, name: str) -> None:
    for address in (f"/articles/{name}", f"/{name}"):
        assert client.get(address).status_code == 404


def test_a_text_is_read(client: TestClient) -> None:
    found = client.post("/extract", json={"text": BOAT, "published": "2025-03-05"}).json()
    assert [quote["speaker"]["name"] for quote in found["quotes"]] == ["Ines Duarte", "Noor Aziz"]
    address = client.post("/read", json={"text": FERRY}).json()["address"]
    assert "Ada Lund" in client.get(address).text
    assert client.get("/readings/another").status_code == 404
    assert client.post("/extract", json={"text": " "}).status_code == 422
    assert client.post("/extract", json={"text": "a", "path": "/etc/passwd"}).status_code == 422


def test_without_results_texts_are_read() -> None:
    client = TestClient(create(None), base_url=LOCAL)
    assert client.get("/about").json()["counts"] is None
    assert client.get("/quotes").status_code == 404
    assert client.post("/extract", json={"text": BOAT}).status_code == 200


def test_corrections_are_applied_and_found(client: TestClient, out: Path) -> None:
    quote = next(row for row in rows(out, "quotes") if "4,000" in str(row["text"]))
    decision = {"id": quote["id"], "kind": "quotes", "start": quote["start"], "end": quote["end"], "verdict": "edited"}
    line = orjson.dumps({"id": "boat", "decisions": [{**decision, "edit": {"speaker": "Noor Aziz"}}]})
    assert client.post("/apply", content=line).json()["applied"] == "0 accepted, 1 edited, 0 rejected in 1 article"
    assert client.get("/quotes?speaker=Noor+Aziz").json()["total"] == 2
    assert client.get("/people").json()["total"] == 2
    assert client.post("/apply", content=b"no json").status_code == 422
    assert client.post("/apply", content=b'{"id": "boat"}').json()["detail"].startswith("no decisions")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),  # DNS rebinding: another name for this address
        ({"host": "127.0.0.1.evil.example:8000"}, 421),
        ({"host": "localhost:8000"}, 200),
        ({"host": "[::1]:8000"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": LOCAL}, 200),
        ({"content-length": str(MAX_BODY_BYTES + 1)}, 413),
    ],
)
def test_what_is_refused(client: TestClient, headers: dict[str, str], status: int) -> None:
    found = client.post("/extract", json={"text": "Nobody spoke."}, headers=headers)
    assert found.status_code == status
    assert found.headers["content-security-policy"] == POLICY
    assert found.headers["x-content-type-options"] == "nosniff"


def test_a_body_of_unknown_length_is_bounded(client: TestClient) -> None:
    parts = (b"x" * 1_000_000 for _ in range(6))
    assert client.post("/apply", content=parts).status_code == 413


def test_the_policy_lets_nothing_from_elsewhere(client: TestClient) -> None:
    assert "unsafe" not in POLICY
    assert "http" not in client.get("/").text
    assert set(client.get("/openapi.json").json()["paths"]) == {
        "/about", "/apply", "/articles", "/articles/{doc_id}", "/claims", "/extract", "/people", "/quotes"
    }  # fmt: skip


def test_the_index_follows_the_results(out: Path) -> None:
    store = Store(out)
    before = (out / ".serve.sqlite").stat().st_mtime_ns
    store.refresh()
    assert (out / ".serve.sqlite").stat().st_mtime_ns == before
    store.key = ""
    (out / ".serve.sqlite").write_bytes(b"damaged")
    store.refresh()
    assert store.counts()["quotes"] == 3


def test_no_results_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoResults, match="onrecord extract"):
        create(tmp_path)


def test_an_agent_searches_and_cites(out: Path) -> None:
    pytest.importorskip("mcp.server.mcpserver", reason="the extra [mcp] is not installed")
    import anyio

    from pipeline.serve.tools import create as tools

    server = tools(out)

    def call(name: str, **arguments: Any) -> Any:
        answer: Any = anyio.run(server.call_tool, name, arguments)
        return answer.structured_content if hasattr(answer, "structured_content") else answer[1]

    assert {tool.name for tool in anyio.run(server.list_tools)} == {
        "extract_text", "search_quotes", "search_claims", "search_articles", "people", "cite"
    }  # fmt: skip
    (quote,) = call("search_quotes", words="books")["quotes"]
    cited = call("cite", doc_id=quote["doc_id"], start=quote["start"], end=quote["end"])
    assert (cited["text"], cited["publisher"]) == ("“We lend 4,000 books,”", "Islander")
    assert [q["speaker"]["name"] for q in call("extract_text", text=FERRY)["quotes"]] == ["Ada Lund"]
    assert call("people", words="skipper")["total"] == 1


@pytest.fixture
def address(out: Path) -> Iterator[str]:
    """A running server."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(create(out), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DESKTOP, PHONE = {"width": 1300, "height": 900}, {"width": 390, "height": 844}


@pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine")
def test_the_page_searches_reads_and_corrects(address: str) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    wrong: list[str] = []
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for viewport, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
            page = browser.new_context(viewport=viewport, color_scheme=scheme).new_page()
            page.on("console", lambda message: wrong.append(message.text))
            page.on("request", lambda request: request.url.startswith((address, "data:")) or wrong.append(request.url))
            for view in ("quotes", "claims", "people", "articles", "read"):
                page.goto(f"{address}/#{view}")
                page.locator("#list li, #text").first.wait_for(state="attached")
                rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
                found = axe.run(page, options=rules).response["violations"]
                assert [(view, rule["id"], node["html"]) for rule in found for node in rule["nodes"]] == []
                assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        page.goto(address)
        page.get_by_label("Search").fill("late")
        page.locator("#count", has_text="1 quote").wait_for()
        assert "Ada Lund" in page.locator("#list").inner_text()
        page.goto(f"{address}/#quotes?speaker=Ines+Duarte")
        page.locator("#list a").click()
        page.get_by_role("button", name="Reject").click()
        page.get_by_role("button", name="Apply").click()
        page.locator("#review").wait_for(state="hidden")
        page.goto(f"{address}/#quotes")
        page.locator("#list li").first.wait_for()
        assert "Ines Duarte" not in page.locator("#list").inner_text()
        page.goto(f"{address}/#read")
        page.locator("#text").fill(BOAT)
        page.get_by_role("button", name="Read", exact=True).click()
        page.locator("#speakers", has_text="Noor Aziz").wait_for()
        browser.close()
    assert wrong == []
