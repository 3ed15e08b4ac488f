"""Builders for edges ("early", "the end of"), ranges and vague references."""

from __future__ import annotations

from pipeline.cascade import Match, registry
from pipeline.dates.expressions import Calendar, DayPart, Edge, Expression, Range, Reference, Shift, Within

BUILDERS, builder = registry()


@builder
def edge(m: Match) -> Expression:
    """Early next year, mid-November, late Friday."""
    return Edge(m["period"] or m["time"], m.all("earlylate")[-1])


@builder
def rest_of(m: Match) -> Expression:
    """The rest of the year: from the anchor to its end."""
    units = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "decade": "DE"}
    unit = next((unit for word, unit in units.items() if m.has(word)), "Y")
    return Edge(m["period"] or Shift(unit, 0), "END", cut=True)


@builder
def hours_of(m: Match) -> Expression:
    """The early hours of Thursday."""
    return Edge(m["period"] or m["time"], "END" if m.has("late") else "START")


@builder
def edge_part(m: Match) -> Expression:
    """Late afternoon."""
    return Edge(DayPart(m["daypart"]), m["earlylate"])


@builder
def edge_cut(m: Match) -> Expression:
    """Earlier this month, later in the year."""
    whole = m["period"] or m["time"]
    if whole is None:
        units = {"day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q", "decade": "DE"}
        whole = _of_story(next(unit for word, unit in units.items() if m.has(word)))
    mod = m["earlierlater"] or "END"
    return Edge(whole, mod, cut="earlierlater" in m)


@builder
def edge_of(m: Match) -> Expression | None:
    """The end of November, the beginning of the year."""
    mod = m["boundary"] or ("START" if m.has("first", "early") else "END")
    unit = m["unit"]
    whole = m["period"] or (_of_story(unit) if unit not in ("h", "min", None) and "this" not in m else None)
    return Edge(whole, mod) if whole else None


def _of_story(unit: str) -> Shift:
    """The day, the month: where the story stands, if its paragraph says so; the week, the year: of the paper."""
    return Shift(unit, 0, "narrative" if unit in ("D", "M") else "publication")


@builder
def unit_end(m: Match) -> Expression:
    """Year-end, the year's end."""
    whole = m["period"] or m["monthly"] or Shift("M" if m.has("month") else "Y", 0)
    return Edge(whole, "END")


@builder
def middle(m: Match) -> Expression:
    """Mid-year, mid-afternoon."""
    if "daypart" in m:
        return Edge(DayPart(m["daypart"]), "MID")
    units = {"week": "W", "month": "M", "day": "D"}
    return Edge(Shift(next((u for w, u in units.items() if m.has(w)), "Y"), 0), "MID")


@builder
def range(m: Match) -> Expression | None:
    """Between 2010 and 2015; from January to March: two of a kind, else they stay two expressions."""
    first, last = m["a"], m["b"]
    end = last.part if isinstance(last, Within) else last
    if not (isinstance(first, Calendar) and isinstance(end, Calendar)) or (end is not last and not end.month):
        return None
    kinds = [(said.day is None, said.month is None, said.weekday is None) for said in (first, end)]
    return Range(first, last) if kinds[0] == kinds[1] else None


@builder
def weekday_range(m: Match) -> Expression | None:
    """Monday to Friday."""
    first, last = m["a"], m["b"]
    days = [isinstance(said, Calendar) and said.weekday is not None and said.month is None for said in (first, last)]
    return Range(first, last) if all(days) else None


@builder
def now(m: Match) -> Expression:
    """Now, recently, these days."""
    return Reference(m["now"] or "PRESENT_REF")


@builder
def of_event(m: Match) -> Expression:
    """The day after the election: what day that was, no calendar says."""
    return Reference("XXXX-XX-XX")


@builder
def those_days(m: Match) -> Expression:
    """Those days, the old days."""
    return Reference("PAST_REF")


@builder
def past_future(m: Match) -> Expression:
    """The future, the recent past; the cities of tomorrow."""
    return Reference("FUTURE_REF" if m.has("future") or m.has("tomorrow") else "PAST_REF")


@builder
def drop(m: Match) -> str:
    """No expression: the finder records why."""
    return str(m.rule.options.get("reject", "not a temporal expression"))


@builder
def slashed(m: Match) -> str | None:
    """9/11, 24/7: dropped with a reason; other fractions and scores are nothing at all."""
    return "a name, not a date" if m.text.replace(" ", "") in ("9/11", "24/7") else None
