"""Runs that grow: ``extract --append`` adds articles to a folder of results, ``watch`` those that come into a folder.

What is in the results already is known by its id, source and checksum, and passed over. An article that has changed
since takes the place at the end; one that only has the id of another gets an id of its own.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import orjson

from pipeline.ingest import mojibake, readers
from pipeline.ingest.article import STAGE as READ
from pipeline.ingest.article import Article
from pipeline.ingest.duplicates import Duplicates, body, signature
from pipeline.records import Document, Failure
from pipeline.run import files, manifest, plan
from pipeline.run.errors import Misfit
from pipeline.run.extract import Run
from pipeline.run.files import Sink
from pipeline.run.manifest import Artifact, Inputs, Manifest
from pipeline.run.merge import merge_documents, of_stage
from pipeline.run.stages import BY_NAME, ERRORS, MANIFEST, NAMES, REJECTED

POLL_SECONDS = 2.0  # between two looks at a folder; a file is read once it has not changed from one to the next


@dataclass
class Growth:
    """What an append met: ids that are new, that replace an earlier article, and how many were there already."""

    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    known: int = 0
    sources: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        told = [f"{len(self.new):,} new"]
        told += [f"{len(self.replaced):,} changed"] if self.replaced else []
        return ", ".join(told) + f" ({self.known:,} were there already)"

    def unknown(
        self, items: Iterable[Article | Failure], known: Mapping[str, tuple[str, str]]
    ) -> Iterator[Article | Failure]:
        """Articles that are not in the results as they are; failures pass."""
        taken = set(known)
        for item in items:
            self.sources.add(item.source)
            if isinstance(item, Failure):
                yield item
                continue
            name, number = item.doc_id, 1
            while name in taken and known.get(name, ("", ""))[0] != item.source:
                number += 1
                name = f"{item.doc_id}#{number}"
            if known.get(name) == (item.source, item.sha256):
                self.known += 1
                continue
            (self.replaced if name in known else self.new).append(name)
            taken.add(name)
            yield item if name == item.doc_id else replace(item, doc_id=name)


class Growing(Run):
    """A folder of results that articles are added to. ``growth`` says what the last ``append`` met."""

    growth: Growth | None = None

    def append(
        self, inputs: Sequence[str | Path], fields: Mapping[str, str] = readers.NO_FIELDS, repair: bool = False
    ) -> Manifest:
        """Add what is new in the inputs; where there are no results yet, begin them.

        Raises:
            Misfit: the results were made with other settings or by another version, or changed since.
        """
        self.read = partial(readers.read, inputs, fields, mojibake.repaired if repair else None)
        with self._opened():
            self.growth = growth = Growth()
            self._note_results(inputs)
            prior = manifest.read(self.out)
            if prior is None:
                made = self._extract(inputs)
                growth.new = list(_known(self.out))
                return made
            self._check(prior)
            known = _known(self.out)
            works = plan.Plan(growth.unknown(self.read(), known), NAMES, self.size)
            began = time.perf_counter()
            parts = {}
            for number, part in self.engine(self.job, map(self._with_key, works)):
                parts[number] = part
                if self.watch is not None:
                    self.watch(part)
            if not parts:
                return prior
            shards = [self._shard(number, parts[number]) for number in sorted(parts)]
            artifacts = self._join(shards, growth)
            wall = time.perf_counter() - began
            made = self._grown(prior, works, growth, [parts[n] for n in sorted(parts)], artifacts, wall)
            files.write_bytes(self.out / MANIFEST, made.model_dump_json(indent=2).encode() + b"\n")
            files.sync_folder(self.out)
            return made

    def _check(self, prior: Manifest) -> None:
        if self.remote is not None:
            raise Misfit("--append takes a folder of this machine")
        if prior.config != self.config:
            raise Misfit(
                f"the results in {self.out} were made with other settings: leave them out, or run extract anew"
            )
        for name, why in plan.states(self.out, prior, self.config).items():
            if why:
                raise Misfit(f"{name} in {self.out}: {why}; run extract on all inputs (or `onrecord stage`) first")

    def _join(self, shards: Sequence[Path], growth: Growth) -> dict[str, Artifact]:
        """The artifacts with the shards' behind them, without what was replaced; all written before one is in place."""
        gone = set(growth.replaced)
        names = [BY_NAME[name].artifact for name in NAMES] + ([REJECTED] if self.config.explain else [])
        with ExitStack() as stack:
            sinks = {name: stack.enter_context(Sink(self.out / name)) for name in (*names, ERRORS)}
            for name in names:
                kept = _without(self.out / name, "doc_id", gone)
                if name == BY_NAME["documents"].artifact:
                    merge_documents(shards, sinks[name], self._seen(kept, sinks[name]))
                    continue
                sinks[name].write(kept)
                for shard in shards:
                    for block in files.blocks(shard / name):
                        sinks[name].append(block)
            sinks[ERRORS].write(_without(self.out / ERRORS, "source", growth.sources))
            for shard in shards:
                sinks[ERRORS].write(files.lines(shard / ERRORS))
            return {name: sink.commit() for name, sink in sinks.items()}

    def _seen(self, kept: Iterable[bytes], sink: Sink) -> Duplicates:
        """Write the documents that stay; what later articles may repeat."""
        known = Duplicates()
        for line in kept:
            sink.write([line])
            document = Document.model_validate_json(line)
            known.match(document.doc_id, signature(body(document)))
        return known

    def _grown(
        self,
        prior: Manifest,
        works: plan.Plan,
        growth: Growth,
        parts: Sequence[manifest.ShardManifest],
        artifacts: Mapping[str, Artifact],
        wall: float,
    ) -> Manifest:
        before, words = prior.inputs, sum(part.inputs.words for part in parts)
        inputs = Inputs(
            sha256=plan.digest_of(before.sha256, works.sha256),
            articles=before.articles + works.articles - len(growth.replaced),
            unreadable=of_stage(self.out / ERRORS, READ),
            words=before.words + words,
            undated=before.undated + sum(part.inputs.undated for part in parts),
        )
        kept = [f for f in prior.failures if f.source not in growth.sources]
        return self._manifest(parts, NAMES, artifacts, prior, inputs, {"wall": wall}, kept)


def _known(out: Path) -> dict[str, tuple[str, str]]:
    """Source and checksum of every article in the results, by id."""
    rows = map(orjson.loads, files.lines(out / BY_NAME["documents"].artifact))
    return {row["doc_id"]: (row["source"], row["sha256"]) for row in rows}


def _without(path: Path, key: str, gone: set[str]) -> Iterator[bytes]:
    return (line for line in files.lines(path) if not gone or orjson.loads(line)[key] not in gone)


def watch(folder: Path, add: Callable[[], object], *, poll: float = POLL_SECONDS, rounds: int | None = None) -> None:
    """Call ``add`` now, and whenever files have come into the folder or changed and stay as they are for one poll.

    ``rounds``: how many looks, for tests; None until interrupted.
    """
    done: dict[str, tuple[int, int]] | None = None
    before: dict[str, tuple[int, int]] | None = None
    while rounds is None or rounds > 0:
        now = _snapshot(folder)
        if now != done and (now == before or done is None):
            add()
            done = now
        before = now
        rounds = None if rounds is None else rounds - 1
        if rounds != 0:
            time.sleep(poll)


def _snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file below the folder, hidden ones left out."""
    found = {}
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(root, name)
            try:
                about = path.stat()
            except OSError:  # gone again
                continue
            if not name.startswith("."):
                found[str(path)] = (about.st_size, about.st_mtime_ns)
    return found
