"""``onrecord apply``: corrections into a folder of results, and all that depends on them made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from pipeline import corrections
from pipeline.corrections import FILE, BadCorrections, Decision, Decisions
from pipeline.plain import counted
from pipeline.run import files, manifest
from pipeline.run.engines import Engine, serial
from pipeline.run.extract import Run
from pipeline.run.stages import BY_NAME, RULES


@dataclass(frozen=True)
class Applied:
    """What was applied: decisions by verdict, the articles they are of, and those that fit no record any more."""

    verdicts: Counter[str]
    articles: int
    unfit: list[Decision]

    def __str__(self) -> str:
        told = ", ".join(f"{self.verdicts[name]} {name}" for name in ("accepted", "edited", "rejected"))
        lost = f"; {len(self.unfit)} fit no record any more: {', '.join(d.id for d in self.unfit[:5])}"
        return f"{told} in {counted(self.articles, 'articles')}{lost if self.unfit else ''}"


def apply(paths: str | Path | Sequence[str | Path], out: str | Path = "outputs", engine: Engine = serial) -> Applied:
    """Apply files of corrections to the results in ``out``, beside those applied before (a later decision wins).

    They are kept in ``out`` as ``corrections.jsonl``: runs and stages read them there, so that they outlast both.
    Delete that file and run ``onrecord extract`` again to be rid of them.

    Raises:
        BadCorrections: a file of another form, of other articles than those in ``out``, or with an impossible value.
        LookupError: there are no results in ``out``.
    """
    out = Path(out)
    prior = manifest.read(out)
    if prior is None:
        raise LookupError(f"no finished run in {out}: `onrecord extract INPUT... -o {out}` makes one")
    given = [line for path in _listed(paths) for line in corrections.lines(Path(path))]
    new: dict[str, list[Decision]] = {}
    for line in given:
        new.setdefault(line.id, []).extend(line.decisions)
    if not any(new.values()):
        raise BadCorrections("no decisions in it: the report saves them with Download corrections")
    texts = _check_texts(given, out)
    _check_values(new, texts, out)
    known = corrections.read(out / FILE)
    both = {name: corrections.latest([*known.get(name, ()), *new.get(name, ())]) for name in {*known, *new}}
    files.write_bytes(out / FILE, corrections.write(both))
    Run(out, prior.config, engine=engine).correct()
    rows = {name: [(kind, start, end) for kind, start, end, _ in found] for name, found in _places(out, new).items()}
    every = [d for decisions in new.values() for d in decisions]
    return Applied(Counter(d.verdict for d in every), len(new), corrections.unfit(new, rows))


def _listed(paths: str | Path | Sequence[str | Path]) -> Sequence[str | Path]:
    return [paths] if isinstance(paths, str | Path) else paths


def _check_texts(given: Sequence[corrections.Line], out: Path) -> dict[str, str]:
    """Texts of the articles; one that is not there, or whose text is another one now, cannot be corrected."""
    wanted = {line.id for line in given}
    rows = map(orjson.loads, files.lines(out / BY_NAME["documents"].artifact))
    texts = {row["doc_id"]: row["text"] for row in rows if row["doc_id"] in wanted}
    for line in given:
        if line.id not in texts:
            raise BadCorrections(f"no article {line.id!r} in {out}: are these corrections of another run?")
        if line.text not in (None, texts[line.id]):
            raise BadCorrections(f"the text of {line.id!r} is another one now: its corrections fit no more")
    return texts


def _check_values(new: Decisions, texts: Mapping[str, str], out: Path) -> None:
    """What the edits make of the records as they are: an impossible value is found before anything is written."""
    places = _places(out, new)
    for name, decisions in new.items():
        for stage in RULES:
            model: Any = stage.record
            rows = [model.model_validate_json(line) for kind, _, _, line in places[name] if kind == stage.name]
            corrections.applied(stage.name, rows, decisions, texts[name])


def _places(out: Path, wanted: Iterable[str]) -> dict[str, list[tuple[str, int, int, bytes]]]:
    found: dict[str, list[tuple[str, int, int, bytes]]] = {name: [] for name in wanted}
    for stage in RULES:
        for line in files.lines(out / stage.artifact):
            row = orjson.loads(line)
            if row["doc_id"] in found:
                found[row["doc_id"]].append((stage.name, row["start"], row["end"], line))
    return found
