"""A whole run: inputs to the files of the contract in one folder."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import orjson

from pipeline import corrections
from pipeline.config import Config
from pipeline.corrections import FILE as CORRECTIONS
from pipeline.ingest import mojibake, readers
from pipeline.ingest.article import Article
from pipeline.plain import counted
from pipeline.records import Failure
from pipeline.run import digests, files, manifest, plan
from pipeline.run import merge as merged
from pipeline.run.engines import Engine, Job, serial
from pipeline.run.limits import Limits
from pipeline.run.lock import locked
from pipeline.run.manifest import MOMENTARY, Artifact, Failed, Inputs, Manifest, ShardManifest, StageRun
from pipeline.run.merge import ORDER, merge
from pipeline.run.remote import Remote, is_remote, staging
from pipeline.run.retry import Carver
from pipeline.run.shard import LOADER, Work, is_whole
from pipeline.run.stages import BY_NAME, ERRORS, MANIFEST, NAMES, REJECTED, SHARDS, in_order, with_partners

EDITED = ".edited"  # behind the name of an artifact that was changed by hand
Watcher = Callable[[ShardManifest], None]  # told of every shard that is done


class Run:
    """One folder of results and how to make them.

    ``retry``: kinds of failure whose articles a later run tries again; None for all kinds. ``notes``: what whoever
    started the run should know.
    """

    def __init__(
        self,
        out: str | Path,
        config: Config | None = None,
        *,
        engine: Engine = serial,
        limits: Limits | None = None,
        shard_size: int = plan.SHARD_ARTICLES,
        loader: str = LOADER,
        watch: Watcher | None = None,
        retry: Collection[str] | None = MOMENTARY,
    ) -> None:
        self.remote = Remote(str(out)) if is_remote(out) else None
        self.out = staging() if self.remote else Path(out)
        self.config, self.engine, self.size, self.watch = config or Config(), engine, shard_size, watch
        self.retry, self.notes = retry, list[str]()
        url = f"{self.remote.url}/{SHARDS}" if self.remote else None
        self.corrections: corrections.Decisions = {}
        self.read: Callable[[], Iterator[Article | Failure]] = partial(readers.read, ())
        self.job = Job(self.out / SHARDS, self.config, limits or Limits(), loader, url)

    def extract(
        self, inputs: Sequence[str | Path], fields: Mapping[str, str] = readers.NO_FIELDS, repair: bool = False
    ) -> Manifest:
        """Bring every artifact up to date with the inputs; what is up to date stays as it is."""
        self.read = partial(readers.read, inputs, fields, mojibake.repaired if repair else None)
        with self._opened():
            self._note_results(inputs)
            return self._extract(inputs)

    def _note_results(self, inputs: Sequence[str | Path]) -> None:
        self.notes += [f"{folder} holds results and is left out" for folder in readers.results_among(inputs)]

    def _extract(self, inputs: Sequence[str | Path]) -> Manifest:
        prior = manifest.read(self.out)
        if prior is not None and "-" not in map(str, inputs):
            now = plan.inputs_digest(self.read())
            if now == prior.inputs.sha256:
                return self._again_failed(self._refresh(prior))
        gone = set(_ids(self.out)) if prior is not None else set()
        made = self._read(NAMES, None)
        gone.difference_update(_ids(self.out))
        if gone:
            self.notes.append(
                f"{counted(len(gone), 'articles')} of the run before went, not in these inputs: --append keeps them"
            )
        return made

    def stages(self, names: Sequence[str]) -> Manifest:
        """Run these stages again, from the artifacts before them.

        Raises:
            LookupError: no such stage, or nothing to run it from.
        """
        with self._opened():
            prior, wanted = _startable(self.out, names, manifest.read(self.out)), with_partners(names)
            self._note_edits(prior, wanted)
            return self._again(prior, wanted)

    def correct(self) -> Manifest:
        """Run what is made from ``corrections.jsonl`` again, and what is made from that.

        Raises:
            LookupError: there is no finished run to correct.
        """
        with self._opened():
            prior = _startable(self.out, ("entities",), manifest.read(self.out))
            while stale := plan.corrected(self.out, prior, self.config):
                prior = self._again(prior, stale)
            return prior

    @contextmanager
    def _opened(self) -> Iterator[None]:
        """The folder for this run alone, with what is there already."""
        if self.remote is None and not self.out.exists():
            self.out.mkdir(parents=True)
        elif self.remote is not None:
            self.remote.fetch(self.out)
        with locked(self.out):
            self.corrections = corrections.read(self.out / CORRECTIONS)
            yield
            self._sweep_shards()

    def _read(self, stages: tuple[str, ...], prior: Manifest | None) -> Manifest:
        items = self.read()
        if prior is None and manifest.read(self.out) is not None:
            items = plan.some(items)
        works = plan.Plan(items, stages, self.size)
        return self._run(works, stages, prior, lambda parts: _inputs(works, parts))

    def _refresh(self, prior: Manifest) -> Manifest:
        """Run what is stale, then what that made stale, until nothing is; the inputs are the same."""
        while stale := plan.to_run(self.out, prior, self.config):
            # Documents alone: if they come out as they were, the model's work stands
            prior = self._read(("documents",), prior) if "documents" in stale else self._again(prior, stale)
        return prior

    def _again_failed(self, prior: Manifest) -> Manifest:
        """Try those articles again that failed for a reason of the moment; heal errors.jsonl where it was changed."""
        ids = {f.doc_id for f in prior.failures if self.retry is None or f.error in self.retry}
        unreadable = merged.of_stage(self.out / ERRORS, "read")
        whole = unreadable == prior.inputs.unreadable and not self._errors_changed(prior)
        if not ids and whole:
            return prior
        works = plan.Plan(self.read(), NAMES, self.size)
        carver = Carver(self.out, prior, self.job.folder)
        rest = carver.rest(map(self._with_key, works), ids)
        return self._run(rest, NAMES, prior, lambda parts: _inputs(works, parts), carver.made)

    def _again(self, prior: Manifest, stages: tuple[str, ...]) -> Manifest:
        return self._run(plan.again(self.out, stages, prior, self.size), stages, prior, lambda parts: prior.inputs)

    def _run(
        self,
        works: Iterable[Work],
        stages: tuple[str, ...],
        prior: Manifest | None,
        inputs: Callable[[Sequence[ShardManifest]], Inputs],
        carved: Mapping[int, ShardManifest] = MappingProxyType({}),
    ) -> Manifest:
        """Run the shards and join them, with those that were ``carved`` meanwhile."""
        began = time.perf_counter()
        files.sweep(self.out)
        done: dict[int, ShardManifest] = {}
        for number, made in self.engine(self.job, map(self._with_key, works)):
            done[number] = made
            if self.watch is not None:
                self.watch(made)
        self._keep_edits(stages, prior)
        done.update(carved)
        shards = [self._shard(number, done[number]) for number in sorted(done)]
        artifacts = merge(shards, self.out, stages, self.config.explain, self._kept_failures(stages, prior))
        if not self.config.explain:
            (self.out / REJECTED).unlink(missing_ok=True)
        parts = [done[number] for number in sorted(done)]
        seconds = _seconds(parts) | {"wall": time.perf_counter() - began}
        whole = self._manifest(parts, stages, artifacts, prior, inputs(parts), seconds)
        files.write_bytes(self.out / MANIFEST, whole.model_dump_json(indent=2).encode() + b"\n")
        files.sync_folder(self.out)
        if self.remote is not None:
            self.remote.put(self.out)
        return whole

    def _note_edits(self, prior: Manifest, stages: tuple[str, ...]) -> None:
        """Say which of the files that the stages are made from is not the one that was written."""
        for name in in_order({need for stage in stages for need in BY_NAME[stage].needs} - set(stages)):
            artifact = BY_NAME[name].artifact
            if _digest(self.out, name) != prior.artifacts[artifact].sha256:
                self.notes.append(f"{artifact} was changed since it was written: used as it is")

    def _errors_changed(self, prior: Manifest) -> bool:
        return files.sha256(self.out / ERRORS) != prior.artifacts[ERRORS].sha256

    def _kept_failures(self, stages: Sequence[str], prior: Manifest | None) -> list[Failed] | None:
        """Failures of stages that did not run, where errors.jsonl is not the file that was written."""
        if prior is None or not self._errors_changed(prior):
            return None
        ran = merged.parts(stages)
        return [failure for failure in prior.failures if failure.stage not in ran]

    def _keep_edits(self, stages: tuple[str, ...], prior: Manifest | None) -> None:
        """Put a file that somebody changed by hand aside before it is written anew, and say so."""
        before = prior or manifest.read(self.out)
        for name in [f"{stage}.jsonl" for stage in stages] if before else ():
            path, known = self.out / name, before.artifacts.get(name) if before else None
            if known is not None and files.sha256(path) not in (None, known.sha256):
                path.replace(path.with_name(f"{name}{EDITED}"))
                self.notes.append(f"{name} was changed since it was written: made anew, yours is {name}{EDITED} now")

    def _sweep_shards(self) -> None:
        """Nothing is under way any more: what a killed run left of its shards goes, too."""
        if self.remote is not None:
            (self.remote / SHARDS).remove()
        shutil.rmtree(self.job.folder, ignore_errors=True)

    def _shard(self, number: int, made: ShardManifest) -> Path:
        folder = self.job.shard(number)
        if self.remote is not None and not folder.exists():
            (self.remote / SHARDS / folder.name).fetch(folder, {*made.artifacts, MANIFEST})
            if not is_whole(folder, made):
                raise OSError(f"{self.remote.url}/{SHARDS}/{folder.name} was damaged: remove it and run again")
        return folder

    def _with_key(self, work: Work) -> Work:
        """The key is made here once: workers need not read the code and the model again to know it."""
        corrected = files.sha256(self.out / CORRECTIONS) or ""
        key = digests.shard(work.stages, self.config, work.digest + corrected)
        return replace(work, key=key, corrections=self.corrections)

    def _manifest(
        self,
        parts: Sequence[ShardManifest],
        stages: tuple[str, ...],
        artifacts: Mapping[str, Artifact],
        prior: Manifest | None,
        inputs: Inputs,
        seconds: Mapping[str, float],
        failed_before: Sequence[Failed] = (),
    ) -> Manifest:
        kept = prior.artifacts if prior else {}
        ran = merged.parts(stages)
        before = [*failed_before, *(f for f in prior.failures if f.stage not in ran)] if prior else []
        failures = sorted([*before, *(f for p in parts for f in p.failures)], key=lambda f: ORDER.index(f.stage))
        every = {**{n: a for n, a in kept.items() if n != REJECTED}, **artifacts}
        runs = dict(prior.stages) if prior else {}
        for name in stages:
            stage = BY_NAME[name]
            upstream = {n: _digest(self.out, n) for n in stage.needs} or {"inputs": inputs.sha256}
            failed = len({f.doc_id for f in failures if f.stage == name or (name, f.stage) == ("claims", "quantities")})
            records = every[stage.artifact].lines
            key = digests.stage(name, self.config, digests.upstream(name, upstream, self.out))
            runs[name] = StageRun(key=key, records=records, failed=failed)
        ordered = {name: runs[name] for name in NAMES if name in runs}
        names = [f"{name}.jsonl" for name in NAMES] + [n for n in every if n.removesuffix(".jsonl") not in NAMES]
        timings = {**(prior.seconds if prior else {}), **seconds}
        return Manifest(
            versions=dict(digests.versions()),
            model={"name": self.config.model, "sha256": digests.model(self.config.model)},
            config=self.config,
            config_sha256=self.config.digest(),
            inputs=inputs,
            stages=ordered,
            artifacts={n: every[n] for n in names if n in every},
            corrections=files.sha256(self.out / CORRECTIONS),
            failures=failures,
            seconds={name: round(value, 3) for name, value in timings.items()},
        )


def _startable(out: Path, names: Sequence[str], prior: Manifest | None) -> Manifest:
    unknown = [name for name in names if name not in BY_NAME]
    if unknown:
        raise LookupError(f"no stage {unknown[0]!r}; there are {', '.join(NAMES[1:])}")
    if "documents" in names:
        raise LookupError("documents are made from the inputs: run extract")
    if prior is None:
        raise LookupError(f"no finished run in {out}: `onrecord extract INPUT... -o {out}` makes one")
    for name in names:
        for need in BY_NAME[name].needs:
            if need not in names and not (out / BY_NAME[need].artifact).exists():
                raise LookupError(f"{name} is made from {BY_NAME[need].artifact}, which is not there: run {need} first")
    return prior


def _ids(out: Path) -> Iterator[str]:
    """Of the articles in the results; as far as the file is what was written."""
    with suppress(ValueError, LookupError, TypeError):
        for line in files.lines(out / BY_NAME["documents"].artifact):
            yield orjson.loads(line)["doc_id"]


def _digest(out: Path, stage: str) -> str:
    return files.sha256(out / BY_NAME[stage].artifact) or ""


def _inputs(works: plan.Plan, parts: Sequence[ShardManifest]) -> Inputs:
    return Inputs(
        sha256=works.sha256,
        articles=works.articles,
        unreadable=works.unreadable,
        words=sum(part.inputs.words for part in parts),
        undated=sum(part.inputs.undated for part in parts),
    )


def _seconds(parts: Iterable[ShardManifest]) -> dict[str, float]:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part.seconds)
    return dict(total)


def extract(
    inputs: Sequence[str | Path],
    out: str | Path = "outputs",
    *,
    config: Config | None = None,
    fields: Mapping[str, str] = readers.NO_FIELDS,
    repair: bool = False,
) -> Manifest:
    """Articles in, record files out: the command ``onrecord extract`` as a function.

    Args:
        inputs: files, folders, or ``-`` for JSON lines on stdin.
        out: folder for the artifacts of the contract and ``manifest.json``.
        config: settings; None for the default ones.
        fields: our field to the column that holds it (``{"text": "body"}``).
        repair: decode anew what was decoded from the wrong encoding ("â€œ" for “), before the text is fixed.

    Returns:
        The manifest that was written.
    """
    return Run(out, config).extract(inputs, fields, repair)
