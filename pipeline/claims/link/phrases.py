"""The measured phrase around its noun, and the noun that another owns."""

from __future__ import annotations

from collections.abc import Callable, Container

from spacy.tokens import Token

from pipeline.syntax import child, lexicon, timed

MAX_AFTER = 7  # tokens in a noun phrase after its owner
_NOUNS = ("NOUN", "PROPN")
_POSSESSIVE = ("'s", "’s", "'", "’")
_CLAUSES = frozenset(
    ("acl:relcl", "acl", "appos", "parataxis", "advcl", "orphan", "dislocated", "vocative", "discourse")
)
_OUTSIDE = frozenset(("cop", "nsubj", "aux", "mark", "case", "cc:preconj", "advmod", "punct", "obl"))  # of the noun
_LEADING = frozenset(("DET", "PUNCT", "CCONJ", "ADP", "PRON", "SPACE", "SYM", "ADV", "PART", "SCONJ"))
_TRAILING = frozenset(("ADP", "CCONJ", "DET", "ADJ", "ADV", "SCONJ", "PRON", "PUNCT", "SPACE", "PART"))
_AMOUNTS = frozenset(("such", "fewer", "more", "less", "many", "much"))
_INNER_MARKS = frozenset(("-", "'", "’"))  # that belong to words
_JOINTS = frozenset(("-", "–", "/", "&"))  # between two words of a phrase
_EXAMPLES = frozenset(("such", "including", "like", "than", "except", "excluding", "versus", "up", "down"))
_WHEN = frozenset(
    ("in", "during", "for", "over", "since", "from", "between", "by", "at", "on", "of", "through", "until")
)

Taken = Callable[[Token], bool]  # whether a token belongs to a quantity


def phrase(noun: Token, taken: Taken, dated: Container[int] = ()) -> tuple[int, int]:
    """Token range of the phrase of ``noun``: modifiers and complements, no clause, no article, no time.

    It ends before what is ``taken`` by quantities, and does not begin with what is ``dated`` ("*2024* earnings").
    """
    doc, inside = noun.doc, _members(noun, taken)
    a = b = noun.i
    while a - 1 in inside or _joint(noun, a - 1, inside) or _name(noun, a - 1, taken):
        a -= 1
    while b + 1 in inside or _joint(noun, b + 1, inside):
        b += 1
    while a < noun.i and (doc[a].pos_ in _LEADING or a in dated or doc[a].lower_ in _AMOUNTS or _of_age(doc[a])):
        a += 1
    while b > noun.i and doc[b].pos_ in _TRAILING:
        b -= 1
    if a > 0 and doc[a].lower_ == "capita" and doc[a - 1].lower_ == "per":
        a -= 1  # "*per* capita income"
    while a > 1 and _is_hyphen(doc[a - 1]) and not taken(doc[a - 2]):
        a -= 2  # "*like-for-*like sales"
    return a, b + 1


def possessed(noun: Token, taken: Taken) -> Token:
    """``Firm X's revenue``: the revenue, where the tree takes the owner for the head; ``taken``: tokens passed over."""
    doc, k = noun.doc, noun.i + 1
    if k >= len(doc) or doc[k].text not in _POSSESSIVE or doc[k].whitespace_ == "":
        return noun
    last = noun
    for token in doc[k + 1 : k + 1 + MAX_AFTER]:
        if token.pos_ in _NOUNS and not taken(token):
            last = token
        elif not (token.pos_ in ("ADJ", "NUM", "SYM") or token.tag_ in ("VBG", "VBN") or taken(token)):
            break
    return last


def _members(noun: Token, taken: Taken) -> set[int]:
    """Tokens under ``noun`` that may belong to its phrase."""
    found, stack = {noun.i}, [noun]
    while stack:
        for part in stack.pop().children:
            outside = part.head.i == noun.i and part.dep_ in _OUTSIDE
            if not (outside or taken(part) or _own(part) or _aside(part, noun, taken)):
                found.add(part.i)
                stack.append(part)
    return found


def _own(part: Token) -> bool:
    """Whether a part is no word, or says something of its own: a clause, a time, "two nights *a week*"."""
    if part.is_space or part.is_punct:
        return part.text not in _INNER_MARKS
    below = list(part.children)
    if part.dep_ in _CLAUSES:  # but "counts *of falsifying records*"
        return part.tag_ != "VBG" or not any(c.dep_ in ("case", "mark") and c.lower_ == "of" for c in below)
    each = part.lower_ in lexicon("time") or part.dep_ == "nmod:unmarked"
    return (
        timed(part)
        or (each and any(c.lower_ in ("a", "an") for c in below))
        or any(c.dep_ in ("cop", "nsubj") and c.i < part.i for c in below)  # a clause that the tree takes for a noun
        or (part.pos_ == "ADJ" and part.i > part.head.i and any(c.i > part.i for c in below))  # "bonds *due in May*"
    )


def _aside(part: Token, noun: Token, taken: Taken) -> bool:
    """Whether a part says when, gives examples or counts something of its own: not what is measured."""
    case, before = child(part, "case", "mark"), [c for c in part.children if c.i < part.i]
    if case is not None and case.i < part.i:
        if case.lower_ in _EXAMPLES or part.lower_ == "ages":
            return True  # "people *between the ages* of 18 and 29"
        if case.lower_ in _WHEN and (part.lower_ in lexicon("time") or part.lower_ == "date" or _year(part)):
            return True
    if part.dep_ != "conj" or part.i < noun.i:
        return False
    if any(c.dep_ == "nmod" and any(taken(x) for x in c.children) for c in part.children):
        return True
    if any(taken(c) for c in before):
        return True  # "and the world's *14th* biggest bank"
    return part.head.i == noun.i and child(part, "nummod", "det", "nmod:poss") is not None


def _year(token: Token) -> bool:
    return len(token) == 4 and token.text.isdigit() and token.text[:2] in ("18", "19", "20")


def _is_hyphen(token: Token) -> bool:
    """Whether a token is a hyphen inside a word: "like*-*for*-*like"."""
    return token.text == "-" and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_


def _of_age(token: Token) -> bool:
    """``a 40-year-*old* mill``."""
    return token.lower_ == "old" and token.i > 0 and token.nbor(-1).text == "-"


def _name(noun: Token, k: int, taken: Taken) -> bool:
    """Whether token ``k`` is a part of the same name as the token after it, although the tree parts them."""
    if not 0 <= k < noun.i:
        return False
    a, b = noun.doc[k], noun.doc[k + 1]
    return a.pos_ == b.pos_ == "PROPN" and bool(a.whitespace_) and not taken(a)


def _joint(noun: Token, k: int, inside: set[int]) -> bool:
    """Whether token ``k`` is a hyphen or mark between two members."""
    return 0 <= k < len(noun.doc) and noun.doc[k].text in _JOINTS and k - 1 in inside and k + 1 in inside
