"""The dateline that a paragraph may begin with ("LIMA, March 5 (Sur) --"): it says nothing and is said by nobody."""

from __future__ import annotations

import re

_PLACE = r"[A-Z][\w.'’-]*(?: [\w.'’-]+){0,4}"
_PARTS = r"(?:,? [\w.'’/ ]{2,40}){0,3}?"  # county, country, date
_AGENCY = r"\s?\([\w ./&-]{2,40}\)"
_DASH = r"\s?(?:--|[-–—])(?:\s+|(?<=—))(?=[\"“‘'«$€£\dA-Z])"
_DAY = r"(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?(?:,? \d{4})?"
_SHOUTED = r"[A-Z]{3}[A-Z.'’/-]*(?: [A-Z.'’/-]+){0,4}"
_FORMS = re.compile(
    rf"(?:{_SHOUTED}(?:,{_PARTS})?(?:{_AGENCY})?|{_PLACE}(?:,{_PARTS})?{_AGENCY}|{_PLACE},{_PARTS}\s?{_DAY})"
    rf"(?:\s?[/|] ?[\w ]+)?{_DASH}"
)


def after_dateline(text: str, start: int, end: int) -> int:
    """Where the words of the paragraph at ``start`` begin, its dateline passed over; ``start`` if it has none."""
    found = _FORMS.match(text, start, min(end, start + _LONGEST))
    return found.end() if found else start


_LONGEST = 120  # characters
