"""What every pass did to one quote: from the record back to the spans of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.order import PASSES, Step, run
from pipeline.quotes.types import Attribution, Attributions
from pipeline.records import Quote


@dataclass(frozen=True, slots=True)
class Change:
    """A pass that changed the attribution: ``before`` holds what it was made of, nothing where the pass made it."""

    name: str
    why: str
    before: Attributions
    after: Attribution


def trace(doc: Doc, quote: Quote) -> list[Change]:
    """The passes that made ``quote`` what it is, in their order; ``doc`` has the records that quotes are made from.

    Raises:
        LookupError: no attribution has this content; the results are of another version.
    """
    found, log = run(Article.of(doc))
    content = tuple((part.start, part.end) for part in quote.content)
    own = next((a for a in found if a.content == content), None)
    if own is None:
        raise LookupError(f"{quote.id} is not what this version makes of the article: run `onrecord extract` again")
    return list(reversed(_backwards(log, own)))


def _backwards(log: Sequence[Step], own: Attribution) -> list[Change]:
    changes: list[Change] = []
    for k in range(len(log) - 1, -1, -1):
        before = tuple(a for a in log[k - 1].after if a.dropped is None) if k else ()
        if own in before:
            continue
        made_of = tuple(a for a in before if a not in log[k].after and _related(a, own))
        changes.append(Change(PASSES[k].name, PASSES[k].why, made_of, own))
        if not made_of:
            break
        own = made_of[0]
    return changes


def _related(a: Attribution, b: Attribution) -> bool:
    """Whether two attributions share characters of content or cue."""
    return Cover((*a.content, *filter(None, [a.cue]))).touches(b)
