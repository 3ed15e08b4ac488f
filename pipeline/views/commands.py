"""The commands that read results: report, export, query, people, ledger. Everything heavy is imported inside them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.plain import counted, fault, plain
from pipeline.views.export import FORMS

Results = Annotated[Path, typer.Argument(metavar="OUT", help="Folder of the results.")]


if TYPE_CHECKING:
    Form = str
else:
    Form = StrEnum("Form", {name: name for name in FORMS})  # what ``export`` writes; typer wants an enumeration


class Shape(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


Print = Annotated[Shape, typer.Option("--format", "-f", help="A table to read, or CSV or JSON to go on with.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (report, export, query, people, ledger):
        app.command()(command)


def report(
    out: Results = Path("outputs"),
    target: Annotated[Path, typer.Option("--out", "-o", help="The HTML file to write.")] = Path("report.html"),
) -> None:
    """Make a page of the results to read. Quotes, figures, dates and names in the articles, with evidence."""
    from pipeline.views.report.build import report as write

    with clear_errors(out):
        count = write(out, target)
    _say(f"{counted(count, 'articles')} in {target}")


def export(
    out: Results = Path("outputs"),
    to: Annotated[Form, typer.Option("--to", help="The form to write.")] = "csv",
    target: Annotated[
        Path | None, typer.Option("--out", "-o", help="File or folder to write; by default one in OUT.")
    ] = None,
) -> None:
    """Write results as tables, or in the forms of other tools."""
    from pipeline.views import export as exports

    with clear_errors(out):
        count, path = exports.export(out, to, target)
    _say(f"{counted(count, 'articles')} in {path}")


def query(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of the results.")],
    sql: Annotated[str, typer.Argument(metavar="SQL", help="The query; see docs/questions.md for the tables.")],
    form: Print = Shape.table,
    allow_files: Annotated[
        bool, typer.Option("--allow-files", help="Let the query read and write files, and do all that DuckDB can.")
    ] = False,
) -> None:
    """Ask results in SQL (DuckDB). Tables: documents, entities, dates, quotes, claims, statements, figures, moments."""
    from pipeline.views.printing import print_rows
    from pipeline.views.tables.query import query as run

    with clear_errors(out):
        columns, rows = run(out, sql, allow_files=allow_files)
        print_rows(columns, rows, form.value)


def people(out: Results = Path("outputs"), form: Print = Shape.table) -> None:
    """List speakers, merged over articles. Name, roles, aliases, quotes; ambiguous ones kept apart and said so."""
    from pipeline.views.across import output, terminal
    from pipeline.views.across.people import people as find
    from pipeline.views.printing import console, print_rows
    from pipeline.views.results import articles

    with clear_errors(out):
        found = find(articles(out))
        if form is Shape.table:
            if not found:
                _say("no speaker has a name there")
            terminal.show_people(found, console())
        else:
            rows = output.people_data(found) if form is Shape.json else output.people_table(found)
            print_rows(list(rows[0]) if rows else [], [list(row.values()) for row in rows], form.value)


def ledger(
    out: Results = Path("outputs"),
    form: Print = Shape.table,
    alone: Annotated[bool, typer.Option("--all", help="Also measures with a single figure.")] = False,
) -> None:
    """Set figures of the same measure side by side. By period: who says which, where they agree and differ."""
    from pipeline.views.across import output, terminal
    from pipeline.views.across.ledger import ledger as find
    from pipeline.views.printing import console, print_json, print_rows
    from pipeline.views.results import articles

    with clear_errors(out):
        found = find(articles(out), alone=alone)
        if form is Shape.table:
            if not found.rows and not found.sources:
                _say("no figures there" if alone else "no measure has two figures there (--all: those with one, too)")
            terminal.show_ledger(found, console())
        elif form is Shape.json:
            print_json(output.ledger_data(found))
        else:
            rows = output.ledger_table(found)
            print_rows(list(rows[0]) if rows else [], [list(row.values()) for row in rows], form.value)


@contextmanager
def clear_errors(out: Path) -> Iterator[None]:
    """What a user can mend is a message and exit code 1; files that are not as they were written are named."""
    from pipeline.extra import MissingExtra
    from pipeline.views.results import UserError, changed

    for name in changed(out):
        _say(f"{name} is not as it was written (see onrecord status)")
    try:
        yield
    except BrokenPipeError as error:  # whoever reads has seen enough: `onrecord people out | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error
    except (UserError, MissingExtra, OSError) as error:
        _say(fault(error) if isinstance(error, OSError) else str(error))
        raise typer.Exit(1) from error


def _say(message: str) -> None:
    typer.echo(f"onrecord: {plain(message)}", err=True)
