"""A tree by the ClearNLP guidelines comes out as Universal Dependencies, entities without dates and numbers."""

import spacy
from spacy.tokens import Doc, Span

from pipeline.encoder.adapt import Adapter


def test_prepositions_become_case_and_dates_no_names() -> None:
    nlp = spacy.blank("en")
    adapter = Adapter(nlp)
    words = ["The", "mayor", "of", "Leeds", "was", "named", "by", "voters", "in", "May"]
    heads = [1, 5, 1, 2, 5, 5, 5, 6, 5, 8]
    deps = ["det", "nsubjpass", "prep", "pobj", "auxpass", "ROOT", "agent", "pobj", "prep", "pobj"]
    pos = ["DET", "NOUN", "ADP", "PROPN", "AUX", "VERB", "ADP", "NOUN", "ADP", "PROPN"]
    doc = Doc(nlp.vocab, words=words, heads=heads, deps=deps, pos=pos)
    doc.ents = [Span(doc, 3, 4, label="GPE"), Span(doc, 9, 10, label="DATE")]
    adapter(doc)
    assert [(t.text, t.dep_, t.head.text) for t in doc if t.i in (1, 2, 3, 6, 7, 8, 9)] == [
        ("mayor", "nsubj:pass", "named"),
        ("of", "case", "Leeds"),
        ("Leeds", "nmod", "mayor"),
        ("by", "case", "voters"),
        ("voters", "obl:agent", "named"),
        ("in", "case", "May"),
        ("May", "obl", "named"),
    ]
    assert [(e.text, e.label_) for e in doc.ents] == [("Leeds", "GPE")]
    assert [c.text for c in doc.noun_chunks] == ["The mayor", "Leeds", "voters", "May"]


def test_universal_trees_stay_as_they_are() -> None:
    nlp = spacy.blank("en")
    doc = Doc(nlp.vocab, words=["It", "fell"], heads=[1, 1], deps=["nsubj", "ROOT"], pos=["PRON", "VERB"])
    assert [t.dep_ for t in Adapter(nlp)(doc)] == ["nsubj", "ROOT"]
