"""What somebody is, in words: whether a phrase names a role."""

from __future__ import annotations

import re
from functools import cache

from pipeline.english.nouns import nouns, words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*")
_COMPLEMENTS = frozenset({"of", "for", "at", "in", "from", "with", "who", "to", "on"})


@cache
def is_role_noun(word: str) -> bool:
    """Whether a word in small letters is a role: "co-founder", "sister-in-law", "directors", "netmaker"."""
    tail = word.rsplit("-", 1)[-1]
    known = any(w in nouns("roles") for w in (word, tail, word.removesuffix("s")))
    return known or word.endswith(tuple(words("role_endings")))


def is_role(phrase: str) -> bool:
    """Whether a phrase speaks of what somebody is: a role noun before any complement; not "word to judges"."""
    for word in _WORD.findall(phrase.casefold()):
        if word in _COMPLEMENTS:
            return False
        if is_role_noun(word):
            return True
    return False
