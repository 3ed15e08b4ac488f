"""Reading the dependency tree: the phrase around a noun, the subject of a verb."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline.claims.lexicon import words

_PRUNED = frozenset(
    ("acl:relcl", "acl", "appos", "parataxis", "advcl", "orphan", "dislocated", "vocative", "discourse")
)
_LEADING = frozenset(("DET", "PUNCT", "CCONJ", "ADP", "PRON", "SPACE", "SYM", "ADV", "PART", "SCONJ"))
_TRAILING = frozenset(
    ("ADP", "CCONJ", "DET", "ADJ", "ADV", "SCONJ", "PRON", "PUNCT")
)  # what a cut phrase must not end in
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_CARRIED = frozenset(
    ("xcomp", "conj", "advcl", "aux", "cop", "ccomp", "acl", "acl:relcl")
)  # verbs that share a subject
_LONGEST = 7  # tokens in a noun phrase after a quantity
_FAR = 6  # steps up the tree in search of a subject


def phrase(noun: Token, avoid: Span) -> tuple[int, int]:
    """Token range of the phrase of ``noun``: modifiers and complements, no clause, no article, nothing of ``avoid``."""
    inside = _members(noun, avoid)
    a = b = noun.i
    while a - 1 in inside or _joint(noun, a - 1, inside):
        a -= 1
    while b + 1 in inside or _joint(noun, b + 1, inside):
        b += 1
    doc = noun.doc
    while a < noun.i and (doc[a].pos_ in _LEADING or doc[a].tag_ == "PRP$"):
        a += 1
    while b > noun.i and (doc[b].is_punct or doc[b].is_space or doc[b].pos_ in _TRAILING):
        b -= 1
    return a, b + 1


def _members(noun: Token, avoid: Span) -> set[int]:
    """Tokens under ``noun`` that may belong to its phrase."""
    found = {noun.i}
    stack = [noun]
    while stack:
        for child in stack.pop().children:
            if child.dep_ in _PRUNED or avoid.start <= child.i < avoid.end or child.is_space:
                continue
            if child.head.i == noun.i and child.dep_ in (
                "cop",
                "nsubj",
                "aux",
                "mark",
                "case",
                "cc:preconj",
                "advmod",
                "punct",
                "obl",
            ):
                continue
            if child.is_punct and child.text not in ("-", "'", "’"):
                continue
            found.add(child.i)
            stack.append(child)
    return found


def _joint(noun: Token, k: int, inside: set[int]) -> bool:
    """Whether token ``k`` is a hyphen or mark between two members."""
    return 0 <= k < len(noun.doc) and noun.doc[k].text in ("-", "–", "/", "&") and k - 1 in inside and k + 1 in inside


def antecedent(own: Token, verb: Token) -> Token:
    """``own``, the subject of ``verb``, or the noun that a relative pronoun stands for."""
    if own.lower_ not in _RELATIVE or own.i == 0:
        return own
    before = own.doc[own.i - 1 - (own.doc[own.i - 1].text == "," and own.i > 1)]
    if before.pos_ in ("NOUN", "PROPN"):
        return before
    if verb.dep_.startswith("acl") and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head
    return next((t for t in reversed(list(own.doc[max(0, own.i - 6) : own.i])) if t.pos_ in ("NOUN", "PROPN")), own)


def subject(verb: Token) -> Token | None:
    """The noun that ``verb`` is said of: its subject, that of the verb it depends on, or the noun it modifies."""
    if verb.pos_ == "AUX" and verb.dep_ in ("cop", "aux", "aux:pass"):
        verb = verb.head
    for _ in range(_FAR):
        own = child(verb, "nsubj", "nsubj:pass", "nsubj:outer")
        if own is not None:
            return _speaker(own, verb) or antecedent(own, verb)
        if verb.dep_ in ("acl", "acl:relcl") and verb.head.pos_ in ("NOUN", "PROPN"):
            return verb.head
        if verb.head.i == verb.i or verb.dep_ not in _CARRIED:
            return None
        verb = verb.head
    return None


def nearest_subject(doc: Doc, k: int, floor: int) -> Token | None:
    """The last subject before token ``k`` in the sentence that starts at ``floor``."""
    found = (t for t in reversed(list(doc[floor:k])) if t.dep_ in ("nsubj", "nsubj:pass"))
    return next(found, None)


def verb_before(doc: Doc, k: int, floor: int) -> Token | None:
    """The last verb or copula before token ``k``; participles that only modify a noun are left out."""
    for token in reversed(list(doc[floor:k])):
        if token.pos_ == "VERB" and token.dep_ != "amod":
            return token
        if token.pos_ == "AUX" and token.lemma_ in ("be", "have"):
            return token
        if token.text == ";":
            return None
    return None


def moving(verb: Token) -> bool:
    """Whether a verb says that something grew or shrank."""
    return verb.lower_ in words("changes", "verbs", "up") or verb.lower_ in words("changes", "verbs", "down")


def change_before(doc: Doc, k: int, floor: int) -> Token | None:
    """The last object or change noun before token ``k``."""
    for token in reversed(list(doc[floor:k])):
        if token.dep_ == "obj" and token.pos_ == "NOUN":
            return token
        if token.lower_ in words("changes", "nouns", "up") or token.lower_ in words("changes", "nouns", "down"):
            return token
        if token.pos_ == "VERB":
            return None
    return None


def skip_articles(doc: Doc, k: int, floor: int) -> int:
    """Token ``k`` moved left over articles and adjectives: "a *record* $5 million"."""
    while k - 1 >= floor and (doc[k - 1].pos_ in ("DET", "ADJ") or doc[k - 1].tag_ == "PRP$"):
        k -= 1
    return k


def _speaker(own: Token, verb: Token) -> Token | None:
    """``The company said it has …``: a pronoun in reported speech is most often the one who speaks."""
    if own.pos_ != "PRON" or own.lower_ not in ("it", "they", "he", "she") or verb.dep_ != "ccomp":
        return None
    speaker = child(verb.head, "nsubj")
    return speaker if speaker is not None and speaker.pos_ in ("NOUN", "PROPN") and speaker.i < own.i else None


def child(token: Token, *deps: str) -> Token | None:
    """The first child of ``token`` with one of the relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def object_of(doc: Doc, k: int, prepositions: tuple[str, ...]) -> Token | None:
    """The noun governed by a preposition that stands at token ``k``: "of its revenue"."""
    if k + 1 >= len(doc) or doc[k].lower_ not in prepositions or doc[k].dep_ not in ("case", "mark", "dep", ""):
        return None
    noun = doc[k].head
    return noun if noun.i > k and noun.pos_ in ("NOUN", "PROPN") else None


def following_noun(doc: Doc, k: int) -> Token | None:
    """The noun that a quantity before token ``k`` modifies directly: "0.6 per cent *fee*"."""
    k += k < len(doc) and doc[k].text == "-"
    last = None
    for token in doc[k : k + _LONGEST]:
        if token.pos_ in ("NOUN", "PROPN"):
            last = token
        elif not (token.pos_ == "ADJ" or _hyphened(token) or (token.tag_ in ("VBN", "VBG") and last is None)):
            break
    if last is None or doc[k].lower_ in words("nouns", "time") or last.lower_ in words("nouns", "time"):
        return None
    return last


def _hyphened(token: Token) -> bool:
    """Whether a token is a hyphen, a possessive mark, or has a hyphen beside it."""
    beside = [t.text for t in token.doc[max(0, token.i - 1) : token.i + 2]]
    return token.text in ("'s", "’s") or "-" in beside
