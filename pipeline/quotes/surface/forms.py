"""The rows of ``data/forms.toml``: forms of attribution as patterns over a masked sentence or pair of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from pipeline.english.verbs import attributing, having
from pipeline.quotes.lexicon import table
from pipeline.quotes.surface.cues import speaker
from pipeline.quotes.surface.sentences import MASK
from pipeline.quotes.types import Attribution

Within = Literal["passive", "sentence", "pair", "signed"]
_QUOTE = f"(?<!{MASK}){MASK}+(?!{MASK})"  # whole, or a search begins again at each of its characters
_MACROS = {"{quote}": _QUOTE, "{mark}": MASK, "{name}": r"(?:[A-Z][\w.’'-]*\s+){0,3}[A-Z][\w’'-]*"}


@dataclass(frozen=True)
class Form:
    """One row; ``verb``: a frame of ``verbs.csv`` that the cue has, ``speaker``: asks for a source that can speak."""

    id: str
    within: Within
    pattern: str
    example: str
    unlike: str | None = None
    verb: Literal["main"] | None = None
    speaker: bool = False

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern with its macros written out."""
        pattern = self.pattern
        for macro, written in _MACROS.items():
            pattern = pattern.replace(macro, written)
        return re.compile(pattern)


@cache
def forms(within: Within) -> tuple[Form, ...]:
    """The table's rows for sentences, for those with a passive of speech, or for pairs of paragraphs.

    Raises:
        TypeError: for a column that there is not.
    """
    return tuple(form for row in table("forms")["form"] if (form := Form(**row)).within == within)


def read(mask: str, base: int, within: Within) -> Iterator[Attribution]:
    """What the forms find in a masked stretch that begins at ``base`` of the text, in the table's order."""
    yield from filter(None, (attributed(form, mask, base) for form in forms(within)))


def attributed(form: Form, mask: str, base: int) -> Attribution | None:
    """The first that a form finds; one with a quoted content looks where there are quotes alone."""
    found = form.compiled.search(mask) if MASK in mask or "(?P<content>{" not in form.pattern else None
    if found is None or not _holds(form, found):
        return None
    spans = {key: (base + s, base + e) for key in found.groupdict() for s, e in [found.span(key)] if s < e}
    content = tuple(spans[key] for key in ("content", "more") if key in spans)
    return Attribution(content, spans.get("cue"), spans.get("source"), form.id)


def _holds(form: Form, found: re.Match[str]) -> bool:
    verb = attributing(found["cue"]) if form.verb else None
    finite = verb is not None and verb.lemma in having("main") and not found["cue"].endswith("ing")
    return (form.verb is None or finite) and (not form.speaker or speaker(found["source"]))
