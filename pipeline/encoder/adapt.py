"""Another spaCy pipeline in the place of ours (``--model en_core_web_trf``): its layers in our terms.

spaCy's own English models tag entities with OntoNotes labels, numbers and dates among them, and parse with the
ClearNLP labels, where a preposition governs its noun. The rule stages read Universal Dependencies: this component
turns prepositions into ``case`` children and renames the relations. Quote roles are not predicted by such a model;
the quotes stage then works by its rules alone.

Relations after the ClearNLP guidelines (Choi and Palmer 2012) and Universal Dependencies v2.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.encoder.noun_chunks import noun_chunks
from pipeline.extensions import factory

NOT_NAMES = frozenset(("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"))
LABELS = {"LANGUAGE": "MISC", "PER": "PERSON"}
CLEAR = frozenset(("pobj", "dobj", "nsubjpass", "prep", "attr"))  # any of these: the tree is not UD
RELATIONS = {
    "dobj": "obj", "dative": "iobj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "relcl": "acl:relcl", "poss": "nmod:poss", "attr": "xcomp", "acomp": "xcomp", "oprd": "xcomp", "neg": "advmod",
    "npadvmod": "obl:unmarked", "nmod": "compound", "nn": "compound", "predet": "det:predet", "prt": "compound:prt",
    "quantmod": "advmod", "preconj": "cc:preconj", "intj": "discourse", "meta": "dep", "pcomp": "advcl",
}  # fmt: skip
_VERBAL = frozenset(("VERB", "AUX", "ADJ", "ADV"))


class Adapter:
    """Entity labels and, where needed, the tree, in the terms of ``onrecord.encoder``."""

    def __init__(self, nlp: Language) -> None:
        nlp.vocab.get_noun_chunks = noun_chunks  # type: ignore[assignment]  # spaCy's stub has it yield Spans

    def __call__(self, doc: Doc) -> Doc:
        """Rewrite the layers in place."""
        doc.ents = [
            Span(doc, e.start, e.end, label=LABELS.get(e.label_, e.label_))
            for e in doc.ents
            if e.label_ not in NOT_NAMES
        ]
        if doc.has_annotation("DEP") and any(t.dep_ in CLEAR for t in doc):
            _to_universal(doc)
        return doc


def _to_universal(doc: Doc) -> None:
    heads, deps = [t.head.i for t in doc], [RELATIONS.get(t.dep_, t.dep_) for t in doc]
    for token in doc:
        if token.dep_ in ("prep", "agent"):
            _turn(token, heads, deps)
    words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
    turned = Doc(doc.vocab, words=words, spaces=spaces, heads=heads, deps=deps)
    doc.from_array(["HEAD", "DEP"], turned.to_array(["HEAD", "DEP"]))  # type: ignore[arg-type]


def _turn(preposition: Token, heads: list[int], deps: list[str]) -> None:
    """The noun takes the preposition's place in the tree and governs it as ``case``."""
    noun = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None)
    if noun is None:
        return
    heads[noun.i] = heads[preposition.i]
    if preposition.dep_ == "agent":
        deps[noun.i] = "obl:agent"
    else:
        deps[noun.i] = "obl" if preposition.head.pos_ in _VERBAL else "nmod"
    for child in preposition.children:
        heads[child.i] = noun.i if child.i != noun.i else heads[noun.i]
    heads[preposition.i], deps[preposition.i] = noun.i, "case"


@factory("onrecord.adapter")
def make_adapter(nlp: Language, name: str) -> Adapter:
    """The component; ``pipeline.load`` adds it behind any model that is not ours."""
    return Adapter(nlp)
