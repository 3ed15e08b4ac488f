"""The stages: what each one writes, reads and runs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.order import in_running_order
from pipeline.records import Claim, Date, Document, Entity, Model, Quote


@dataclass(frozen=True, slots=True)
class Stage:
    """One artifact and how it is made.

    ``needs`` are the artifacts it is made from; ``components`` run in memory, in order, and the last one's list is
    written. ``modules`` are where its code begins: what they import of ours counts as its code. ``settings`` are the
    fields of ``Config`` that change what it writes.
    """

    name: str
    modules: tuple[str, ...]
    settings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    record: type[Model] | None = None

    @property
    def artifact(self) -> str:
        """Name of the file."""
        return f"{self.name}.jsonl"


_WHERE = ("date_order", "country")
# Who is there and who speaks is one piece of work: quotes are said by the names found, and the pronouns and nouns that
# stand for a speaker join the mentions. So these two artifacts are always made together.
TOGETHER = frozenset({"entities", "quotes"})
_WHO = ("pipeline.entities.component", "pipeline.quotes.component", "pipeline.claims.component")
_WHO_SETTINGS = (*_WHERE, "appositives", "all_attributions")
_WHO_COMPONENTS = ("entities", "quantities", "quotes")
STAGES = (
    Stage("documents", ("pipeline.ingest.document", "pipeline.ingest.duplicates"), _WHERE, record=Document),
    Stage("annotations", ("pipeline.encoder.component",), ("model",), ("documents",), ("encoder",)),
    Stage("entities", _WHO, _WHO_SETTINGS, ("documents", "annotations", "dates"), _WHO_COMPONENTS, Entity),
    Stage("dates", ("pipeline.dates.component",), _WHERE, ("documents", "annotations"), ("dates",), record=Date),
    Stage("quotes", _WHO, _WHO_SETTINGS, ("documents", "annotations", "dates"), _WHO_COMPONENTS, Quote),
    Stage(
        "claims",
        ("pipeline.claims.component",),
        _WHERE,
        ("documents", "annotations", "entities", "dates", "quotes"),
        ("quantities", "claims"),
        record=Claim,
    ),
)
BY_NAME = {stage.name: stage for stage in STAGES}
NAMES = tuple(BY_NAME)
RULES = STAGES[2:]  # the stages that leave a list of records on the Doc
MODEL = STAGES[1]
ERRORS, REJECTED, MANIFEST = "errors.jsonl", "rejected.jsonl", "manifest.json"
SHARDS = ".shards"  # folder, in that of the results, of a run that is not finished
SIGNATURES = "signatures.txt"  # of the documents of a shard, one a line; gone when the shards are joined


def in_order(names: Collection[str]) -> tuple[str, ...]:
    """The names in the order in which the stages run."""
    return tuple(name for name in NAMES if name in names)


def with_partners(names: Collection[str]) -> tuple[str, ...]:
    """In order: the stages, and those that are made together with one of them."""
    return in_order({*names, *(TOGETHER if TOGETHER.intersection(names) else ())})


def components(names: Collection[str]) -> tuple[str, ...]:
    """The components that these stages run, in the order of the pipeline; the model's is not among them."""
    return in_running_order({component for name in names for component in BY_NAME[name].components})
