"""Many texts: as a stream of results, or as a table to tables.

>>> import onrecord
>>> texts = ["“We sold 20 boats,” said Ada Lund.", "“Nobody came,” said Noor Aziz."]
>>> [result.quotes[0].speaker.name for result in onrecord.pipe(texts, published=["2025-01-02", None])]
['Ada Lund', 'Noor Aziz']
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from pipeline import records
from pipeline.api import Result, analyse, nlp_of
from pipeline.config import Config
from pipeline.given import FIELDS
from pipeline.ingest.article import Article, article_of
from pipeline.plain import counted

if TYPE_CHECKING:
    from concurrent.futures import Future

    import pandas as pd

BATCH_ARTICLES, BATCH_CHARS = 32, 100_000  # forgotten together: spaCy's vocabulary learns no longer than that
IN_FLIGHT = 2  # batches a worker has: one it works on, one that waits
KINDS = ("documents", "entities", "dates", "quotes", "claims")


def pipe(
    texts: Iterable[str | Mapping[str, Any]],
    *,
    published: Any = None,
    ids: Iterable[str] | None = None,
    workers: int = 1,
    progress: bool = False,
    config: Config | None = None,
) -> Iterator[Result]:
    """Results of many texts, in order, as they are done; as fast as the command.

    An article that makes a stage fail does not end the stream: its result says so in ``failures``.

    Args:
        texts: texts, or mappings with ``text`` and what else there is of ``published``, ``title``, ``byline``, ``url``,
            ``publisher`` and ``id`` (other keys are passed over).
        published: dates of the texts, in the same order; or one date for all.
        ids: what ids of records begin with; ``doc1``, ``doc2`` … if not given.
        workers: processes; each takes one core and loads the model. In a script, call this below
            ``if __name__ == "__main__":``, as all that starts processes.
        progress: show on stderr how far it is.
        config: other settings than the default ones.

    Raises:
        TypeError: a text is no text or a date no date.
    """
    config = config or Config()
    given = _articles(texts, published, ids)
    total = len(texts) if isinstance(texts, Sequence) else None
    results = _here(given, config) if workers == 1 else _spread(given, config, workers)
    return _shown(results, total) if progress else results


@dataclass(frozen=True)
class Tables:
    """The records of a table of articles as tables; each has the columns of the table they were made from."""

    documents: pd.DataFrame
    entities: pd.DataFrame
    dates: pd.DataFrame
    quotes: pd.DataFrame
    claims: pd.DataFrame
    errors: pd.DataFrame

    def __repr__(self) -> str:
        return "Tables({})".format(", ".join(counted(len(getattr(self, kind)), kind) for kind in (*KINDS, "errors")))


def extract_frame(
    frame: pd.DataFrame,
    text: str = "text",
    *,
    published: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    id: str | None = None,
    workers: int = 1,
    progress: bool = False,
    config: Config | None = None,
) -> Tables:
    """A table of articles to tables of records.

    Every column that is not read stands in each of the tables too, beside the records of its row (as ``NAME_given``
    where a record has a field of that name), so that quotes can be grouped by desk or author at once. Rows without a
    text are in ``errors``.

    Args:
        frame: one article a row.
        text: the column of the texts.
        published: the column of the dates; ``published`` where there is one, and so for ``title``, ``byline``, ``url``,
            ``publisher`` and ``id``. Without ids the index serves, or the row's number where it is not unique.
        workers: processes, as in ``pipe``.
        progress: show on stderr how far it is.
        config: other settings than the default ones.

    Raises:
        ValueError: no such column; the message names those there are.
    """
    named = {"text": text, "published": published, "title": title, "byline": byline, "url": url}
    named |= {"publisher": publisher, "id": id}
    columns = _columns(frame, named)
    ids = _ids(frame, columns.pop("id", None))
    rows, skipped = _rows(frame, columns, ids)
    results = pipe([row for _, row in rows], ids=[row["id"] for _, row in rows], workers=workers, progress=progress,
                   config=config)  # fmt: skip
    carried = frame[[name for name in frame.columns if name not in columns.values()]]
    return _tables(zip([at for at, _ in rows], results, strict=True), carried, skipped)


def _articles(texts: Iterable[Any], published: Any, ids: Iterable[str] | None) -> Iterator[Article]:
    many = hasattr(published, "__iter__") and not isinstance(published, str)
    dates = iter(published) if many else repeat(published)
    names = iter(ids) if ids is not None else None
    for number, (one, date) in enumerate(zip(texts, dates, strict=False), 1):
        row = dict(one) if isinstance(one, Mapping) else {"text": one}
        name = next(names) if names else row.get("id") or f"doc{number}"
        fields = {key: row.get(key) for key in FIELDS}
        yield article_of(row.get("text"), str(name), **fields | {"published": fields["published"] or date})


def _batches(given: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    size = 0
    for article in given:
        if batch and (len(batch) == BATCH_ARTICLES or size + len(article.text) > BATCH_CHARS):
            yield batch
            batch, size = [], 0
        batch.append(article)
        size += len(article.text)
    if batch:
        yield batch


def _here(given: Iterable[Article], config: Config) -> Iterator[Result]:
    for batch in _batches(given):
        yield from batch_results(batch, config)


def batch_results(batch: Sequence[Article], config: Config) -> list[Result]:
    """Results of some articles; what spaCy's vocabulary learns from them is forgotten after."""
    nlp: Any = nlp_of(config)
    zone: Any = nullcontext() if nlp.vocab.in_memory_zone else nlp.memory_zone()
    with zone:
        return [_result(nlp, article, config) for article in batch]


