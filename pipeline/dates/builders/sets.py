"""Builders for sets: "every Tuesday", "twice a week", "on an annual basis"."""

from __future__ import annotations

from typing import Any

from pipeline.cascade import Match, registry
from pipeline.dates.builders.amounts import amounts, unit_of
from pipeline.dates.expressions import Expression, Recurring

BUILDERS, builder = registry()


_EVERY = {"D": "P{}D", "W": "P{}W", "M": "P{}M", "Y": "P{}Y", "Q": "P{}Q", "h": "PT{}H", "min": "PT{}M", "s": "PT{}S"}


def _every(amount: float, unit: str) -> Expression | None:
    if unit in ("DE", "C", "ML"):
        amount, unit = amount * {"DE": 10, "C": 100, "ML": 1000}[unit], "Y"
    if unit == "2W":
        amount, unit = amount * 2, "W"
    if unit == "H":
        amount, unit = amount * 6, "M"
    if unit == "WE":
        return Recurring("XXXX-WXX-WE")
    form = _EVERY.get(unit)
    return Recurring(form.format(f"{amount:g}")) if form else None


@builder
def every_named(m: Match) -> Expression:
    """Every Tuesday, Fridays, each July, Tuesday nights."""
    weekday = m["weekday"] if m["weekday"] is not None else m["weekdays"]
    part = m["daypart"] or m["dayparts"]
    if weekday is not None:
        return Recurring(f"XXXX-WXX-{weekday + 1}" + (f"T{part}" if part else ""))
    return Recurring(f"XXXX-{m['months']:02d}")


@builder
def every_month(m: Match) -> Any:
    """The first Sunday of every month."""
    return Recurring("P1M")


@builder
def times_a(m: Match) -> Any:
    """Twice a week, three times per year."""
    return _every(1, m["unit"])


@builder
def every(m: Match) -> Any:
    """Every day, every two years, each morning, every other week."""
    if m.has("weekends"):
        return Recurring("XXXX-WXX-WE")
    if "daypart" in m:
        return Recurring(f"XXXX-XX-XXT{m['daypart']}")
    if "season" in m or "shyseason" in m:
        return Recurring("XXXX-" + ("SP", "SU", "FA", "WI")[(m["season"] or m["shyseason"]) - 1])
    said = amounts(m)
    amount = 2.0 if m.has("other") else float(m["ord"] or 1) if "ord" in m else (said[0] if said else 1.0)
    return _every(amount, unit_of(m)) if amount else None


@builder
def twice_a(m: Match) -> Any:
    """Bi-monthly: every two months; semi-annual: twice a year."""
    if m.has("semi"):
        return {"monthly": Recurring("P15D"), "weekly": Recurring("P3D")}.get(m.text[5:].lower(), Recurring("P6M"))
    whole = {"monthly": "P2M", "weekly": "P2W", "annual": "P2Y", "annually": "P2Y", "yearly": "P2Y"}
    return next((Recurring(value) for word, value in whole.items() if m.has(word)), None)


@builder
def basis(m: Match) -> Any:
    """On an annual basis."""
    whole = {"annual": "P1Y", "yearly": "P1Y", "monthly": "P1M", "weekly": "P1W", "daily": "P1D", "quarterly": "P3M"}
    return Recurring(whole[m.text.lower()])


@builder
def unitly(m: Match) -> Any:
    """Daily, annually."""
    text = m.text
    return Recurring(m["unitly"] or m["quarterwise"]) if text[0].islower() else None
