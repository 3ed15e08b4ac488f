"""The command ``onrecord``: options to calls. Everything heavy is imported inside the commands.

Exit codes: 0 the run finished (with bad articles too, which it counts), 1 nothing could be processed, 2 wrong use,
3 more inputs could not be read than could (what could was processed), 128 and the signal's number where it was stopped.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline import __version__
from pipeline.plain import plain
from pipeline.views import commands

if TYPE_CHECKING:
    from pipeline.config import Config

app = typer.Typer(
    help="Who said what, which numbers, and when: linked records from news articles.",
    no_args_is_help=True,
    rich_markup_mode=None,  # importing it would be most of the time that --help takes
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class DateOrder(StrEnum):
    """How numeric dates are read where the article's own usage does not tell."""

    auto = "auto"
    MDY = "MDY"
    DMY = "DMY"


class EngineName(StrEnum):
    """Who runs the shards."""

    auto = "auto"
    serial = "serial"
    pool = "pool"
    ray = "ray"


Out = Annotated[str, typer.Option("--out", "-o", help="Folder of the results, or a URL that fsspec knows.")]
Field = Annotated[
    list[str], typer.Option(metavar="OURS=THEIRS", help="Rename a column (text=body), or name a known export.")
]
Model = Annotated[str | None, typer.Option(help="The shipped model, or another spaCy pipeline's name or path.")]
Order = Annotated[DateOrder | None, typer.Option(help="Order of day and month in 03/04/2025.")]
Country = Annotated[str | None, typer.Option(help="ISO 3166 code of the articles' country, for $ and dates.")]
Appositives = Annotated[
    bool | None, typer.Option("--appositives/--no-appositives", help="Keep the appositive in a quote's source.")
]
AllAttributions = Annotated[
    bool | None,
    typer.Option("--all-attributions/--no-all-attributions", help="Keep acts and feelings that are no quotes."),
]
Explain = Annotated[bool | None, typer.Option("--explain/--no-explain", help="Also write rejected.jsonl.")]
Timeout = Annotated[
    float, typer.Option("--article-timeout", min=0.1, max=1e6, help="Processor seconds for one stage of one article.")
]
Memory = Annotated[
    float, typer.Option("--article-memory", min=0.1, max=1e6, help="GB that articles may take in a process.")
]
Retry = Annotated[
    bool | None,
    typer.Option(
        "--retry-failed/--no-retry-failed",
        help="Try articles again that failed before; if not given, those that were out of time or memory.",
    ),
]
Workers = Annotated[
    int | None, typer.Option("--workers", "-j", min=1, help="Processes; as many as cores if not given.")
]
Kind = Annotated[EngineName, typer.Option("--engine", help="Who runs the shards.")]
Address = Annotated[str | None, typer.Option(help="Ray cluster, as for ray.init; this machine if not given.")]


@app.command()
def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, or - (JSON lines on stdin)")],
    out: Out = "outputs",
    field: Field = [],  # noqa: B006 - typer copies it
    append: Annotated[bool, typer.Option("--append", help="Add to the results there, with their settings.")] = False,
    repair: Annotated[
        bool,
        typer.Option("--repair", help="Decode anew what was decoded wrongly (â€œ for “), before the text is fixed."),
    ] = False,
    model: Model = None,
    date_order: Order = None,
    country: Country = None,
    appositives: Appositives = None,
    all_attributions: AllAttributions = None,
    explain: Explain = None,
    retry_failed: Retry = None,
    article_timeout: Timeout = 300.0,
    article_memory: Memory = 4.0,
    workers: Workers = None,
    engine: Kind = EngineName.auto,
    address: Address = None,
) -> None:
    """Articles to records, as JSON lines. A file each of documents, entities, dates, quotes and claims."""
    from pipeline.config import Config

    fields = _fields(field)
    from pipeline.run import command

    base = command.config_of(out) if append else Config()
    switches = {"appositives": appositives, "explain": explain, "all_attributions": all_attributions}
    config = _config(base, model, date_order, country, **switches)
    how = command.How(article_timeout, article_memory, workers, engine.value, address, retry_failed)
    raise typer.Exit(command.extract(inputs, out, config, fields, how, append, repair))


@app.command()
def watch(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Where articles come in.")],
    out: Out = "outputs",
    field: Field = [],  # noqa: B006 - typer copies it
    model: Model = None,
    date_order: Order = None,
    country: Country = None,
    workers: Workers = None,
) -> None:
    """Extract what comes into a folder. What is there or changes there, too, until interrupted."""
    from pipeline.run import command

    config = _config(command.config_of(out), model, date_order, country)
    how = command.How(300.0, 4.0, workers, EngineName.auto.value, None)
    raise typer.Exit(command.watch(folder, out, config, _fields(field), how))


