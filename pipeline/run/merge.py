"""Shards to the plain files of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import orjson

from pipeline.ingest.duplicates import Duplicates
from pipeline.order import COMPONENTS
from pipeline.records import Failure
from pipeline.run import files
from pipeline.run.files import Sink
from pipeline.run.manifest import Artifact, line_of
from pipeline.run.stages import ERRORS, REJECTED, SIGNATURES

_NO_DUPLICATE = b',"duplicate_of":null'
ORDER = ("read", "documents", "annotations", *COMPONENTS)  # of the stages in errors.jsonl
# what may fail in a stage besides itself: reading is done for the documents; quantities have no artifact of their own
OF_STAGE = {
    "documents": ("read", "documents"),
    "quotes": ("quantities", "quotes"),
    "claims": ("quantities", "claims"),
}


def merge(
    shards: Sequence[Path], out: Path, stages: Sequence[str], explain: bool, kept: Sequence[Failure] | None = None
) -> dict[str, Artifact]:
    """Join the artifacts of shards in ``out``; ``errors.jsonl`` keeps what it says of stages that did not run.

    Where that is not to be trusted, ``kept`` are the failures of those stages; of reading, it is still asked.

    All files are written before the first is put in its place.
    """
    names = [f"{stage}.jsonl" for stage in stages]
    if explain:
        names.append(REJECTED)
    with ExitStack() as stack:
        sinks = {name: stack.enter_context(Sink(out / name)) for name in names}
        for name, sink in sinks.items():
            if name == "documents.jsonl":
                merge_documents(shards, sink, Duplicates())
                continue
            for shard in shards:
                for block in files.blocks(shard / name):
                    sink.append(block)
        errors = stack.enter_context(Sink(out / ERRORS))
        _merge_errors(shards, out, stages, errors, kept)
        return {sink.target.name: sink.commit() for sink in (*sinks.values(), errors)}


def parts(stages: Sequence[str]) -> frozenset[str]:
    """What fails when one of these stages does, by the names in errors.jsonl."""
    return frozenset(part for name in stages for part in OF_STAGE.get(name, (name,)))


def of_stage(path: Path, stage: str) -> int:
    """How many lines of errors.jsonl are about a stage."""
    return sum(_stage(line) == stage for line in files.lines(path))


def merge_documents(shards: Sequence[Path], sink: Sink, known: Duplicates) -> None:
    """Documents in input order; only here can be known which article repeats an earlier (``known``) one."""
    for shard in shards:
        rows = zip(files.lines(shard / "documents.jsonl"), files.lines(shard / SIGNATURES), strict=True)
        sink.write(_with_duplicate(line, known, own) for line, own in rows)


def _with_duplicate(line: bytes, known: Duplicates, own: bytes) -> bytes:
    signature = np.frombuffer(bytes.fromhex(own.decode()), dtype=np.uint16) if own else None
    doc_id = orjson.loads(line)["doc_id"]
    earlier = known.match(doc_id, signature)
    if earlier is None:
        return line
    return line.replace(_NO_DUPLICATE, b',"duplicate_of":' + orjson.dumps(earlier), 1)  # in a text, quotes are escaped


def _merge_errors(
    shards: Sequence[Path], out: Path, stages: Sequence[str], sink: Sink, kept: Sequence[Failure] | None
) -> None:
    """By stage, each in input order: so a stage that runs again replaces just its own."""
    ran = parts(stages)
    found: Mapping[str, list[bytes]] = {name: [] for name in ORDER}
    for failure in kept or ():
        found[failure.stage].append(line_of(failure))
    own = {"read"} - ran if kept is not None else found.keys() - ran
    for path, is_new in [(out / ERRORS, False), *((shard / ERRORS, True) for shard in shards)]:
        for line in files.lines(path):
            stage = _stage(line)
            if stage is not None and stage in (found if is_new else own):
                found[stage].append(line)
    for lines in found.values():
        sink.write(lines)


def _stage(line: bytes) -> str | None:
    """The stage that a line of errors.jsonl is about; None where somebody's hand has been in it."""
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return row.get("stage") if isinstance(row, dict) else None
