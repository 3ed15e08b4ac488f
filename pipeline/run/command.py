"""What the commands ``extract``, ``stage`` and ``status`` do, between options and exit codes."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from pipeline.config import Config
from pipeline.run import manifest
from pipeline.run.errors import Busy, Misfit, WorkersKeepDying
from pipeline.run.limits import Limits
from pipeline.run.manifest import Manifest
from pipeline.run.progress import Progress
from pipeline.run.remote import Remote, is_remote, staging
from pipeline.run.stages import SHARDS
from pipeline.run.startup import lean

if TYPE_CHECKING:
    from pipeline.run.engines import Engine
    from pipeline.run.extract import Run

DONE, NOTHING, WRONG, STOPPED = 0, 1, 2, 130
REPORT = "report.html"  # in the folder of results, where `make report` puts it


@dataclass(frozen=True, slots=True)
class How:
    """Limits (seconds, gigabytes) and who does the work; nothing of it changes what is written."""

    seconds: float
    memory: float
    workers: int | None
    engine: str
    address: str | None

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


def extract(inputs: Sequence[str], out: str, config: Config, fields: Mapping[str, str], how: How) -> int:
    """Run ``onrecord extract``; returns the exit code."""
    missing = [name for name in inputs if name != "-" and not Path(name).exists()]
    if missing:
        return _say(f"no such file or folder: {missing[0]}", WRONG)
    return _report(out, config, how, lambda run: run.extract(inputs, fields))


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
    prior = manifest.read(_local(out))
    return prior.config if prior else Config()


def _local(out: str) -> Path:
    """The folder itself, or a copy of the remote one."""
    if not is_remote(out):
        return Path(out)
    folder = staging(out)
    Remote(out).fetch(folder)
    return folder


def _report(out: str, config: Config, how: How, work: Callable[[Run], Manifest]) -> int:
    if not is_remote(out) and Path(out).is_file():
        return _say(f"{out} is a file; --out takes a folder", WRONG)
    lean(config.model)  # before spaCy is imported
    from pipeline.run.extract import Run

    try:
        with Progress() as progress:
            made = work(Run(out, config, engine=how.choose(), limits=how.limits(), watch=progress.shard))
    except (LookupError, Busy, Misfit) as error:
        return _say(str(error.args[0]), WRONG)
    except KeyboardInterrupt:
        return _say(f"stopped; run the same command again and it goes on ({out})", STOPPED)
    except (ModuleNotFoundError, WorkersKeepDying) as error:
        return _say(str(error), NOTHING)
    except FileNotFoundError as error:
        return _say(str(error), NOTHING)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return _say(f"the disk is full ({out}); make room and run the same command again: it goes on", NOTHING)
        return _say(str(error), NOTHING)
    failed = made.inputs.unreadable + sum(run.failed for run in made.stages.values())
    counts = ", ".join(f"{run.records:,} {name}" for name, run in made.stages.items() if name != "annotations")
    trouble = f"; {failed:,} failures, see {out}/errors.jsonl" if failed else ""
    _say(f"{counts} in {out}{trouble}", DONE)
    return DONE if made.stages["documents"].records else NOTHING


def status(out: str) -> int:
    """Print the state of every stage, and of a run that was broken off; returns the exit code."""
    folder = _local(out)
    prior, begun = manifest.read(folder), folder / SHARDS
    if begun.exists():
        done = [made for shard in sorted(begun.iterdir()) if (made := manifest.read_shard(shard))]
        articles = sum(made.inputs.articles for made in done)
        _say(f"a run is under way or was broken off: {len(done):,} shards done ({articles:,} articles)", DONE)
    if prior is None:
        return _say(f"no finished run in {out}", NOTHING)
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
    return DONE


def _say(message: str, code: int) -> int:
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(f"onrecord: {message}")
    return code
