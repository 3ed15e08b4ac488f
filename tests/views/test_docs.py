"""The documentation is whole, and its examples run."""

from __future__ import annotations

import doctest
import json
import re
from pathlib import Path

import pytest
from typer.main import get_command

from pipeline.cli import app
from pipeline.load import model_path
from pipeline.schemas import RECORDS
from pipeline.views.export import FORMS
from pipeline.views.tables.columns import tables

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
FIELDS = (DOCS / "fields.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", (DOCS / "questions.md").read_text(encoding="utf-8"), re.S)


def has_model() -> bool:
    try:
        return model_path() is not None
    except FileNotFoundError:
        return False


def test_every_command_is_in_the_guide() -> None:
    commands = vars(get_command(app))["commands"]
    assert [name for name in commands if f"onrecord {name}" not in GUIDE] == []


def test_every_form_is_in_the_guide() -> None:
    assert [form for form in FORMS if f"| `{form}` |" not in GUIDE] == []


@pytest.mark.parametrize("name", list(RECORDS))
def test_every_field_is_documented(name: str) -> None:
    assert [field for field in RECORDS[name].model_fields if f"| `{field}` |" not in FIELDS] == []


def test_every_column_is_documented() -> None:
    rows = [f"| `{c.name}` | {c.type} | {c.about} |" for columns in tables().values() for c in columns]
    assert [row for row in rows if row not in FIELDS] == []


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
