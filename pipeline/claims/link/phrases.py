"""The measured phrase around its noun."""

from __future__ import annotations

from collections.abc import Callable, Container

from spacy.tokens import Token

from pipeline.syntax import lexicon, timed
from pipeline.syntax.nouns import is_hyphen

_PRUNED = frozenset(
    ("acl:relcl", "acl", "appos", "parataxis", "advcl", "orphan", "dislocated", "vocative", "discourse")
)
_LEADING = frozenset(("DET", "PUNCT", "CCONJ", "ADP", "PRON", "SPACE", "SYM", "ADV", "PART", "SCONJ"))
_TRAILING = frozenset(
    ("ADP", "CCONJ", "DET", "ADJ", "ADV", "SCONJ", "PRON", "PUNCT")
)  # what a cut phrase must not end in
_EXAMPLES = frozenset(("such", "including", "like", "than", "except", "excluding", "versus", "up", "down"))
_WHEN = frozenset(
    ("in", "during", "for", "over", "since", "from", "between", "by", "at", "on", "of", "through", "until")
)


def phrase(noun: Token, taken: Callable[[Token], bool], dated: Container[int] = ()) -> tuple[int, int]:
    """Token range of the phrase of ``noun``: modifiers and complements, no clause, no article, no time.

    ``taken`` says which tokens belong to quantities: the phrase ends before them. ``dated``: tokens of dates, which it
    does not begin with ("*2024* earnings").
    """
    inside = _members(noun, taken)
    a = b = noun.i
    while a - 1 in inside or _joint(noun, a - 1, inside) or _name(noun, a - 1, taken):
        a -= 1
    while b + 1 in inside or _joint(noun, b + 1, inside):
        b += 1
    doc = noun.doc
    while a < noun.i and (
        doc[a].pos_ in _LEADING
        or a in dated
        or doc[a].tag_ == "PRP$"
        or doc[a].lower_ in ("such", "fewer", "more", "less", "many", "much")
        or (doc[a].tag_ == "VBG" and a > 0 and doc[a - 1].text == ",")
        or (doc[a].lower_ == "old" and _of_age(doc[a - 1], taken))
    ):
        a += 1
    while b > noun.i and (doc[b].is_punct or doc[b].is_space or doc[b].pos_ in _TRAILING or doc[b].tag_ == "POS"):
        b = max(noun.i, b - 1 - (doc[b].tag_ == "POS"))  # "and the world's" of what was cut
    if a > 0 and doc[a].lower_ == "capita" and doc[a - 1].lower_ == "per":
        a -= 1  # "*per* capita income"
    while a > 1 and is_hyphen(doc[a - 1]) and not taken(doc[a - 2]):
        a -= 2  # "*like-for-*like sales"
    return a, b + 1


def _of_age(token: Token, taken: Callable[[Token], bool]) -> bool:
    """Whether the token before "old" belongs to an age: "a 40-year-*old* mill"."""
    return taken(token) or (token.text == "-" and token.i > 0 and taken(token.nbor(-1)))


def _name(noun: Token, k: int, taken: Callable[[Token], bool]) -> bool:
    """Whether token ``k`` is a part of the same name as the token after it, although the tree parts them."""
    if k < 0 or k + 1 > noun.i:
        return False
    a, b = noun.doc[k], noun.doc[k + 1]
    return a.pos_ == b.pos_ == "PROPN" and bool(a.whitespace_) and not taken(a)


def _aside(child: Token, noun: Token, taken: Callable[[Token], bool]) -> bool:
    """Whether a part of a phrase says when, gives examples or counts something of its own: not what is measured."""
    case = next((c for c in child.children if c.dep_ in ("case", "mark")), None)
    if case is not None and case.i < child.i:
        if case.lower_ in _EXAMPLES or child.lower_ == "ages":
            return True  # "people *between the ages* of 18 and 29"
        if case.lower_ in _WHEN and (child.lower_ in lexicon("time") or child.lower_ == "date" or _year(child)):
            return True
    if child.dep_ != "conj" or child.i < noun.i:
        return False
    if any(c.dep_ == "nmod" and any(taken(x) for x in c.children) for c in child.children):
        return True
    if any(taken(c) for c in child.children if c.i < child.i):
        return True  # "and the world's *14th* biggest bank"
    return child.head.i == noun.i and any(c.dep_ in ("nummod", "det", "nmod:poss") for c in child.children)


def _deed(child: Token) -> bool:
    """Whether a clause says of what its noun consists: "counts *of falsifying records*"."""
    return child.tag_ == "VBG" and any(c.dep_ in ("case", "mark") and c.lower_ == "of" for c in child.children)


def _year(token: Token) -> bool:
    return len(token) == 4 and token.text.isdigit() and token.text[:2] in ("18", "19", "20")


def _members(noun: Token, taken: Callable[[Token], bool]) -> set[int]:
    """Tokens under ``noun`` that may belong to its phrase."""
    found = {noun.i}
    stack = [noun]
    while stack:
        for child in stack.pop().children:
            if (
                (child.dep_ in _PRUNED and not _deed(child))
                or child.is_space
                or taken(child)
                or timed(child)
                or _aside(child, noun, taken)
            ):
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
            each = child.lower_ in lexicon("time") or child.dep_ == "nmod:unmarked"
            if each and any(c.lower_ in ("a", "an") for c in child.children):
                continue  # "two nights *a week*", "nine rebounds *a game*"
            if any(c.dep_ in ("cop", "nsubj") and c.i < child.i for c in child.children):
                continue  # a clause that the tree takes for a noun
            if child.pos_ == "ADJ" and child.i > child.head.i and any(c.i > child.i for c in child.children):
                continue  # "bonds *due in May*"
            if child.is_punct and child.text not in ("-", "'", "’"):
                continue
            found.add(child.i)
            stack.append(child)
    return found


def _joint(noun: Token, k: int, inside: set[int]) -> bool:
    """Whether token ``k`` is a hyphen or mark between two members."""
    return 0 <= k < len(noun.doc) and noun.doc[k].text in ("-", "–", "/", "&") and k - 1 in inside and k + 1 in inside
