"""Numbers in words: "two hundred and five thousand", "half a million", "dozens of", "two-thirds"."""

from __future__ import annotations

from pipeline.claims.lexicon import table
from pipeline.claims.parse.numeral import LARGEST, Numeral, at, exact, lexicon, lower, past_hyphen
from pipeline.claims.parse.pieces import Piece

INDIAN_PLURALS = frozenset(("crores", "lakhs"))  # "four hundred crores"; "four hundred millions" is no English


def vague(pieces: list[Piece], i: int) -> Numeral | None:
    """``dozens``, ``hundreds of thousands``: an interval."""
    plurals: dict[str, list[float]] = table("numbers")["plurals"]
    some = _some(pieces, i)
    if some is not None:
        return some
    after = lower(pieces, i + 1)
    if lower(pieces, i) not in plurals or after == "'" or (lower(pieces, i) == "scores" and after != "of"):
        return None  # "she scores between"
    low, high = plurals[lower(pieces, i)]
    j = i + 1
    while lower(pieces, j) == "of" and lower(pieces, j + 1) in plurals and high < LARGEST:
        factor = plurals[lower(pieces, j + 1)][0]
        low, high, j = low * factor, high * factor, j + 2
    return Numeral(i, j, (float(low), float(high)), "vague")


def _some(pieces: list[Piece], i: int) -> Numeral | None:
    """``several hundred``, ``a few thousand``, ``a couple of dozen``: as vague as "hundreds"."""
    j = i + (lower(pieces, i) == "a")
    if lower(pieces, j) not in table("numbers")["some"]["words"]:
        return None
    j += 1 + (lower(pieces, j + 1) == "of")
    interval = table("numbers")["plurals"].get(f"{lower(pieces, j)}s")
    return None if interval is None else Numeral(i, j + 1, (float(interval[0]), float(interval[1])), "vague")


def _decimals(pieces: list[Piece], j: int) -> tuple[float, int]:
    """``point four`` before a scale word or "percent": what it adds, and the next index."""
    if lower(pieces, j) != "point":
        return 0.0, j
    k, text = j + 1, ""
    while lower(pieces, k) in lexicon("cardinals") and lexicon("cardinals")[lower(pieces, k)] < 10:
        text, k = text + f"{lexicon('cardinals')[lower(pieces, k)]:.0f}", k + 1
    scaled = lower(pieces, k) in lexicon("scales") or lower(pieces, k) in ("percent", "per", "%")
    return (float(f"0.{text}"), k) if text and scaled else (0.0, j)


def _below_hundred(pieces: list[Piece], i: int) -> tuple[float, int] | None:
    """``twenty-nine``, ``seven``."""
    first = lexicon("cardinals").get(lower(pieces, i))
    if first is None:
        return None
    if first >= 20 and first % 10 == 0:
        k = past_hyphen(pieces, i + 1)
        unit = lexicon("cardinals").get(lower(pieces, k), 0)
        if 0 < unit < 10:
            return first + unit, k + 1
    return first, i + 1


def _small(pieces: list[Piece], j: int) -> float | None:
    """A cardinal from one to nine at ``j``."""
    count = lexicon("cardinals").get(lower(pieces, j), 0)
    return count if 0 < count < 10 else None


def _and_part(pieces: list[Piece], j: int) -> tuple[float, int]:
    """``and a half``, ``and three quarters`` after a whole number: what it adds, and the next index."""
    k = past_hyphen(pieces, j)
    part = share(pieces, past_hyphen(pieces, k + 1)) if lower(pieces, k) == "and" else None
    return part or (0.0, j)


def _start(pieces: list[Piece], i: int) -> tuple[float, int] | None:
    """The first number word of a numeral: "a" and "one" before a scale word, or a cardinal with its fraction."""
    if lower(pieces, i) in ("a", "an", "one") and lower(pieces, i + 1) in lexicon("scales"):
        return 1.0, i + 1
    first = _below_hundred(pieces, i)
    if first is None:
        return None
    more, j = _decimals(pieces, first[1])
    if not more:
        more, j = _and_part(pieces, first[1])
    return first[0] + more, j


def spelled(pieces: list[Piece], i: int) -> Numeral | None:
    """``two hundred and five thousand``, ``a million``, ``two and a half million``, ``a dozen``."""
    first = _start(pieces, i)
    if first is None:
        return None
    total, (current, j) = 0.0, first
    largest = smallest = 1.0  # scale words read so far; a tail must stay below the smallest
    while True:
        k = past_hyphen(pieces, j)
        word = lower(pieces, k)
        scale = lexicon("scales").get(word) if word in INDIAN_PLURALS or not word.endswith("s") else None
        if scale is not None and (total + current) * scale <= LARGEST and not (scale <= 100 <= current):
            total, current = _scaled(total, current, scale)
            more, j = _and_part(pieces, k + 1)
            total += more * scale
            largest, smallest = max(largest, scale), scale
            continue
        tail = _below_hundred(pieces, k + (word == "and")) if smallest > 1 else None
        if tail is None or tail[0] >= smallest:
            return Numeral(i, j, (exact(total + current),), "words", largest)
        current, j = current + tail[0], tail[1]
        smallest = 1.0


def _scaled(total: float, current: float, scale: float) -> tuple[float, float]:
    """Total and current part after a scale word: hundreds stay current, thousands and more are settled."""
    if scale <= 100:
        return total, current * scale
    return (total + current * scale if current else total * scale), 0.0


def part_of_scale(pieces: list[Piece], i: int) -> Numeral | None:
    """``half a million``, ``three quarters of a billion``, ``a quarter of a million``."""
    part = share(pieces, i, before_scale=True)
    if part is None:
        return None
    k = past_hyphen(pieces, part[1])
    k += lower(pieces, k) == "of"
    k += lower(pieces, k) in ("a", "one")
    scale = lexicon("scales").get(lower(pieces, k))
    return None if scale is None else Numeral(i, k + 1, (exact(part[0] * scale),), "words", scale)


def share(pieces: list[Piece], i: int, *, before_scale: bool = False) -> tuple[float, int] | None:
    """A fraction in words at ``i`` ("one-third", "a quarter", "half", "two thirds"): value and next index."""
    over, j = 1.0, i
    count = _small(pieces, i)
    if count is not None:
        over, j = count, past_hyphen(pieces, i + 1)
    elif lower(pieces, i) in ("a", "an"):
        j = past_hyphen(pieces, i + 1)
    word = lower(pieces, j)
    under = lexicon("denominators").get(word)
    piece = at(pieces, j)
    alone = ("half", "quarter") if before_scale else ("half",)  # "quarter million"
    if under is None or piece is None or over >= under or (j == i and word not in alone):
        return None
    if over > 1 and not (word.endswith("s") or before_scale):
        return None
    return over / under, j + 1
