"""The lemma table: what the rules of English inflection get wrong, by the treebanks' own count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from pipeline.encoder.lemmas import Lemmatizer, Table, kind_of

Word = tuple[str, str, str, str]  # form, UPOS, XPOS, lemma

NEVER = ("PROPN", "NUM", "X", "SYM", "PUNCT")  # written in too many ways for a table by small letters


def exceptions(words: Iterable[Word], ranks: Mapping[str, int]) -> Table:
    """For every kind of inflection, the forms whose commonest lemma the rules would miss."""
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for form, upos, xpos, lemma in words:
        if lemma != "_":
            counts[kind_of(upos, xpos), form.lower(), upos][lemma] += 1
    rules = Lemmatizer({}, ranks)
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for (kind, form, upos), lemmas in sorted(counts.items()):
        lemma = min(lemmas, key=lambda x: (-lemmas[x], x))
        if kind in NEVER or lemmas.total() < 2:  # seen once it may be a slip of the pen
            continue
        if rules.by_rule(form, upos, kind) != lemma:
            table[kind][form] = lemma
    return dict(table)