@app.command()
def stage(
    names: Annotated[
        list[str], typer.Argument(metavar="STAGE...", help="Of annotations entities dates quotes claims.")
    ],
    out: Out = "outputs",
    model: Model = None,
    date_order: Order = None,
    country: Country = None,
    appositives: Appositives = None,
    all_attributions: AllAttributions = None,
    explain: Explain = None,
    article_timeout: Timeout = 300.0,
    article_memory: Memory = 4.0,
    workers: Workers = None,
    engine: Kind = EngineName.auto,
    address: Address = None,
) -> None:
    """Run stages again, from the artifacts before them. With the settings of the run, or other ones."""
    from pipeline.run import command

    config = _config(
        command.config_of(out),
        model,
        date_order,
        country,
        appositives=appositives,
        explain=explain,
        all_attributions=all_attributions,
    )
    how = command.How(article_timeout, article_memory, workers, engine.value, address)
    raise typer.Exit(command.stages(names, out, config, how))


@app.command()
def apply(
    corrections: Annotated[
        list[Path], typer.Argument(metavar="CORRECTIONS...", help="Files that the report saved.", exists=True)
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the results.")] = Path("outputs"),
    workers: Workers = None,
) -> None:
    """Put corrections into the results. What was rejected goes, what was edited stays, also when stages run again."""
    from pipeline.run import command

    raise typer.Exit(command.apply(corrections, out, workers))


@app.command()
def status(out: Annotated[str, typer.Argument(help="Folder of the results, or a URL.")] = "outputs") -> None:
    """Say what is done, what failed, what is stale and why."""
    from pipeline.run import command

    raise typer.Exit(command.status(out))


@app.command()
def schema(
    name: Annotated[
        str | None, typer.Argument(help="documents, entities, dates, quotes, claims, errors, rejected.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Write all of them to pipeline/schemas.")] = False,
) -> None:
    """Print the JSON Schema of a record file."""
    from pipeline import schemas

    if write:
        for path in schemas.write():
            typer.echo(path)
    elif name is None:
        typer.echo("\n".join(schemas.RECORDS))
    elif name in schemas.RECORDS:
        typer.echo(schemas.as_text(name), nl=False)
    else:
        _wrong(f"no schema {name!r}; there are {', '.join(schemas.RECORDS)}")


Served = Annotated[Path | None, typer.Argument(metavar="OUT", help="Folder of results; none: only texts are read.")]


@app.command()
def serve(
    out: Served = None,
    host: Annotated[str, typer.Option(help="Address to answer at; other machines reach it only if you say so.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port.")] = 8000,
) -> None:
    """Search, read and correct results in the browser. On this machine; reads texts, too; with a REST API."""
    from pipeline.serve.command import serve as run

    raise typer.Exit(run(out, host, port))


@app.command()
def mcp(out: Served = None) -> None:
    """Extract, search and cite for language-model agents. Model Context Protocol, on standard input and output."""
    from pipeline.serve.command import mcp as run

    raise typer.Exit(run(out))


@app.command()
def show(
    out: Annotated[Path, typer.Argument(help="Folder of the results.")] = Path("outputs"),
    doc_id: Annotated[str | None, typer.Argument(help="Which article; the first one if not given.")] = None,
    trace: Annotated[str | None, typer.Option("--trace", help="What each pass did to this quote, as q3.")] = None,
) -> None:
    """Show one article in the terminal. Its spans in colour, its quotes and claims as tables."""
    from pipeline.views.terminal import show as show_article

    with commands.clear_errors(out):
        try:
            if trace is None:
                show_article(out, doc_id)
            else:
                from pipeline.views.trace import show_trace

                show_trace(out, doc_id, trace)
        except LookupError as error:
            _wrong(str(error.args[-1]))


def _config(
    base: Config, model: str | None, order: DateOrder | None, country: str | None, **switches: bool | None
) -> Config:
    from pydantic import ValidationError

    given = {"model": model, "date_order": order.value if order else None, "country": country, **switches}
    try:
        return base.model_validate({**base.model_dump(), **{k: v for k, v in given.items() if v is not None}})
    except ValidationError as error:
        first = error.errors()[0]
        _wrong(f"--{first['loc'][0]}: {first['msg'].removeprefix('Value error, ')}")


def _fields(options: list[str]) -> dict[str, str]:
    from pipeline.ingest.fields import field_map

    try:
        return field_map(options)
    except ValueError as error:
        _wrong(str(error))


def _wrong(message: str) -> NoReturn:
    typer.echo(f"onrecord: {plain(message)}", err=True)
    raise typer.Exit(2)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Who said what, which numbers, and when: linked records from news articles."""


commands.register(app)  # report, export, query, people, ledger
