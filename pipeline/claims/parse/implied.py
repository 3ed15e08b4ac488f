"""Units that a figure leaves out: "aged 45", "more than 300 injured", "to 5 percent from 4.2"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.claims.parse.nouns import counted
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.unit_table import Unit
from pipeline.claims.rows import Row, Table, read
from pipeline.claims.view import FIGURE, View

GUESS = 0.7  # confidence of a unit that only the paragraph tells
UNITS = {
    "year": Unit("year", "time", "duration"),
    "magnitude": Unit("magnitude", "earthquake magnitude", "measure"),
    "percent": Unit("percent", "dimensionless", "percent"),
    "INR": Unit("INR", "currency", "money"),
}
_NO_UNITS = frozenset((None, "times", "ratio", "fraction", "rank"))  # that no other figure shares
_SAYS = frozenset(("says", "rule", "lender", "guess"))
REACH_CHARS = 200  # of text on each side of the figure that a row sees


TESTS = {
    "no_noun_next": lambda scope, draft: scope.pos(draft.j) != "NOUN",
    "no_noun_follows": lambda scope, draft: scope.pos(draft.j) not in ("NOUN", "PROPN", "ADJ", "NUM"),
    "no_noun_behind_a_range": lambda scope, draft: scope.pos(draft.j + 2) not in ("NOUN", "ADJ", "SYM"),
}


@cache
def rows(section: str) -> Table:
    """The table's rows: ``said`` of the number alone, or ``lent`` by another figure."""
    return read("implied", section, _SAYS, TESTS)


def said(scope: Scope, draft: Draft) -> Row | None:
    """The row that says the unit of a number alone."""
    return rows("said").first(scope, draft)


def lend(scope: Scope, drafts: list[Draft]) -> None:
    """Give figures the units that their paragraph says, in the order of the text."""
    for draft, following in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        _lent(scope, draft, {"next": following})
    slots: dict[str, Draft] = {}
    for draft in drafts:
        _lent(scope, draft, slots)
        if draft.unit_name in _NO_UNITS:
            continue
        slots["last"] = draft
        if draft.kind == "count" and draft.noun is not None and not draft.hyphen:
            slots["things"] = draft
        if draft.unit_name == "points":
            slots["points"] = draft


def _lent(scope: Scope, draft: Draft, slots: dict[str, Draft]) -> None:
    """Let the first row that holds give the figure its unit: a bare count, or a sum that may have a rate."""
    bare = draft.kind == "count" and draft.unit_name in (None, "others")
    if not bare and draft.kind != "money":
        return
    views = {name: View(scope, draft, draft.first, draft.last, slots.get(name), REACH_CHARS) for name in ("", *slots)}
    for row in rows("lent").of(views[""]):
        view = views.get(row.says.get("lender", ""))
        early = "next" in slots and row.says.get("lender") != "next"
        if view is None or early or bare == (row.says["says"] == "rate"):
            continue
        found = row.holds(view)
        if found and _give(row, view, found):
            return


def _give(row: Row, view: View, found: re.Match[str] | bool) -> bool:
    """Do what the row says; False where its phrase counts nothing after all."""
    draft, lender, says = view.draft, view.lender, row.says["says"]
    if lender is not None and says == "rate":
        if draft.unit is None or lender.unit != draft.unit or draft.unit_name != draft.unit.symbol:
            return False
        draft.unit_name = lender.unit_name
    elif lender is not None:
        draft.unit, draft.unit_name = lender.unit, lender.unit_name
        draft.kind = "count" if lender.kind == "ratio" else lender.kind
        draft.hyphen = row.says["lender"] == "next" and lender.hyphen
    elif says in UNITS:
        draft.take(UNITS[says])
        draft.rule = "number"
    elif says == "people":
        draft.unit_name = says
    elif isinstance(found, re.Match):
        name = _named(view, found, says)
        draft.unit_name = name or draft.unit_name
        return name is not None
    draft.confidence = GUESS if row.says.get("guess") else draft.confidence
    return True


def _named(view: View, found: re.Match[str], says: str) -> str | None:
    """What the row's ``unit`` group names: its "word", or the noun phrase that begins there, "counted"."""
    if says == "word":
        return found["unit"]
    scope, start = view.scope, view.start - (view.context.index(FIGURE) - found.start("unit"))
    at = next((k for k in range(view.i - 1, -1, -1) if scope.pieces[k].start <= start), 0)
    noun = counted(scope, at)
    return None if noun is None else scope.said(*noun)
