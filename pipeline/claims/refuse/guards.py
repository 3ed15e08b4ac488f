"""Why a number is not a claim.

Each guard looks at one draft in its scope and gives the reason for refusing it, or None. They run in order; the first
reason counts. What a number's unit already settles (money, percent, a measure) passes most of them.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.claims.parse.draft import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.refuse import calendars, codes, names

Guard = Callable[[Scope, Draft], str | None]

GUARDS: tuple[Guard, ...] = (
    codes.inside_word,
    codes.ordinal,
    codes.numbering,
    calendars.calendar,
    names.one,
    names.pair,
    names.address,
    names.names,
    names.labels,
    names.age,
    codes.bare_letter,
    codes.attribute,
)


def refuse(scope: Scope, draft: Draft) -> str | None:
    """The first guard's reason for which ``draft`` is no claim, or None."""
    for guard in GUARDS:
        reason = guard(scope, draft)
        if reason is not None:
            return reason
    return None
