"""Choices of roles and bodies in gold articles: one for each person whom the gold quotes by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.choices import Example
from pipeline.choices.gold import ALIKE, word_f1
from pipeline.quotes.speakers.examples import referent_of
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.quotes.speakers.phrases import analyse
from pipeline.quotes.speakers.places import Places
from pipeline.quotes.speakers.role_choice import ROLE_WEIGHTS as WEIGHTS
from pipeline.quotes.speakers.role_choice import gathered, role_features
from pipeline.quotes.surface.marks import pair_all
from pipeline.quotes.surface.paragraphs import Locator, paragraphs
from pipeline.quotes.types import Offsets

__all__ = ["WEIGHTS", "examples"]


def examples(doc: Doc, gold: Mapping[str, Any]) -> Sequence[Example]:
    """A choice of role for each person of the gold who has phrases to choose from."""
    found = []
    text, known, places = opened(doc)
    for referent, rows in speakers(known, gold):
        forms = gathered(places, text, known, referent, nominal_sources(text, known, rows))
        if forms:
            wanted = said(rows, "role")
            right = {n for n, f in enumerate(forms) if wanted and word_f1(wanted, text[slice(*f.span)]) >= ALIKE}
            right = right if wanted else {len(forms)}
            found.append(Example(gold["id"], tuple(role_features(text, known, forms)), frozenset(right)))
    return found


def opened(doc: Doc) -> tuple[str, Mentions, Places]:
    """An article's text, names and places."""
    document = doc._.document
    text, where = document.text, Locator(paragraphs(document.text, document))
    hidden = [(m.start, m.end) for line in pair_all(text, where.items) for m in line]
    known = Mentions(text, doc._.entities or [], hidden)
    return text, known, Places(doc, text, where, known.mentions, known.hides)


def speakers(known: Mentions, gold: Mapping[str, Any]) -> Iterator[tuple[Referent, list[Mapping[str, Any]]]]:
    """The persons whom the gold quotes, each with its rows."""
    by_entity: dict[str, list[Mapping[str, Any]]] = {}
    for row in gold["attributions"]:
        referent = referent_of(known, row["speaker"]) if row["speaker"] else None
        if referent is not None and referent.label == PERSON:
            by_entity.setdefault(referent.entity, []).append(row)
    yield from ((known.people[entity], rows) for entity, rows in by_entity.items())


def nominal_sources(text: str, known: Mentions, rows: Sequence[Mapping[str, Any]]) -> list[Offsets]:
    """The sources of a person that are common nouns."""
    spans = [(r["source"][0][0], r["source"][-1][1]) for r in rows if r["source"]]
    phrases = [analyse(text, span, known.inside(*span)) for span in spans]
    return list(dict.fromkeys(p.core for p in phrases if p.kind == "nominal"))


def said(rows: Sequence[Mapping[str, Any]], field: str) -> str | None:
    """What most rows say of a person."""
    count = Counter((r.get(field) or {}).get("text") for r in rows)
    return count.most_common(1)[0][0]
