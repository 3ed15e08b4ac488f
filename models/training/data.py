"""Readers of the corpora: each gives articles as words with the layers that its annotators marked.

Nothing is cached and nothing is copied: the corpora stay where they are, and are read anew at every start.
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.lang.en import English

from pipeline.encoder.windows import windows

ENTITY_LABELS = ("Person", "Organization", "Location", "Facility", "NORP", "Misc", "Product", "Date", "Money")
ROLES = ("source", "cue", "content")
IGNORE = -100


@dataclass
class Syntax:
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)  # index into the same list; -1 for a sentence's root
    rel: list[str] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)


@dataclass
class Article:
    """One article. ``breaks[i]``: word ``i`` begins a paragraph. Layers are None where unmarked."""

    task: str
    words: list[str]
    breaks: list[bool]
    bio: list[str] | None = None
    links: list[tuple[int, int]] = field(default_factory=list)
    syntax: Syntax | None = None
    open: set[int] = field(default_factory=set)  # words that are not to be learnt from: their windows are left out


@dataclass
class Example:
    """One window of an article, ready for the network."""

    task: str
    words: list[str]
    breaks: list[bool]
    bio: list[str] | None
    links: list[tuple[int, int]]
    syntax: Syntax | None


def read_jsonl(path: Path) -> Iterator[dict]:
    yield from map(json.loads, _lines(path))


def entity_articles(path: Path) -> Iterator[Article]:
    nlp = English()
    for row in read_jsonl(path):
        spans = [(s, e, label) for s, e, label in row["entities"] if label in ENTITY_LABELS]
        yield _marked(nlp, "entities", row["text"], spans)[0]


OPEN_LABELS = {"PER": "Person", "ORG": "Organization", "LOC": "Location", "MISC": "Misc"}
# What a corpus with fewer labels may have meant in terms of ours: alternatives, of which the network takes its choice
WIDER = {"Location": ("Facility",), "Misc": ("NORP", "Product")}
UNMARKED = {3: ("Facility", "NORP", "Misc", "Product", "Date", "Money"), 4: ("Date", "Money")}  # by number of labels


def partial_entity_articles(path: Path) -> Iterator[Article]:
    """For training beside a corpus with all labels: tags are ``a|b`` alternatives."""
    articles = list(open_entity_articles(path))
    kinds = {tag[2:] for a in articles for tag in a.bio or () if tag != "O"}
    outside = "|".join(["O", *(f"{p}-{name}" for name in UNMARKED[len(kinds)] for p in "BI")])
    for a in articles:
        a.task = "partial"
        a.bio = [
            outside if t == "O" else "|".join(f"{t[:2]}{n}" for n in (t[2:], *WIDER.get(t[2:], ())))
            for t in a.bio or ()
        ]
        yield a


def open_entity_articles(path: Path) -> Iterator[Article]:
    """Column files (word, tag) of the openly licensed corpora; their IOB tags are read as BIO."""
    article, before = Article("entities", [], [], bio=[]), "O"
    for line in _lines(path):
        cells = line.split()
        if line.startswith(("# newdoc", "-DOCSTART-")) and article.words:
            yield article
            article, before = Article("entities", [], [], bio=[]), "O"
        if len(cells) != 2 or cells[0] in ("#", "-DOCSTART-"):
            before = "O" if not cells else before
            continue
        word, tag = cells
        name = OPEN_LABELS.get(tag[2:])
        begins = tag[0] == "B" or before[2:] != tag[2:]
        assert article.bio is not None
        article.bio.append("O" if name is None else ("B-" if begins else "I-") + name)
        article.breaks.append(not article.words)
        article.words.append(word)
        before = tag
    if article.words:
        yield article


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as f:
        for line in f:
            yield line.rstrip("\n")


def quote_articles(path: Path, task: str = "quotes") -> Iterator[Article]:
    nlp = English()
    for row in read_jsonl(path):
        spans = [(s, e, role) for a in row["attributions"] for role in ("content", "source", "cue") for s, e in a[role]]
        article, word_at = _marked(nlp, task, row["text"], spans)
        article.open = {word_at(c) for a in row.get("optional", ()) for s, e in a["content"] for c in range(s, e)}
        for a in row["attributions"]:
            if not a["cue"]:
                continue
            cue = word_at(a["cue"][0][0])
            article.links += [(word_at(s), cue) for role in ("source", "content") for s, _ in a[role]]
        yield article


def record_articles(path: Path) -> Iterator[Article]:
    """Quotes of articles of the whole world, corrected by hand; what is debatable in them is nobody's example."""
    return quote_articles(path, "records")


def _marked(nlp: English, task: str, text: str, spans: list[tuple[int, int, str]]):
    """Character spans as BIO over the words; a later span wins over an earlier one."""
    tokens = [t for t in nlp.make_doc(text) if not t.is_space]
    words = [t.text for t in tokens]
    breaks = [i == 0 or "\n" in text[tokens[i - 1].idx + len(tokens[i - 1]) : t.idx] for i, t in enumerate(tokens)]
    index: dict[int, int] = {}
    for i, t in enumerate(tokens):
        for c in range(t.idx, t.idx + len(t)):
            index[c] = i

    def word_at(char: int) -> int:
        while char not in index and char < len(text):
            char += 1
        return index.get(char, len(words) - 1)

    bio = ["O"] * len(words)
    for s, e, label in spans:
        inside = sorted({index[c] for c in range(s, e) if c in index})
        for k, i in enumerate(inside):
            bio[i] = ("I-" if k else "B-") + label
    return Article(task, words, breaks, bio=bio), word_at


