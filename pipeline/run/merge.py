"""Shards to the plain files of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import orjson

from pipeline.ingest.duplicates import Duplicates
from pipeline.order import COMPONENTS
from pipeline.run import files
from pipeline.run.files import Sink
from pipeline.run.manifest import Artifact
from pipeline.run.stages import ERRORS, REJECTED, SIGNATURES

_NO_DUPLICATE = b',"duplicate_of":null'
ORDER = ("read", "documents", "annotations", *COMPONENTS)  # of the stages in errors.jsonl


def merge(shards: Sequence[Path], out: Path, stages: Sequence[str], explain: bool) -> dict[str, Artifact]:
    """Join the artifacts of shards in ``out``; ``errors.jsonl`` keeps what it says of stages that did not run.

    All files are written before the first is put in its place.
    """
    names = [f"{stage}.jsonl" for stage in stages]
    if explain:
        names.append(REJECTED)
    with ExitStack() as stack:
        sinks = {name: stack.enter_context(Sink(out / name)) for name in names}
        for name, sink in sinks.items():
            if name == "documents.jsonl":
                _merge_documents(shards, sink)
                continue
            for shard in shards:
                for block in files.blocks(shard / name):
                    sink.append(block)
        errors = stack.enter_context(Sink(out / ERRORS))
        _merge_errors(shards, out, stages, errors)
        return {sink.target.name: sink.commit() for sink in (*sinks.values(), errors)}


def _merge_documents(shards: Sequence[Path], sink: Sink) -> None:
    """Documents in input order; only here can be known which article repeats an earlier one."""
    known = Duplicates()
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


def _merge_errors(shards: Sequence[Path], out: Path, stages: Sequence[str], sink: Sink) -> None:
    """By stage, each in input order: so a stage that runs again replaces just its own."""
    ran = set(stages) | ({"quantities"} if {"quotes", "claims"} & set(stages) else set())
    if "documents" in ran:
        ran.add("read")
    found: Mapping[str, list[bytes]] = {name: [] for name in ORDER}
    for path, is_new in [(out / ERRORS, False), *((shard / ERRORS, True) for shard in shards)]:
        for line in files.lines(path):
            stage = orjson.loads(line)["stage"]
            if is_new or stage not in ran:
                found[stage].append(line)
    for lines in found.values():
        sink.write(lines)
