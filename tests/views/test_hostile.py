"""What comes from outside is inert in every view: ids, names and texts are shown and never run or obeyed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.plain import cell, plain
from pipeline.views.export import export
from pipeline.views.folder import file_name
from pipeline.views.results import NoResults, articles, changed
from pipeline.views.tables.query import BadQuery, query
from pipeline.views.terminal import show
from tests.views.make import Draft, write

ESCAPES = "\x1b[2J\x1b]0;owned\x07\x1b]8;;http://x/\x1b\\click\x1b]8;;\x1b\\\x9b31m\u202e"
SEQUENCES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
IDS = [
    "x/y", "x-y-bd3c9047", "x-y", "Case", "case", "CASE", "con", "CON", "nul.txt", "aux", "com1", "COM1", ".", "..", "",
    "../../etc/passwd", "/abs", "a\nb", "a\tb", "a\x00b", "a b", "a  b", "n" * 300, "n" * 301, "é", "e\u0301", "%2e%2e",
    "[/nope]", "[bold]", "a\u202eb", "-rf", "a.", "a ", "a-", "a",
]  # fmt: skip


def onrecord(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """An article with control sequences and mark-up everywhere."""
    draft = Draft(f"id{ESCAPES}[/x][bold]", f"Title {ESCAPES}\n\n“No [/x],” said Ana{ESCAPES} Reis of =1+1.\n", None)
    draft.entity(f"Ana{ESCAPES} Reis", "PERSON", "e1")
    draft.quote(["“No [/x],”"], "said", f"Ana{ESCAPES} Reis", "e1")
    return write([draft.article()], tmp_path / "run")


@pytest.mark.parametrize(
    "arguments",
    [("show",), ("people",), ("ledger", "--all"), ("query", "SELECT * FROM quotes"),
     ("query", "SELECT doc_id, text FROM documents")],
)  # fmt: skip
def test_no_control_sequence_reaches_a_terminal(hostile: Path, arguments: tuple[str, ...]) -> None:
    command, *rest = arguments
    result = onrecord(command, str(hostile), *rest)
    assert result.exit_code == 0
    assert SEQUENCES.findall(result.output) == []


def test_markup_of_the_terminal_is_text(hostile: Path) -> None:
    screen = Console(file=io.StringIO(), width=200)
    show(hostile, None, screen)
    assert "[/x][bold]" in screen.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("doc_id", ["missing\x1b[2J", "[/x]"])
def test_errors_are_plain(hostile: Path, doc_id: str) -> None:
    result = onrecord("show", str(hostile), doc_id)
    assert result.exit_code == 2
    assert SEQUENCES.findall(result.output) == []


def test_pictures_keep_every_offset() -> None:
    text = "".join(map(chr, range(0x300))) + ESCAPES
    assert len(plain(text)) == len(text)
    assert SEQUENCES.findall(plain(text)) == []
    assert plain("tab\tline\n“é”") == "tab\tline\n“é”"


def test_every_id_has_a_file_of_its_own() -> None:
    names = [file_name(doc_id, "html") for doc_id in IDS]
    assert len({name.casefold() for name in names}) == len(IDS)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*\.html|-[0-9a-f]{16}\.html", name), name
        assert name.split(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


def test_a_name_that_was_made_cannot_be_claimed_by_another_id() -> None:
    made = file_name("x/y", "html").removesuffix(".html")
    assert file_name(made, "html") != f"{made}.html"


@pytest.mark.parametrize("form", ["brat", "webannotation"])
def test_no_page_is_lost(tmp_path: Path, form: str) -> None:
    out = write(
        [Draft(doc_id, f"Title {n}\n\nIt rained.\n", None).article() for n, doc_id in enumerate(IDS)], tmp_path / "o"
    )
    _, target = export(out, form, tmp_path / "made")
    made = [p for p in target.iterdir() if p.suffix in (".txt", ".jsonld")]
    assert len(made) == len(IDS)


def test_an_id_with_a_line_break_is_one_comment_in_conllu(tmp_path: Path) -> None:
    import spacy

    from pipeline.views.interchange.conllu import sentences

    draft = Draft("a\nb\r\u2028c", "Title\n\nIt rained.\n", None).article()
    lines = "".join(sentences(spacy.blank("en")(draft.text), draft)).splitlines()
    assert lines[0] == "# newdoc id = a b c"
    assert all(line.startswith("#") or "\t" in line or not line for line in lines)


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_is_text(tmp_path: Path, formula: str) -> None:
    draft = Draft("a", f"Title\n\n{formula} said so.\n", None)
    draft.quote(["so"], "said", formula, None)
    out = write([draft.article()], tmp_path / "o")
    _, folder = export(out, "csv", tmp_path / "csv")
    tables = [io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="") for path in folder.glob("*.csv")]
    cells = [value for table in tables for row in csv.reader(table) for value in row]
    assert not [value for value in cells if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
    printed = onrecord("query", str(out), "SELECT source.text AS source FROM quotes", "-f", "csv").stdout
    assert "'" + formula[:2].replace("\r", "\n") in printed


def test_numbers_are_no_formulas() -> None:
    assert [cell(value) for value in (-3, -2.5, None, "", "a=b")] == [-3, -2.5, None, "", "a=b"]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "COPY (SELECT 1) TO '{out}/stolen.csv'",
        "COPY (SELECT 1) TO '{out}/quotes.jsonl'",
        "ATTACH '{out}/x.db'",
        "EXPORT DATABASE '{out}/x'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT 1; COPY (SELECT 1) TO '{out}/stolen.csv'",
        "CREATE TABLE x AS SELECT 1",
        "",
        " ; ",
        "-- nothing",
        "SELEC 1",
    ],
)
def test_a_query_reads_the_results_and_nothing_else(out: Path, sql: str) -> None:
    before = sorted((path.name, path.read_bytes()) for path in out.iterdir())
    with pytest.raises(BadQuery):
        query(out, sql.format(out=out))
    assert sorted((path.name, path.read_bytes()) for path in out.iterdir()) == before


@pytest.mark.parametrize("sql", ["SELECT count(*) FROM quotes", "DESCRIBE quotes", "SHOW TABLES", "EXPLAIN SELECT 1",
                                 "WITH a AS (SELECT 1) SELECT * FROM a", "FROM claims", "VALUES (1)"])  # fmt: skip
def test_what_only_reads_is_allowed(out: Path, sql: str) -> None:
    assert query(out, sql)[1]


def test_files_are_read_where_that_is_asked_for(out: Path, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("a\n1\n", encoding="utf-8")
    assert query(out, f"SELECT a FROM read_csv('{tmp_path}/more.csv')", allow_files=True)[1] == [(1,)]


@pytest.mark.parametrize("name", ["o*", "o?", "o[1]", "o'q", "o q", "o{a,b}"])
def test_a_folder_s_name_is_no_pattern(tmp_path: Path, name: str) -> None:
    draft = Draft("a", "Title\n\nIt rained.\n", None).article()
    write([draft] * 3, tmp_path / "oa")
    write([draft] * 3, tmp_path / "o1")
    out = write([draft], tmp_path / name)
    assert query(out, "SELECT count(*) FROM documents")[1] == [(1,)]


DAMAGES: dict[str, tuple[str, Callable[[list[bytes]], list[bytes]]]] = {
    "a document taken out": ("documents", lambda lines: lines[1:]),
    "documents turned round": ("documents", lambda lines: lines[::-1]),
    "quotes turned round": ("quotes", lambda lines: lines[::-1]),
    "a quote of nobody's": ("quotes", lambda lines: [lines[0].replace(b'"harbour', b'"elsewhere'), *lines[1:]]),
    "a quote cut": ("quotes", lambda lines: [lines[0], lines[1][:50]]),
    "no JSON": ("claims", lambda lines: [b"x\n"]),
    "another text": ("documents", lambda lines: [line.replace(b"We rank", b"We were") for line in lines]),
    "a span moved": ("claims", lambda lines: [re.sub(rb'"start":\d+', b'"start":3', lines[0], count=1), *lines[1:]]),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_files_that_do_not_fit_are_refused(out: Path, tmp_path: Path, name: str) -> None:
    kind, damage = DAMAGES[name]
    path = out / f"{kind}.jsonl"
    path.write_bytes(b"".join(damage(path.read_bytes().splitlines(keepends=True))))
    with pytest.raises(NoResults):
        list(articles(out))
    for arguments in (("report", str(out), "-o", str(tmp_path / "r.html")), ("export", str(out)), ("people", str(out))):
        result = onrecord(*arguments)
        assert result.exit_code == 1
        assert len(result.stderr.splitlines()) == 1


def test_a_file_that_was_cut_at_a_line_end_is_named(tmp_path: Path) -> None:
    from pipeline.config import Config
    from tests.run.helpers import run, write_articles

    out = tmp_path / "o"
    run(out, Config()).extract([write_articles(tmp_path / "in.jsonl", 3)])
    assert changed(out) == []
    path = out / "quotes.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:1]))
    assert changed(out) == ["quotes.jsonl"]
    assert "quotes.jsonl is not as it was written" in onrecord("people", str(out)).stderr
