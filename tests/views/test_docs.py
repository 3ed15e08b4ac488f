"""The documentation is whole, and its examples run."""

from __future__ import annotations

import doctest
import json
import re
import tomllib
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from typer.main import get_command

import onrecord
from pipeline.cli import DateOrder, EngineName, app
from pipeline.loader import model_path
from pipeline.records import Published, Speaker
from pipeline.run.manifest import Manifest
from pipeline.schemas import RECORDS
from pipeline.views.commands import Shape
from pipeline.views.export import FORMS
from pipeline.views.tables.columns import markdown

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
FIELDS = (DOCS / "fields.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", (DOCS / "questions.md").read_text(encoding="utf-8"), re.S)


def has_model() -> bool:
    try:
        return model_path() is not None
    except FileNotFoundError:
        return False


def test_the_map_names_what_is_there() -> None:
    """Modules that open a row of ARCHITECTURE.md, and every file it names."""
    told = (DOCS.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    opening = re.findall(r"^\| ((?:`[\w/]+/?`(?:, )?)+) \|", told, re.M)
    modules = [name for cell in opening for name in re.findall(r"`([\w/]+)`", cell)]
    named = [*modules, *re.findall(r"`([\w/]+\.(?:py|toml|csv|txt|md))`", told)]
    there = {name for room in ("pipeline", "tests", "docs", "models") for path in (DOCS.parent / room).rglob("*")
             for name in (path.name, path.stem)}  # fmt: skip
    there |= {path.name for path in DOCS.parent.iterdir()}
    assert len(modules) > 20
    assert [name for name in named if name.rstrip("/").rpartition("/")[2] not in there] == []


def test_every_command_is_in_the_guide() -> None:
    commands = vars(get_command(app))["commands"]
    assert [name for name in commands if f"onrecord {name}" not in GUIDE] == []


def described(name: str) -> list[str]:
    """Rows of the table of a command, as docs/commands.md has them."""
    rows = []
    for parameter in vars(get_command(app))["commands"][name].params:
        options = [f"`{option}`" for option in (*parameter.opts, *parameter.secondary_opts) if option.startswith("-")]
        default = getattr(parameter.default, "value", parameter.default)
        shown = "" if parameter.required or default in (None, False, []) else f"`{default}`"
        title = ", ".join(options) or parameter.metavar or str(parameter.name).upper()
        rows.append(f"| {title} | {parameter.help} | {shown} |")
    return rows


@pytest.mark.parametrize("name", list(vars(get_command(app))["commands"]))
def test_every_option_is_documented_as_it_is(name: str) -> None:
    section = COMMANDS.split(f"\n## {name}\n")[1].split("\n## ")[0]
    assert f"\n{vars(get_command(app))['commands'][name].help}\n" in section, "docs/commands.md: not what --help says"
    told = [row for row in section.splitlines() if row.startswith("| ")][2:]
    assert told == described(name), "docs/commands.md: give {} these rows\n{}".format(name, "\n".join(described(name)))


@pytest.mark.parametrize("choices", [Shape, DateOrder, EngineName])
def test_every_choice_is_documented(choices: Iterable[str]) -> None:
    assert [c for c in choices if f"`{c}`" not in COMMANDS] == [], "docs/commands.md: say what it does"


def test_every_form_is_in_the_guide() -> None:
    assert [form for form in FORMS if f"| `{form}` |" not in GUIDE] == [], (
        "docs/guide.md: give the table of forms a row"
    )


@pytest.mark.parametrize("name", list(RECORDS))
def test_every_field_is_documented(name: str) -> None:
    common, own = (FIELDS.split(f"\n## {title}\n")[1].split("\n## ")[0] for title in ("Every record", f"{name}.jsonl"))
    silent = [field for field in RECORDS[name].model_fields if f"| `{field}` |" not in common + own]
    assert silent == [], f"docs/fields.md: give {name}.jsonl a row for it"


@pytest.mark.parametrize(
    ("title", "part"), [("speaker", Speaker), ("published", Published), ("manifest.json", Manifest)]
)
def test_every_field_of_a_part_is_documented(title: str, part: type[BaseModel]) -> None:
    section = FIELDS.split(f"\n## {title}\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.M) == [f.alias or n for n, f in part.model_fields.items()]


def test_every_column_is_documented() -> None:
    told = FIELDS.split("# Tables of an export\n\n")[1]
    rows = [row for row in markdown().splitlines() if row not in told]
    assert told == markdown(), "docs/fields.md, tables of an export: not as columns.toml has them\n" + "\n".join(rows)


@pytest.mark.parametrize("sql", QUERIES, ids=[f"question{n}" for n in range(1, len(QUERIES) + 1)])
def test_the_questions_have_answers(sql: str, out: Path) -> None:
    pytest.importorskip("duckdb")
    from pipeline.views.tables.query import query

    columns, _ = query(out, sql)
    assert len(columns) >= 4


def test_there_are_five_questions(out: Path) -> None:
    assert len(QUERIES) == 5


@pytest.mark.skipif(not has_model(), reason="the model is not in this checkout")
@pytest.mark.parametrize("name", ["guide.md"])
def test_examples_run(name: str) -> None:
    failed, tried = doctest.testfile(str(DOCS / name), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert tried > 0
    assert failed == 0


@pytest.mark.skipif(not has_model(), reason="the model is not in this checkout")
def test_the_notebook_runs() -> None:
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.read(DOCS / "tour.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(DOCS.parent)}}).execute()


def test_the_notebook_holds_no_output() -> None:
    cells = json.loads((DOCS / "tour.ipynb").read_text(encoding="utf-8"))["cells"]
    assert [cell for cell in cells if cell.get("outputs")] == []


@pytest.mark.skipif(not has_model(), reason="the model is not in this checkout")
def test_the_line_in_the_readme_is_what_the_file_holds() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    shown = json.loads(re.search(r"```json\n(.*?)```", readme, re.S)[1])
    doc_id = shown["id"].split("/")[0]
    text = (DOCS.parent / "seeds" / f"{doc_id}.txt").read_text(encoding="utf-8")
    quotes = {quote["id"]: quote for quote in onrecord.extract(text, doc_id=doc_id).to_dict()["quotes"]}
    assert differing(shown, quotes[shown["id"]]) == []


def differing(shown: Any, held: Any) -> list[Any]:
    """What is shown and not held; a text that ends in an ellipsis is shortened."""
    if isinstance(shown, dict):
        return [found for name, value in shown.items() for found in differing(value, held.get(name))]
    if isinstance(shown, list):
        return [found for one, other in zip(shown, held, strict=True) for found in differing(one, other)]
    same = held.startswith(shown[:-1]) if isinstance(shown, str) and shown.endswith(" …") else shown == held
    return [] if same else [(shown, held)]


def test_every_dependency_has_a_row_with_its_licence() -> None:
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [names for extra, names in project["optional-dependencies"].items() if extra not in ("dev", "parsers")]
    named = {re.split(r"[<>=\[ ;]", one, maxsplit=1)[0] for one in chain(project["dependencies"], *extras)}
    rows = [row for row in (DOCS / "dependencies.md").read_text(encoding="utf-8").splitlines() if row.startswith("| ")]
    assert named - set(re.findall(r"`([^`]+)`", "\n".join(rows))) == set()
