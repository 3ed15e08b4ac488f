"""What the commands ``extract``, ``stage`` and ``status`` do, between options and exit codes."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from pipeline.config import Config
from pipeline.plain import counted, fault, plain
from pipeline.run import files, manifest
from pipeline.run.errors import Busy, Misfit, NothingToRead, WorkersKeepDying
from pipeline.run.limits import Limits
from pipeline.run.manifest import MOMENTARY, Manifest
from pipeline.run.notices import is_mostly_unread, notices
from pipeline.run.progress import Progress
from pipeline.run.remote import Remote, is_remote, staging
from pipeline.run.stages import ERRORS, SHARDS
from pipeline.run.startup import Terminated, lean, orderly

if TYPE_CHECKING:
    from pipeline.run.engines import Engine
    from pipeline.run.growing import Growing

DONE, NOTHING, WRONG, PARTLY, STOPPED = 0, 1, 2, 3, 128  # a run that is stopped adds the number of the signal
STORE = (LookupError, ImportError, OSError)  # what object storage may not do
NAMED = 10  # articles that status names
TRACEBACK = "ONRECORD_TRACEBACK"  # in the environment: what is no fault of the inputs or the machine is shown whole
REASONS = 3  # failures that are told on the console
UNMAPPED = "failed to map segment"  # what the loader of libraries says where memory is short
STARVED = b"onrecord: not enough memory to begin with: the model needs about 400 MB for each worker\n"
REPORT = "report.html"  # in the folder of results, where `make report` puts it


@dataclass(frozen=True, slots=True)
class How:
    """Limits (seconds, gigabytes) and who does the work; nothing of it changes what is written."""

    seconds: float
    memory: float
    workers: int | None
    engine: str
    address: str | None
    retry: bool | None = None

    def kinds(self) -> Collection[str] | None:
        """Kinds of failure that are tried again; None for all."""
        return None if self.retry else MOMENTARY if self.retry is None else ()

    def limits(self) -> Limits:
        """Limits of one article."""
        return Limits(self.seconds, int(self.memory * 2**30))

    def choose(self) -> Engine:
        """The engine."""
        from pipeline.run.engines import automatic, serial

        if self.engine == "serial":
            return serial
        if self.engine == "pool":
            from pipeline.run.pool import cores, pool

            return pool(self.workers or cores())
        if self.engine == "ray":
            from pipeline.run.cluster import cluster

            return cluster(self.address, self.workers)
        return automatic(self.workers)


def extract(
    inputs: Sequence[str],
    out: str,
    config: Config,
    fields: Mapping[str, str],
    how: How,
    append: bool = False,
    repair: bool = False,
) -> int:
    """Run ``onrecord extract``; returns the exit code."""
    missing = [name for name in inputs if name != "-" and not _is_there(name)]
    if missing:
        return _say(f"no such file or folder: {missing[0]}", WRONG)
    if append:
        return _report(out, config, how, lambda run: run.append(inputs, fields, repair), reads=True)
    return _report(out, config, how, lambda run: run.extract(inputs, fields, repair), reads=True)


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except OSError:  # a name too long for the system
        return False


def watch(folder: str, out: str, config: Config, fields: Mapping[str, str], how: How) -> int:
    """Run ``onrecord watch``; returns the exit code once it is interrupted."""
    if not Path(folder).is_dir():
        return _say(f"no such folder: {folder}", WRONG)
    lean(config.model)
    from pipeline.run.growing import watch as look

    _say(f"watching {folder}; Ctrl-C ends it", DONE)
    try:
        look(Path(folder), lambda: _report(out, config, how, lambda run: run.append([folder], fields)))
    except KeyboardInterrupt:
        _say(f"stopped; what came so far is in {out}", DONE)
    return DONE


def stages(names: Sequence[str], out: str, config: Config, how: How) -> int:
    """Run ``onrecord stage``; returns the exit code."""
    return _report(out, config, how, lambda run: run.stages(names))


def apply(paths: Sequence[Path], out: Path, workers: int | None) -> int:
    """Run ``onrecord apply``; returns the exit code. A report in the folder is made anew."""
    lean(config_of(str(out)).model)
    from pipeline.corrections import BadCorrections
    from pipeline.run import correct
    from pipeline.run.engines import automatic

    try:
        applied = correct.apply(paths, out, automatic(workers))
    except (BadCorrections, LookupError, Busy, Misfit) as error:
        return _say(str(error.args[0]), WRONG)
    page = out / REPORT
    if page.exists():
        from pipeline.views.report.build import report

        report(out, page)
    also = f"; {page} is made anew" if page.exists() else ""
    return _say(f"{applied}{also}", DONE)


def config_of(out: str) -> Config:
    """The settings that the results in a folder were made with; the default ones where there are none."""
    try:
        prior = manifest.read(_local(out))
    except STORE:
        return Config()  # the run will say so
    return prior.config if prior else Config()


def _local(out: str) -> Path:
    """The folder itself, or a copy of the remote one."""
    if not is_remote(out):
        return Path(out)
    folder = staging()
    Remote(out).fetch(folder)
    return folder


def _report(out: str, config: Config, how: How, work: Callable[[Growing], Manifest], reads: bool = False) -> int:
    lean(config.model)  # before spaCy is imported
    try:
        if not is_remote(out) and Path(out).is_file():
            return _say(f"{out} is a file; --out takes a folder", WRONG)
        from pipeline.run.growing import Growing

        run = Growing(out, config, engine=how.choose(), limits=how.limits(), retry=how.kinds())
        with orderly(), Progress() as progress:
            run.watch = progress.shard
            made = work(run)
    except NothingToRead as error:
        for failure in error.failures[:REASONS]:
            _say(f"{failure.source}: {failure.message}", NOTHING)
        return _say(str(error.args[0]), NOTHING)
    except (LookupError, Busy, Misfit) as error:
        return _say(str(error.args[0]), WRONG)
    except KeyboardInterrupt as error:
        number = error.number if isinstance(error, Terminated) else signal.SIGINT
        return _say(f"stopped; run the same command again and it goes on ({out})", STOPPED + number)
    except WorkersKeepDying as error:
        return _say(str(error), NOTHING)
    except (ImportError, MemoryError) as error:
        if isinstance(error, ImportError) and UNMAPPED not in str(error):
            return _say(str(error), NOTHING)
        os.write(2, STARVED)  # not even a console can be made now
        return NOTHING
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return _say(f"the disk is full ({out}); make room and run the same command again: it goes on", NOTHING)
        return _say(fault(error), NOTHING)
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        return _say(f"{type(error).__name__}: {error} (for the whole traceback set {TRACEBACK}=1)", NOTHING)
    for note in run.notes:
        _say(note, DONE)
    return _summary(out, made, run, reads)


def _summary(out: str, made: Manifest, run: Growing, reads: bool) -> int:
    failed = made.inputs.unreadable + len(made.failures)
    counts = ", ".join(counted(run.records, name) for name, run in made.stages.items() if name != "annotations")
    trouble = f"; {counted(failed, 'failures')}, see {out}/errors.jsonl" if failed else ""
    _say(f"{counts} in {out}{trouble}", DONE)
    if not made.inputs.articles and not failed:
        _say("  nothing to read there: no article, and no file of a form that is read", DONE)
    if run.growth:
        _say(f"  {run.growth}", DONE)
    for notice in notices(run.out, made, reads):
        _say(f"  {notice}", DONE)
    articles, ids = made.inputs.articles, {failure.doc_id for failure in made.failures}
    if len(ids) * 2 > articles:
        return _say(f"most articles failed ({len(ids):,} of {articles:,})", NOTHING)
    if not made.stages["documents"].records:
        return NOTHING
    return PARTLY if reads and is_mostly_unread(made) else DONE


def status(out: str) -> int:
    """Print the state of every stage, and of a run that was broken off; returns the exit code."""
    try:
        folder = _local(out)
    except STORE as error:
        return _say(str(error.args[0] if error.args else error), NOTHING)
    prior, begun = manifest.read(folder), folder / SHARDS
    if begun.exists() and any(begun.iterdir()):
        done = [made for shard in sorted(begun.iterdir()) if (made := manifest.read_shard(shard))]
        articles = sum(made.inputs.articles for made in done)
        _say(f"a run is under way or was broken off: {len(done):,} shards done ({articles:,} articles)", DONE)
    if prior is None:
        return _say(f"no finished run in {out}: `onrecord extract INPUT... -o {out}` makes one", NOTHING)
    lean(prior.config.model)
    from pipeline.run import plan

    table = Table(box=None, pad_edge=False)
    for title in ("stage", "records", "failed", "state"):
        table.add_column(title, justify="right" if title in ("records", "failed") else "left")
    for name, why in plan.states(folder, prior, prior.config).items():
        run = prior.stages.get(name)
        counts = (f"{run.records:,}", f"{run.failed:,}") if run else ("", "")
        table.add_row(name, *counts, why or "up to date")
    Console().print(table)
    if (changed := files.sha256(folder / ERRORS)) != prior.artifacts[ERRORS].sha256:
        _say(f"{ERRORS} {'was changed' if changed else 'is missing'}; extract makes it again", DONE)
    _name_momentary(prior)
    return DONE


def _name_momentary(prior: Manifest) -> None:
    found = [f"{f.doc_id} ({f.stage}: {f.error})" for f in prior.failures if f.error in MOMENTARY]
    if found:
        more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
        _say(f"out of time or memory, the next extract tries again: {', '.join(found[:NAMED])}{more}", DONE)


def _say(message: str, code: int) -> int:
    line = f"onrecord: {plain(message)}"
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(line)
    return code
