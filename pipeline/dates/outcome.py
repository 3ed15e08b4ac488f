"""The two ends of resolving: the context an expression is read in, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pipeline.dates.expressions import Toward
from pipeline.dates.periods import Period


@dataclass(frozen=True, slots=True)
class Context:
    """What a resolver may look at.

    ``published``: the article's date (with its clock time, if known); None: only absolute expressions resolve.
    ``sentence``: the last period that was named before in the same paragraph, ``recent``: in any; ``day``: the last
    single day; ``reported``: the last quarter, half, month or stretch that figures were given for, in this paragraph or
    the one before. ``tense``: direction of the verb around the expression; ``happened``: it says itself when something
    took place or is to ("was jailed in April", "takes effect Jan. 1"). ``told``: where the story stands in a past that
    it tells of (``frame``), for an expression that lacks its year there; None where the day of publication counts.
    ``fiscal``: the quarters of this article are those of a fiscal year.
    """

    published: datetime | None = None
    recent: Period | None = None
    sentence: Period | None = None
    day: Period | None = None
    reported: Period | None = None
    tense: Toward = 0
    happened: bool = False
    told: Period | None = None
    fiscal: bool = False

    @property
    def today(self) -> date | None:
        """The publication day."""
        return self.published.date() if self.published else None


@dataclass(frozen=True, slots=True)
class Resolved:
    """TIMEX3 ``type``, ``value`` and ``mod``; the interval; the ISO date it was resolved against (None: absolute)."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None
    begin: str | None = None
    finish: str | None = None
    anchor: str | None = None
    granularity: str | None = None
    period: Period | None = None  # the stretch of days, for what the narrative counts from later
