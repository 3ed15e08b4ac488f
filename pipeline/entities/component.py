"""The spaCy stage that leaves ``doc._.entities``: names, typed and clustered over the article."""

from __future__ import annotations

from collections import Counter, defaultdict

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.entities.clusters import cluster
from pipeline.entities.labels import label
from pipeline.entities.mentions import Cluster, Mention, mention
from pipeline.entities.metonyms import agencies, bodies, described, persons, shortened
from pipeline.entities.spans import apart, clean, with_family_name, with_given_name, with_nickname
from pipeline.extensions import factory
from pipeline.records import Entity, EntityLabel

_NO_NAMES = frozenset({"boilerplate"})
_FOUNDERS = frozenset({"PERSON", "ORG"})
_Found = tuple[int, int, EntityLabel]


class Entities:
    """Reads ``doc.ents`` and ``doc._.document``; writes ``doc._.entities`` in text order."""

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.entities`` to the article's named mentions; boilerplate blocks give none."""
        document = doc._.onrecord.document
        doc_id, text = (document.doc_id, document.text) if document is not None else ("doc", doc.text)
        doc._.onrecord.entities = _records(doc_id, text, cluster(_mentions(text, doc)))
        return doc


def _mentions(text: str, doc: Doc) -> list[Mention]:
    found: list[_Found] = []
    article = doc._.onrecord.document
    junk = [(b.start, b.end) for b in article.blocks if b.kind in _NO_NAMES] if article else []
    last = 0
    for ent in doc.ents:
        start, end = ent.start_char, ent.end_char
        kind = label(ent.label_, text, start, end)
        if kind == "PERSON":
            start = with_nickname(text, start, end)
            start = min(with_given_name(text, start, end), with_family_name(text, start, end))
            start = max(last, start)  # the family name may be a mention already
        span = clean(text, start, end, kind) if kind else None
        if kind is None or span is None or span[0] < last or any(s <= span[0] < e for s, e in junk):
            continue
        found += [(s, e, label("LOC", text, s, e) or kind) for s, e in apart(text, *span, kind)[:-1]]
        found.append((*apart(text, *span, kind)[-1], kind))
        last = span[1]
    told = described(text, persons(text, agreed(text, _joined(text, found))))
    typed = agencies(text, shortened(text, bodies(text, told)))
    return [mention(text, s, e, kind) for s, e, kind in typed]


def _joined(text: str, found: list[_Found]) -> list[_Found]:
    """Two persons with but a space between them are one: a name that was cut behind its family name.

    Names on both sides of an ampersand are those of a firm's founders and make one body: "Harrow & Pike".
    """
    joined: list[_Found] = []
    whole = {text[s:e] for s, e, _ in found}
    for start, end, kind in found:
        last = joined[-1] if joined else None
        named = last is not None and kind in _FOUNDERS and last[2] in _FOUNDERS
        if last and kind == last[2] == "PERSON" and text[last[1] : start] == " ":
            joined[-1] = (last[0], end, kind)
        elif last and "PERSON" not in (kind, last[2]) and text[last[1] : start] == " " and text[last[0] : end] in whole:
            joined[-1] = (last[0], end, last[2])  # "Insulate Lervik" once, "Insulate" and "Lervik" here
        elif last and named and text[last[1] : start] == " & ":
            joined[-1] = (last[0], end, "ORG")
        else:
            joined.append((start, end, "ORG" if kind == "PERSON" and " & " in text[start:end] else kind))
    return joined


def agreed(text: str, found: list[_Found]) -> list[_Found]:
    """One label for one form: where a name's mentions carry several labels, the one that most of them carry."""
    votes: dict[str, Counter[EntityLabel]] = defaultdict(Counter)
    for s, e, kind in found:
        votes[text[s:e]][kind] += 1
    winner = {name: count.most_common(2) for name, count in votes.items()}
    return [(s, e, _voted(winner[text[s:e]], kind)) for s, e, kind in found]


def _voted(ranked: list[tuple[EntityLabel, int]], own: EntityLabel) -> EntityLabel:
    clear = len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1]
    return ranked[0][0] if clear else own


def _records(doc_id: str, text: str, clusters: list[Cluster]) -> list[Entity]:
    rows = sorted(
        ((m, c, f"{doc_id}/e{i}") for i, c in enumerate(clusters, 1) for m in c.mentions), key=lambda r: r[0].start
    )
    names = {id(c): c.name for c in clusters}
    longest = {id(c): max(len(m.parts) for m in c.mentions) for c in clusters}
    return [
        Entity(
            doc_id=doc_id,
            id=f"{doc_id}/m{n}",
            start=m.start,
            end=m.end,
            text=text[m.start : m.end],
            label=m.label,
            entity=entity,
            name=names[id(c)],
            mention="name" if len(m.parts) == longest[id(c)] else "short",
            rule="model",
        )
        for n, (m, c, entity) in enumerate(rows, 1)
    ]


@factory("onrecord.entities", requires=["doc.ents"], assigns=["doc._.entities"])
def make_entities(nlp: Language, name: str) -> Entities:
    """Factory of the stage ``onrecord.entities``."""
    return Entities()
