"""What is no claim: codes, names, dates and other numbers that count nothing, each a row of ``data/refuse.toml``.

A row may ask a test of this file by its name: what only tags, names, dates or the figures around can tell.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.claims.parse.nouns import plural
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.rows import Row, Table, Test, read

FIRST_YEAR, LAST_YEAR = 1900, 2100  # that a plural may follow: "the 1988 sales"
LIST_CHARS = 150  # between the numbers of a list in running text
_NUMBERED = re.compile(r"(?<!\S)(\d{1,3})\. ")
_NO_NAMES = frozenset(("VERB", "ADV", "ADP", "AUX", "DET", "ADJ", "SCONJ"))


def _things(scope: Scope, draft: Draft) -> bool:
    """Whether a plural is counted."""
    return draft.noun is not None and plural(scope.low(draft.noun[1] - 1))


def in_a_date(scope: Scope, draft: Draft) -> bool:
    """Whether the date stage made a date or a time of it; not "roughly 2000 shops", "$5"."""
    date = scope.date_at(*scope.span(draft.i, draft.j))
    if date is None or date.type not in ("DATE", "TIME") or draft.kind in ("money", "percent"):
        return False
    return draft.kind != "measure" and not (draft.first < draft.i and _things(scope, draft))


def a_year(scope: Scope, draft: Draft) -> bool:
    """Whether four digits are a year: where no plural is counted ("2000 shops"), or they are not round."""
    value = draft.values[0]
    return not _things(scope, draft) or (value % 100 != 0 and FIRST_YEAR <= value <= LAST_YEAR)


def no_noun_next(scope: Scope, draft: Draft) -> bool:
    """Whether no common noun follows: the scores of "Sweden 1 – 0 Korea", not the pages of "12 – 15 pages"."""
    return scope.tag(draft.j) not in ("NN", "NNS")


def numbered_list(scope: Scope, draft: Draft) -> bool:
    """Whether the number before or after it is marked like it: "1. The Ark … 2. Petrel"."""
    start, end = scope.span(draft.i, draft.j)
    near = scope.text[max(scope.start, start - LIST_CHARS) : min(scope.end, end + LIST_CHARS)]
    return any(abs(int(number) - draft.values[0]) == 1 for number in _NUMBERED.findall(near))


def capitalised(scope: Scope, draft: Draft) -> bool:
    """``Group of Seven``, ``Six-Day War``, ``60 Minutes``: a capital in the middle of a sentence."""
    if scope.kind != "body" or scope.opens(draft.first):
        return False
    if draft.form == "words":
        return scope.pieces[draft.k].text[:1].isupper() and (draft.unit is None or draft.hyphen)
    unit = scope.pieces[draft.j - 1].text
    return draft.kind == "duration" and not draft.hyphen and unit.istitle() and unit.endswith("s")


def before_a_name(scope: Scope, draft: Draft) -> bool:
    """``787 Dreamliner``: what follows is one thing's name, neither "Qataris" nor "soldiers"."""
    if draft.noun is None:
        return False
    last = scope.pieces[draft.noun[1] - 1]
    return last.text[:1].isupper() and not plural(last.lower)


def inside_an_entity(scope: Scope, draft: Draft) -> bool:
    """Whether the model found a name around it: "Blink 182"."""
    token = scope.token(draft.k)  # not doc.ents, which are made anew from all tokens whenever they are asked for
    if token.ent_iob_ not in ("I", "B"):
        return False
    beside = scope.doc[max(0, token.i - 1) : token.i + 2]
    return any(t.ent_type_ == token.ent_type_ and t.is_alpha for t in beside if t.i != token.i)


def behind_a_name(scope: Scope, draft: Draft) -> bool:
    """``Boeing 737``: a capitalised word makes the number part of its name."""
    at = draft.k - 1
    return scope.is_word(at) and not scope.pieces[at].text.islower() and scope.pos(at) not in _NO_NAMES


def person_in_apposition(scope: Scope, draft: Draft) -> bool:
    """``The suspect, 41, was``."""
    return scope.tag(draft.k - 2) == "NN"


TESTS: dict[str, Test] = {
    test.__name__: test
    for test in (
        *(in_a_date, a_year, no_noun_next, numbered_list, capitalised, before_a_name),
        *(inside_an_entity, behind_a_name, person_in_apposition),
    )
}


@cache
def rows() -> Table:
    """The table, in its order; ``says["reason"]`` is what is put on record."""
    return read("refuse", "row", frozenset(("reason",)), TESTS)


def refuse(scope: Scope, draft: Draft) -> Row | None:
    """The first row that holds, or None for a claim."""
    return rows().first(scope, draft)
