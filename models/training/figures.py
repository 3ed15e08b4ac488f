"""Gold claims as targets of the linker: windows of articles with what each figure points at.

The owner of a figure and who says it are names in the gold; they are looked up among the entities that a run found in
the article, and every mention in the window is a right target.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.lang.en import English

from models.training.data import read_jsonl
from pipeline.choices.gold import same_name
from pipeline.encoder.linker import HEADS, NOTHING
from pipeline.encoder.windows import Window, windows

WEAK = "weak.jsonl"  # the same of articles that nobody corrected: see ``weak``
POINTS = (*HEADS, "source")  # "source" and the classes only share the word vectors in training, and do not ship
CLASSES = {"change": ("none", "increase", "decrease"), "role": ("level", "change", "target", "projection")}
CONTEXT = 15  # words before a window that are read again, as at run time
_DIGIT = re.compile(r"\d")


@dataclass
class Figure:
    """A figure: its word; head → the words that are right (``NOTHING`` for none), None where the gold cannot say."""

    word: int
    targets: dict[str, list[int] | None]
    classes: dict[str, int]


@dataclass
class Article:
    id: str
    words: list[str]
    breaks: list[bool]
    figures: list[Figure] = field(default_factory=list)


@dataclass
class Example:
    """A window with its figures; all indices are the window's."""

    article: str
    words: list[str]
    breaks: list[bool]
    points: list[tuple[str, int, list[int]]]  # head, figure, right targets
    classes: list[tuple[str, int, int]]  # head, figure, class


def articles(gold: Path, run: Path) -> Iterator[Article]:
    """The articles of a gold file of claims; ``run``: the folder that the command wrote for them."""
    named: dict[str, list[dict]] = defaultdict(list)
    for mention in read_jsonl(run / "entities.jsonl"):
        named[mention["doc_id"]].append(mention)
    nlp = English()
    for row in read_jsonl(gold):
        yield _Reader(nlp, row, named[row["id"]]).article()


class _Reader:
    """One article of the gold."""

    def __init__(self, nlp: English, row: Mapping[str, Any], mentions: list[dict]) -> None:
        self.row, self.text, self.mentions = row, row["text"], mentions
        self.tokens = [t for t in nlp.make_doc(self.text) if not t.is_space]
        self.at = {c: i for i, t in enumerate(self.tokens) for c in range(t.idx, t.idx + len(t))}

    def article(self) -> Article:
        ends = [t.idx + len(t) for t in self.tokens]
        breaks = [i == 0 or "\n" in self.text[ends[i - 1] : t.idx] for i, t in enumerate(self.tokens)]
        claims = [c for c in self.row["claims"] if not c.get("optional")]
        return Article(self.row["id"], [t.text for t in self.tokens], breaks, [self._figure(c) for c in claims])

    def _figure(self, claim: Mapping[str, Any]) -> Figure:
        digit = _DIGIT.search(self.text, claim["start"], claim["end"])
        first, last = self._ends(claim["measure_span"], claim["measure"])
        targets = {
            "owner": self._named(claim["about"]),
            "measure.first": first,
            "measure.last": last,
            "period": self._ends(claim["period_span"], claim["period"])[0],
            "source": self._named(claim["source"]),
        }
        for name in claim.get("unsure", ()):  # of a claim that nobody corrected
            targets[name] = None
        classes = {name: values.index(claim[name] or "none") for name, values in CLASSES.items()}
        return Figure(self._word(digit.start() if digit else claim["start"]), targets, classes)

    def _word(self, char: int) -> int:
        """The word at a character, or the next one."""
        return next((self.at[c] for c in range(char, len(self.text)) if c in self.at), len(self.tokens) - 1)

    def _ends(self, span: list[int] | None, text: str | None) -> tuple[list[int] | None, list[int] | None]:
        if span is None:
            return (None, None) if text else ([NOTHING], [NOTHING])
        return [self._word(span[0])], [self._word(span[1] - 1)]

    def _named(self, name: str | None) -> list[int] | None:
        """First words of the mentions of what the gold calls ``name``."""
        if name is None:
            return [NOTHING]
        own = {m["entity"] for m in self.mentions if same_name(m["name"], name)}
        own = own or {m["entity"] for m in self.mentions if same_name(m["text"], name)}
        starts = [m["start"] for m in self.mentions if m["entity"] in own]
        starts = starts or [found.start() for found in re.finditer(re.escape(name), self.text)]
        return sorted({self._word(start) for start in starts}) or None


def examples(article: Article, limit: int, rng: random.Random | None = None) -> Iterator[Example]:
    """The windows of an article that hold a figure; with ``rng`` cut from another paragraph on than at run time."""
    plan = windows(article.words, article.breaks, limit, CONTEXT)
    if rng is not None:
        first = rng.choice([i for i, new in enumerate(article.breaks) if new and i < limit])
        rest = windows(article.words[first:], [True, *article.breaks[first + 1 :]], limit, 0)
        moved = [Window(w.context + first, w.start + first, w.end + first) for w in rest]
        plan = [Window(0, 0, first), *moved] if first else moved
    for window in plan:
        own = [f for f in article.figures if window.start <= f.word < window.end]
        if own:
            yield _example(article, window, own)


def _example(article: Article, window: Window, figures: list[Figure]) -> Example:
    read = slice(window.context, window.end)
    points, classes = [], []
    for f in figures:
        at = f.word - window.context
        for name in POINTS:
            if right := _within(f.targets[name], window):
                points.append((name, at, right))
        classes += [(name, at, value) for name, value in f.classes.items()]
    breaks = [i == 0 or new for i, new in enumerate(article.breaks[read])]
    return Example(article.id, article.words[read], breaks, points, classes)


def _within(targets: list[int] | None, window: Window) -> list[int]:
    """Targets that the window holds, as its own indices; empty where it holds none of them."""
    if targets is None or targets == [NOTHING]:
        return targets or []
    return [t - window.context for t in targets if window.context <= t < window.end]