def _result(nlp: Any, given: Article, config: Config) -> Result:
    """The boundary: whatever one article does to a stage, the stream goes on."""
    try:
        return analyse(nlp, given, config)
    except Exception as error:  # noqa: BLE001 - any stage, any library; KeyboardInterrupt passes
        failure = records.Failure(
            source=given.source, stage="extract", error=type(error).__name__, message=f"{given.doc_id}: {error}"
        )
        bare = records.Document(doc_id=given.doc_id, source=given.source, sha256=given.sha256, text=given.text)
        return Result(bare, [], [], [], [], [failure])


def _spread(given: Iterable[Article], config: Config, workers: int) -> Iterator[Result]:
    """Batches over processes of this machine, each with a model of its own; results in order."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from pipeline.run.startup import begin, environment_of_workers

    context = multiprocessing.get_context("spawn")
    with (
        environment_of_workers(),
        ProcessPoolExecutor(workers, mp_context=context, initializer=begin, initargs=(config.model,)) as pool,
    ):
        stream, waiting = _batches(given), deque[Future[list[Result]]]()
        while True:
            room = workers * IN_FLIGHT - len(waiting)
            waiting.extend(pool.submit(batch_results, batch, config) for batch in islice(stream, room))
            if not waiting:
                return
            yield from waiting.popleft().result()


def _shown(results: Iterator[Result], total: int | None) -> Iterator[Result]:
    from rich.console import Console
    from rich.progress import track

    yield from track(results, "articles", total=total, console=Console(stderr=True), transient=True)


def _columns(frame: pd.DataFrame, named: Mapping[str, str | None]) -> dict[str, str]:
    """Our field to the frame's column, for those there are."""
    found = {}
    for field, column in named.items():
        if column is not None and column not in frame.columns:
            have = ", ".join(map(str, frame.columns))
            raise ValueError(f"no column {column!r} for {field}; the frame has {have}: name one as {field}=…")
        if column is not None or field in frame.columns:
            found[field] = column or field
    return found


def _ids(frame: pd.DataFrame, column: str | None) -> list[str]:
    """Ids of the rows: the column's, the index where it is unique, else the numbers of the rows."""
    given = frame[column] if column else frame.index
    if column is None and not frame.index.is_unique:
        given = range(len(frame))  # type: ignore[assignment]
    ids = [str(value) for value in given]
    twice = next((name for name in ids if ids.count(name) > 1), None) if len(set(ids)) < len(ids) else None
    if twice is not None:
        raise ValueError(f"ids are unique, but {twice!r} stands in column {column!r} more than once")
    return ids


def _rows(
    frame: pd.DataFrame, columns: Mapping[str, str], ids: Sequence[str]
) -> tuple[list[tuple[int, dict[str, Any]]], list[records.Failure]]:
    """Rows that have a text, with their numbers, and failures for the others."""
    found: list[tuple[int, dict[str, Any]]] = []
    skipped = []
    values = {field: frame[column].tolist() for field, column in columns.items()}
    for at, name in enumerate(ids):
        row = {field: column[at] for field, column in values.items()} | {"id": name}
        if isinstance(row["text"], str) and row["text"].strip():
            found.append((at, row))
        else:
            kind = "the text is empty" if isinstance(row["text"], str) else f"no text but {row['text']!r}"
            skipped.append(records.Failure(source=name, stage="read", error="MissingText", message=kind))
    return found, skipped


def _tables(results: Iterable[tuple[int, Result]], carried: pd.DataFrame, skipped: Iterable[records.Failure]) -> Tables:
    from pipeline.frames import rows_to_frame

    rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in (*KINDS, "errors")}
    places: dict[str, list[int]] = {kind: [] for kind in KINDS}
    rows["errors"] = [failure.model_dump() for failure in skipped]
    for at, result in results:
        found: dict[str, Sequence[records.Model]] = {"documents": [result.document]}
        found |= {kind: getattr(result, kind) for kind in KINDS[1:]}
        for kind, listed in found.items():
            rows[kind] += [record.model_dump(mode="json", by_alias=True) for record in listed]
            places[kind] += [at] * len(listed)
        rows["errors"] += [failure.model_dump() for failure in result.failures]
    made = {kind: rows_to_frame(listed, kind) for kind, listed in rows.items()}
    return Tables(**{kind: _joined(made[kind], carried.iloc[places[kind]]) for kind in KINDS}, errors=made["errors"])


def _joined(made: pd.DataFrame, beside: pd.DataFrame) -> pd.DataFrame:
    """The records with the input's columns behind them."""
    import pandas as pd

    beside = beside.reset_index(drop=True)
    names = {name: f"{name}_given" if name in made.columns else name for name in beside.columns}
    return pd.concat([made, beside.rename(columns=names)], axis=1)
