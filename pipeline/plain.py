"""Text of unknown origin on a terminal: control sequences are shown, not obeyed."""

from __future__ import annotations

import re

# C0 and C1 but for line ends and tabs, and the marks that turn the direction of writing about
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """The text with each control character as its code: ESC is ``\\x1b``; its length may change."""
    return _CONTROL.sub(lambda m: m.group().encode("unicode_escape").decode("ascii"), text)
