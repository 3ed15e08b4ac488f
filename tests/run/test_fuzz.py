"""Anything may come in: no stage fails, none takes long, every span reads back."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from spacy.language import Language

from pipeline.config import Config
from pipeline.ingest.article import Article, Unreadable, sha256
from pipeline.ingest.decode import decode
from pipeline.run.journal import Journal
from pipeline.run.process import Processor, Unit
from pipeline.run.stages import NAMES

SEEDS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))]
MARKS = "“”‘’\"'«»„—–-,.;:!?()[]{}…\n\t\u00a0\u200b\u2028$€£%°½0123456789"
MANY = int(os.environ.get("FUZZ", "10000"))
LIMIT = 20.0  # seconds for one small article, on a machine that does other things too


def mutated(dice: random.Random) -> str:
    """A seed article with stretches taken out, doubled, moved and peppered with marks."""
    text = dice.choice(SEEDS)
    for _ in range(dice.randint(1, 12)):
        start = dice.randrange(len(text) + 1)
        end = min(len(text), start + dice.randint(0, 60))
        new = dice.choice(["", text[start:end] * 2, "".join(dice.choices(MARKS, k=dice.randint(1, 6)))])
        text = text[:start] + new + text[end:]
    return text[: dice.randint(200, 3000)]


def planes(dice: random.Random) -> str:
    """Characters of all Unicode planes among words."""
    odd = (
        chr(dice.choice([0, 0x300, 0x600, 0x2000, 0x1F000, 0x20000, 0xE0000]) + dice.randrange(0x800))
        for _ in range(80)
    )
    words = dice.choice(SEEDS).split()[:80]
    return "".join(f"{word}{mark} " for word, mark in zip(words, odd, strict=False))


def nested(dice: random.Random) -> str:
    """Quotation marks in each other, open and shut at random."""
    words = dice.choice(SEEDS).split()[:120]
    return " ".join(
        dice.choice(["", "“", "‘", '"', "("]) + w + dice.choice(["", "”", "’", '"', ",” he said"]) for w in words
    )


def long_tokens(dice: random.Random) -> str:
    """Words without end: digits, letters, brackets, addresses."""
    return " ".join(
        dice.choice(["1", "a", "(", "-", "1,0", "a.b@", "http://x/"]) * dice.randint(1, 2000) for _ in range(4)
    )


def noise(dice: random.Random) -> str:
    """Random bytes, as far as they are taken for text."""
    try:
        return decode(bytes(dice.randrange(9, 256) for _ in range(400)))[0]
    except Unreadable:
        return "It rained."


KINDS: tuple[Callable[[random.Random], str], ...] = (mutated, mutated, mutated, planes, nested, long_tokens, noise)


def spans(value: Any) -> Iterator[tuple[int, int, str]]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and isinstance(value.get("start"), int):
            yield value["start"], value["end"], value["text"]
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def check(nlp: Language, folder: Path, numbers: Iterable[int]) -> None:
    with Journal(folder, "fuzz") as journal:
        processor = Processor(nlp, Config(explain=True), NAMES, journal, LIMIT)
        for n in numbers:
            text = KINDS[n % len(KINDS)](random.Random(n))
            began = time.process_time()
            with nlp.memory_zone():
                output = processor(Unit(n, Article(f"f{n}", "fuzz", sha256(text.encode()), text)))
            assert not output.failures, (n, output.failures)
            assert time.process_time() - began < LIMIT, n
            for name in NAMES[2:]:
                for start, end, found in (s for line in output.lines.get(name, []) for s in spans(orjson.loads(line))):
                    assert text[start:end] == found, (n, name, found)
        processor.watchdog.stop()


def test_a_few_odd_articles(nlp: Language, tmp_path: Path) -> None:
    check(nlp, tmp_path, [*range(14), 89])  # 89: a number of 400 digits is no float


@pytest.mark.slow
def test_many_odd_articles(nlp: Language, tmp_path: Path) -> None:
    check(nlp, tmp_path, range(MANY))
