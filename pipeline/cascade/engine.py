"""The cascade: level by level, matched tokens become one phrase that the next level's patterns can speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.cascade.grammar import Grammar
from pipeline.cascade.item import Facts, Item
from pipeline.cascade.patterns import Alphabet, Rule, classes_of, compile_level, compile_rule

MAX_WORD_CHARS = 30  # of the word before a match
_LAST_WORD = re.compile(r"([^\W\d_]*\.?) ?$")


@dataclass(frozen=True, slots=True)
class Modified:
    """A builder's result with a modifier (in dates TIMEX3's: "APPROX"), which phrases around it inherit."""

    value: Any
    mod: str | None


class Match:
    """What a pattern matched: ``m["year"]`` is the value of the first YEAR in it, None where there is none."""

    def __init__(
        self, rule: Rule, items: list[Item], labels: dict[str, list[tuple[Item, Any]]], source: str, setting: Any
    ) -> None:
        self.rule, self.items, self._labels, self._source, self.setting = rule, items, labels, source, setting
        self.text = source[items[0].start : items[-1].end]

    def __getitem__(self, label: str) -> Any:
        found = self._labels.get(label)
        return found[0][1] if found else None

    @property
    def left(self) -> str:
        """The word before the match."""
        start = self.items[0].start
        return _LAST_WORD.search(self._source, max(0, start - MAX_WORD_CHARS), start)[1]  # type: ignore[index]

    @property
    def right(self) -> str:
        """The four characters behind the match."""
        return self._source[self.items[-1].end : self.items[-1].end + 4]

    def __contains__(self, label: str) -> bool:
        return label in self._labels

    def all(self, label: str) -> list[Any]:
        """Values of every item under the label, in order of the text."""
        return [value for _, value in self._labels.get(label, ())]

    def has(self, *words: str) -> bool:
        """Whether one of the words (lower case) stands in the matched text."""
        return not _words(self.text).isdisjoint(words)


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))


Builder = Callable[[Match], Any]


def registry() -> tuple[dict[str, Builder], Callable[[Builder], Builder]]:
    """A module's builders by name, and the decorator that adds to them."""
    builders: dict[str, Builder] = {}

    def builder(function: Builder) -> Builder:
        builders[function.__name__] = function
        return function

    return builders, builder


Groups = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class _Level:
    rules: tuple[Rule, ...]
    regex: re.Pattern[str]
    groups: list[Groups]  # for each rule: (group, label, class)
    alphabet: Alphabet

    def others(self, string: str, start: int, vetoed: int) -> Iterator[re.Match[str]]:
        """Matches at the same place of the rules after one whose builder said no."""
        for index in range(vetoed + 1, len(self.rules)):
            found = compile_rule(self.rules[index], index, self.alphabet).match(string, start)
            if found:
                yield found


def _level(rules: tuple[Rule, ...], alphabet: Alphabet) -> _Level:
    regex = compile_level(rules, alphabet)
    groups: list[Groups] = [[] for _ in rules]
    for group in sorted(regex.groupindex, key=regex.groupindex.__getitem__):
        index, _, rest = group[1:].partition("_")
        if rest:
            label, name, _ = rest.rsplit("_", 2)
            groups[int(index)].append((group, label, name))
    return _Level(rules, regex, groups, alphabet)


@dataclass(frozen=True, slots=True)
class _Source:
    """What a level reads besides the items."""

    text: str
    builders: Mapping[str, Builder]
    setting: Any


class Cascade:
    """A grammar made ready to run.

    Args:
        grammar: levels of rules and the words.
        builders: for every ``make`` of the rules, the function that reads its matches.
        tokenize: a text's tokens as items with their facts, in order.
        samples: the facts of one token of every shape that ``tokenize`` makes besides the words: the alphabet of the
            patterns must be complete before the first text.

    Raises:
        ValueError: a rule whose ``make`` no builder has, or that names a class which nothing gives.
    """

    def __init__(
        self,
        grammar: Grammar,
        builders: Mapping[str, Builder],
        tokenize: Callable[[str], list[Item]],
        samples: Iterable[Facts] = (),
    ) -> None:
        self._builders, self._tokenize = builders, tokenize
        self._alphabet = Alphabet()
        for facts in (*grammar.words.values(), *grammar.small.values(), *samples):
            self._alphabet.add(facts)
        rules = [rule for _, rules in grammar.levels for rule in rules]
        for rule in rules:
            self._alphabet.add(rule.gives)
        for rule in rules:
            self._check(rule)
        self._levels = [_level(rules, self._alphabet) for _, rules in grammar.levels]

    def _check(self, rule: Rule) -> None:
        if rule.make not in self._builders:
            raise ValueError(f"pattern {rule.name!r}: no builder is called {rule.make!r}")
        for name in sorted(classes_of(rule.match)):
            if not self._alphabet.having(name):
                raise ValueError(f"pattern {rule.name!r}: nothing gives the class {name}")

    def run(self, text: str, setting: Any = None) -> list[Item]:
        """All items of the text after the last level; those with a ``rule`` are phrases. Linear in the text.

        ``setting`` is handed to the builders as ``match.setting`` (the dates stage: the order of numeric dates).
        """
        items = self._tokenize(text)
        for item in items:
            item.kind = self._alphabet.character(item.facts)
        source = _Source(text, self._builders, setting)
        for level in self._levels:
            items = _apply(level, items, source)
        return items


def _apply(level: _Level, items: list[Item], source: _Source) -> list[Item]:
    string = "".join([item.kind for item in items])
    out: list[Item] = []
    done = position = 0
    search = level.regex.search
    while found := search(string, position):
        start, end = found.span()
        phrase = _phrase(level, found, items, source)
        if phrase is None:
            for other in level.others(string, start, _rule_index(found)):
                phrase = _phrase(level, other, items, source)
                if phrase is not None:
                    end = other.end()
                    break
            else:
                position = start + 1
                continue
        out.extend(items[done:start])
        out.append(phrase)
        done = position = end
    out.extend(items[done:])
    return out


def _rule_index(found: re.Match[str]) -> int:
    """Which rule matched: its own group closes last."""
    return int(found.lastgroup[1:])  # type: ignore[index]


def _phrase(level: _Level, found: re.Match[str], items: list[Item], source: _Source) -> Item | None:
    index = _rule_index(found)
    rule = level.rules[index]
    labels: dict[str, list[tuple[Item, Any]]] = {}
    for group, label, name in level.groups[index]:
        at = found.start(group)
        if at >= 0:
            labels.setdefault(label, []).append((items[at], items[at].facts[name]))
    inside = items[found.start() : found.end()]
    match = Match(rule, inside, labels, source.text, source.setting)
    built = source.builders[rule.make](match)
    if built is None:
        return None
    mod = next((item.mod for item in inside if item.mod), None)
    if isinstance(built, Modified):
        built, mod = built.value, built.mod or mod
    facts = dict.fromkeys(rule.gives, built)
    kind = level.alphabet.character(facts)
    return Item(inside[0].start, inside[-1].end, facts, kind, rule.name, built, mod, rule.emit)
