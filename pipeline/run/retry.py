"""Articles that failed for a reason of the moment, tried again; what is there of the others stays as it is.

The inputs are cut into shards as ever. A shard without such an article is not run: its part of the artifacts is copied
into its folder, so that the joining that follows cannot tell the difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from pipeline.ingest.article import Article
from pipeline.ingest.duplicates import body, signature
from pipeline.records import Document, Failure
from pipeline.run.files import Sink
from pipeline.run.lockstep import Lockstep
from pipeline.run.manifest import Failed, Inputs, Manifest, ShardManifest, line_of
from pipeline.run.shard import Work
from pipeline.run.stages import ERRORS, NAMES, REJECTED, SIGNATURES


class Carver:
    """Takes the parts of shards out of the artifacts in a folder, one shard after the other in input order."""

    def __init__(self, out: Path, prior: Manifest, shards: Path) -> None:
        names = [f"{name}.jsonl" for name in NAMES]
        if (out / REJECTED).exists():
            names.append(REJECTED)
        self.readers = {name: Lockstep(out / name) for name in names}
        self.shards = shards
        self.failures: dict[str, list[Failed]] = defaultdict(list)
        for failure in prior.failures:
            self.failures[failure.doc_id].append(failure)
        self.made: dict[int, ShardManifest] = {}

    def rest(self, works: Iterable[Work], again: Collection[str]) -> Iterator[Work]:
        """The shards that hold one of these articles; the others are made here, from what is there."""
        for work in works:
            ids = [item.doc_id for item in work.items if isinstance(item, Article)]
            parts = {name: reader.of(frozenset(ids)) for name, reader in self.readers.items()}
            if not again or set(again).isdisjoint(ids):
                self.made[work.number] = self._write(work, ids, parts)
            else:
                yield work

    def _write(self, work: Work, ids: list[str], parts: dict[str, list[bytes]]) -> ShardManifest:
        folder = self.shards / f"{work.number:06d}"
        folder.mkdir(parents=True, exist_ok=True)
        documents = [Document.model_validate_json(line) for line in parts["documents.jsonl"]]
        alone = [found.model_copy(update={"duplicate_of": None}) for found in documents]  # told anew when joined
        parts["documents.jsonl"] = [found.model_dump_json(by_alias=True).encode() for found in alone]
        parts[SIGNATURES] = [_signature(found) for found in alone]
        unreadable = [item for item in work.items if isinstance(item, Failure)]
        failures = [failure for doc_id in ids for failure in self.failures.get(doc_id, ())]
        parts[ERRORS] = [line_of(failure) for failure in (*unreadable, *failures)]
        artifacts = {}
        for name, lines in parts.items():
            with Sink(folder / name) as sink:
                sink.write(lines)
                artifacts[name] = sink.commit()
        words = sum(len(found.text.split()) for found in documents)
        undated = sum(found.published is None for found in documents)
        counts = {"articles": len(ids), "unreadable": len(unreadable), "words": words, "undated": undated}
        inputs = Inputs(sha256=work.digest, **counts)
        return ShardManifest(key=work.key, inputs=inputs, failures=failures, artifacts=artifacts, seconds={})


def _signature(found: Document) -> bytes:
    own = signature(body(found))
    return b"" if own is None else own.tobytes().hex().encode()
