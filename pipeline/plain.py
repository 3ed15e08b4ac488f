"""What a user is told: text of unknown origin shown and not obeyed, numbers of things, faults of the system."""

from __future__ import annotations

# control characters (but line ends and tabs) to their pictures; C1 and the marks that turn writing about to U+FFFD
_PICTURES = {
    **{code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a cell begins that a spreadsheet would work out


def plain(text: str) -> str:
    """The text with a picture for each control character (ESC is ␛): as long as before, so offsets hold."""
    return text.translate(_PICTURES)


def counted(count: int, things: str) -> str:
    """How many there are of things, which are named in the plural: "1 entity", "2,000 claims"."""
    one = things.removesuffix("ies") + "y" if things.endswith("ies") else things.removesuffix("s")
    return f"{count:,} {one if count == 1 else things}"


def fault(error: OSError) -> str:
    """What the system says, and of which file, without the number of the fault: "out/sub: Not a directory"."""
    return f"{error.filename}: {error.strerror}" if error.filename and error.strerror else error.strerror or str(error)


def cell(value: object) -> object:
    """A value for a CSV file: text that a spreadsheet would run gets an apostrophe before it, as OWASP has it.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
