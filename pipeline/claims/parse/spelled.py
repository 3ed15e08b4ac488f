"""Numbers in words: "two hundred and five thousand", "half a million", "dozens of", "two-thirds"."""

from __future__ import annotations

from pipeline.claims.lexicon import numbers
from pipeline.claims.parse.pieces import Pieces
from pipeline.claims.parse.quantity import LARGEST, Numeral, exact

INDIAN_PLURALS = frozenset(("crores", "lakhs"))  # "four hundred crores"; "four hundred millions" is no English


def vague(p: Pieces, i: int) -> Numeral | None:
    """``dozens``, ``hundreds of thousands``, ``a few thousand``: an interval."""
    plurals, word, after = numbers("plurals"), p.low(i), p.low(i + 1)
    j = i + (word == "a")
    if p.low(j) in numbers("some")["words"]:
        j += 1 + (p.low(j + 1) == "of")
        interval = plurals.get(f"{p.low(j)}s")
        return None if interval is None else Numeral(i, j + 1, (float(interval[0]), float(interval[1])), "vague")
    if word not in plurals or (word == "scores" and after != "of"):
        return None  # "she scores between"
    (low, high), j = plurals[word], i + 1
    while p.low(j) == "of" and p.low(j + 1) in plurals and high < LARGEST:
        factor = plurals[p.low(j + 1)][0]
        low, high, j = low * factor, high * factor, j + 2
    return Numeral(i, j, (float(low), float(high)), "vague")


def spelled(p: Pieces, i: int) -> Numeral | None:
    """``two hundred and five thousand``, ``a million``, ``two and a half million``, ``a dozen``."""
    first = _start(p, i)
    if first is None:
        return None
    total, (current, j) = 0.0, first
    largest = smallest = 1.0  # scale words read so far; a tail must stay below the smallest
    while True:
        k = p.past_hyphen(j)
        word = p.low(k)
        scale = numbers("scales").get(word) if word in INDIAN_PLURALS or not word.endswith("s") else None
        if scale is not None and (total + current) * scale <= LARGEST:
            total, current = _scaled(total, current, scale)
            more, j = _and_part(p, k + 1)  # "a million and a half"
            total += more * scale
            largest, smallest = max(largest, scale), scale
            continue
        tail = _below_hundred(p, k + (word == "and")) if smallest > 1 else None
        if tail is None or tail[0] >= smallest:
            return Numeral(i, j, (exact(total + current),), "words", largest)
        (more, j), smallest = tail, 1.0
        current += more


def _start(p: Pieces, i: int) -> tuple[float, int] | None:
    """The first number word of a numeral: "a" before a scale word, or a cardinal with its fraction."""
    if p.low(i) == "a" and p.low(i + 1) in numbers("scales"):
        return 1.0, i + 1
    first = _below_hundred(p, i)
    if first is None:
        return None
    more, j = _decimals(p, first[1]) or _and_part(p, first[1])
    return first[0] + more, j


def _below_hundred(p: Pieces, i: int) -> tuple[float, int] | None:
    """``twenty-nine``, ``seven``."""
    first = numbers("cardinals").get(p.low(i))
    if first is not None and first >= 20:
        k = p.past_hyphen(i + 1)
        unit = numbers("cardinals").get(p.low(k), 0)
        if 0 < unit < 10:
            return first + unit, k + 1
    return None if first is None else (first, i + 1)


def _scaled(total: float, current: float, scale: float) -> tuple[float, float]:
    """Total and current part after a scale word: hundreds stay current, thousands and more are settled."""
    if scale <= 100:
        return total, current * scale
    return total + current * scale if current else total * scale, 0.0


def _decimals(p: Pieces, j: int) -> tuple[float, int] | None:
    """``point four`` before a scale word or "percent": what it adds, and the next index."""
    k, text = j + 1, ""
    while p.low(j) == "point" and numbers("cardinals").get(p.low(k), 10) < 10:
        text, k = text + f"{numbers('cardinals')[p.low(k)]:.0f}", k + 1
    scaled = p.low(k) in numbers("scales") or p.low(k) in ("percent", "per")
    return (float(f"0.{text}"), k) if text and scaled else None


def _and_part(p: Pieces, j: int) -> tuple[float, int]:
    """``and a half``, ``and three quarters`` after a whole number: what it adds, and the next index."""
    k = p.past_hyphen(j)
    return (share(p, p.past_hyphen(k + 1)) if p.low(k) == "and" else None) or (0.0, j)


def part_of_scale(p: Pieces, i: int) -> Numeral | None:
    """``half a million``, ``three quarters of a billion``, ``a quarter of a million``."""
    part = share(p, i, before_scale=True)
    if part is None:
        return None
    k = p.past_hyphen(part[1])
    k += p.low(k) == "of"
    k += p.low(k) in ("a", "one")
    scale = numbers("scales").get(p.low(k))
    return None if scale is None else Numeral(i, k + 1, (exact(part[0] * scale),), "words", scale)


def share(p: Pieces, i: int, *, before_scale: bool = False) -> tuple[float, int] | None:
    """A fraction in words at ``i`` ("one-third", "a quarter", "half", "two thirds"): value and next index."""
    over, j = numbers("cardinals").get(p.low(i), 0), i
    if 0 < over < 10 or p.low(i) in ("a", "an"):
        j = p.past_hyphen(i + 1)
    over, word = over if 0 < over < 10 else 1, p.low(j)
    under = numbers("denominators").get(word)
    alone = ("half", "quarter") if before_scale else ("half",)  # "quarter million"
    if under is None or over >= under or (j == i and word not in alone):
        return None
    plural = word.endswith("s") or before_scale
    return (over / under, j + 1) if over == 1 or plural else None
