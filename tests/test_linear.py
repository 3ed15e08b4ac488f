"""Ten times the text costs ten times the time, whatever its shape, in every component; and no shape costs much more
a character than prose does.

Processor time, in one thread. A busy machine shows in it, too, so a shape that seems too slow is measured again.
"""

from __future__ import annotations

import time
from functools import cache
from itertools import chain

import pytest
from spacy.language import Language

from tests.growth import no_collections
from tests.shapes import PIECES, text

SMALL, LARGE = 2_000, 20_000  # characters
GROWTH = 12.0  # of a component's time, at most
SLOWER = 5.0  # than prose, a character, at most
NOTICED = 0.1  # seconds: less says nothing
TRIES = 3
# those that were quadratic once and cost little today; the others are run with -m slow
QUICK = (
    "dots", "exclamations", "opening marks", "marks in marks", "backslashes", "naughts", "spaces", "lines of spaces",
    "slashed dates", "lakhs", "at signs", "a word a line", "hyphens",
)  # fmt: skip


def seconds(nlp: Language, given: str) -> dict[str, float]:
    """Processor time of the tokenizer and of every component."""
    with no_collections(), nlp.memory_zone():
        began = time.process_time()
        doc = nlp.make_doc(given)
        spent = {"tokenizer": time.process_time() - began}
        for name, component in nlp.pipeline:
            began = time.process_time()
            doc = component(doc)
            spent[name] = time.process_time() - began
    return spent


@pytest.fixture(scope="session")
def prose(nlp: Language) -> float:
    """Seconds that prose takes; tables that are read at first use are read by then."""
    for name in ("prose", "prices", "pronouns", "dates"):
        nlp(text(name, SMALL))
    return sum(seconds(nlp, text("prose", LARGE)).values())


@cache
def _small(nlp: Language, name: str) -> dict[str, float]:
    both = [seconds(nlp, text(name, SMALL)) for _ in range(2)]
    return {part: max(one[part] for one in both) for part in both[0]}


def faults(nlp: Language, name: str, prose: float) -> list[str]:
    """What is too slow with a shape."""
    small, large = _small(nlp, name), seconds(nlp, text(name, LARGE))
    grown = [
        f"{part}: {large[part]:.2f} s for ten times what takes {small[part]:.3f} s"
        for part in large
        if large[part] > GROWTH * max(small[part], NOTICED)
    ]
    whole = sum(large.values())
    return grown + [f"{whole:.2f} s, prose {prose:.2f} s"] * (whole > SLOWER * prose)


def check(nlp: Language, name: str, prose: float) -> None:
    found: list[str] = []
    for _ in range(TRIES):
        if not (found := faults(nlp, name, prose)):
            return
        _small.cache_clear()
    pytest.fail(f"{name}: {'; '.join(found)}")


def test_there_are_shapes_enough() -> None:
    assert len(PIECES) >= 40
    assert set(QUICK) <= set(PIECES)


@pytest.mark.slow  # processor time of one core: a minute and more, and a busy machine shows in it
@pytest.mark.parametrize("name", QUICK)
def test_a_shape_is_linear(nlp: Language, name: str, prose: float) -> None:
    check(nlp, name, prose)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PIECES if name not in QUICK])
def test_every_other_shape_is_linear(nlp: Language, name: str, prose: float) -> None:
    check(nlp, name, prose)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["prose", "prose in one line"])
def test_a_megabyte_costs_no_more_than_its_parts(nlp: Language, name: str, prose: float) -> None:
    whole = text(name, 1_000_000)
    parts = [whole[start : start + 5_000] for start in range(0, len(whole), 5_000)]
    apart = sum(chain.from_iterable(seconds(nlp, part).values() for part in parts))
    assert sum(seconds(nlp, whole).values()) <= 1.3 * apart