def syntax_articles(path: Path) -> Iterator[Article]:
    """CoNLL-U: documents of consecutive sentences; multiword ranges and empty nodes are skipped."""
    article = Article("syntax", [], [], syntax=Syntax())
    new_paragraph = True
    for comments, rows in _sentences(path):
        if any(c.startswith("# newdoc") for c in comments) and article.words:
            yield article
            article = Article("syntax", [], [], syntax=Syntax())
        new_paragraph = any(c.startswith(("# newdoc", "# newpar")) for c in comments) or not article.words
        offset = len(article.words)
        syntax = article.syntax
        assert syntax is not None
        for k, row in enumerate(rows):
            article.words.append(row[1])
            article.breaks.append(new_paragraph and k == 0)
            syntax.upos.append(row[3])
            syntax.xpos.append(row[4])
            syntax.lemma.append(row[2])
            syntax.head.append(offset + int(row[6]) - 1 if row[6] != "0" else -1)
            syntax.rel.append(row[7])
            syntax.starts.append(k == 0)
    if article.words:
        yield article


def _sentences(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    comments: list[str] = []
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("#"):
                comments.append(line)
            elif line:
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
            elif rows:
                yield comments, rows
                comments, rows = [], []
    if rows:
        yield comments, rows


def examples(articles: Iterable[Article], limit: int) -> Iterator[Example]:
    """Windows of articles. Syntax windows end at sentence ends, so that no arc is cut."""
    for a in articles:
        cuts = (
            _sentence_windows(a.syntax.starts, limit)
            if a.syntax
            else [(w.start, w.end) for w in windows(a.words, a.breaks, limit, context=0)]
        )
        for s, e in cuts:
            if not a.open.isdisjoint(range(s, e)):
                continue
            yield Example(
                a.task,
                a.words[s:e],
                [i == 0 or b for i, b in enumerate(a.breaks[s:e])],
                a.bio[s:e] if a.bio else None,
                [(i - s, j - s) for i, j in a.links if s <= i < e and s <= j < e],
                _slice(a.syntax, s, e) if a.syntax else None,
            )


def _sentence_windows(starts: list[bool], limit: int) -> list[tuple[int, int]]:
    bounds = [i for i, s in enumerate(starts) if s] + [len(starts)]
    out: list[tuple[int, int]] = []
    begin = 0
    for left, right in itertools.pairwise(bounds):
        if right - begin > limit and left > begin:
            out.append((begin, left))
            begin = left
    out.append((begin, len(starts)))
    return out


def _slice(x: Syntax, s: int, e: int) -> Syntax:
    return Syntax(
        x.upos[s:e],
        x.xpos[s:e],
        x.lemma[s:e],
        [h - s if h >= 0 else -1 for h in x.head[s:e]],
        x.rel[s:e],
        x.starts[s:e],
    )


@dataclass(frozen=True)
class Labels:
    """Label inventories of every head, in the order of the network's outputs."""

    entities: list[str]
    roles: list[str]
    upos: list[str]
    xpos: list[str]
    rel: list[str]

    @classmethod
    def collect(cls, syntax: Iterable[Syntax]) -> Labels:
        seen = {k: set() for k in ("upos", "xpos", "rel")}
        for x in syntax:
            for k, values in seen.items():
                values.update(getattr(x, k))
        bio = lambda names: ["O", *(f"{p}-{n}" for n in names for p in "BI")]  # noqa: E731
        return cls(bio(ENTITY_LABELS), bio(ROLES), *(sorted(seen[k]) for k in ("upos", "xpos", "rel")))


SOURCES: dict[str, tuple[tuple[Callable[[Path], Iterator[Article]], str], ...]] = {
    "entities": ((entity_articles, "ner/worldwide.{split}.jsonl"),),
    "quotes": ((quote_articles, "quotes/polnear.{split}.jsonl"),),
    "records": ((record_articles, "records/quotes.{split}.jsonl"),),
    "syntax": (
        (syntax_articles, "syntax/en_ewt-ud-{split}.conllu.gz"),
        (syntax_articles, "syntax/en_gum-ud-{split}.noNC.conllu.gz"),
    ),
    "partial": (
        (partial_entity_articles, "ner/uner_en_ewt.{split}.bio.gz"),
        (partial_entity_articles, "ner/wikigold.conll"),
    ),
    # entities from corpora that state an open licence; WikiGold has one file, which is for training
    "open-entities": (
        (open_entity_articles, "ner/uner_en_ewt.{split}.bio.gz"),
        (open_entity_articles, "ner/wikigold.conll"),
    ),
}


def load(data: Path, split: str, tasks: Iterable[str], limit: int) -> list[Example]:
    """All windows of a split (train or dev) for the tasks named."""
    files = [(reader, name.format(split=split)) for task in tasks for reader, name in SOURCES[task]]
    files = [x for x in files if split == "train" or split in x[1]]
    return [x for reader, name in files for x in examples(reader(data / name), limit)]
