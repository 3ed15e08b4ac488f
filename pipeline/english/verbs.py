"""Verbs by lemma: what they tell of, and which frames they stand in. One row a verb in ``verbs.csv``.

lemma      "deny"; inflected forms are made (``inflection``)
act        speech (saying, writing, showing) | belief (thought, wish, plan, perception) | deed (done and not said:
           "introduced a tax") | empty (none of them alone)
clause     yes: takes a clause without marks ("X denied (that) …"); main: also behind it ("…, X said.")
question   yes: takes an indirect question ("said whether …"); asks: puts one itself ("asked whether …")
addressee  has somebody between itself and the clause ("told Roe that …")
passive    in the passive the subject is who is spoken of, not who speaks ("was accused of")
noun       nouns that carry the same clause ("the claim that …")
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from pipeline.english.inflection import plural, verb_forms
from pipeline.english.tables import rows

Act = Literal["speech", "belief"]
Frame = Literal["clause", "main", "question", "addressee", "passive", "asks"]

_VALUES = frozenset({("clause", "main"), ("question", "asks")})  # beside yes
_WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?")
_UNCHANGED = ("cast", "cut", "hit", "put", "read", "shut", "bet")  # "is forecast"
_NO_FRAMES = frozenset({"lemma", "act", "noun", "main", "asks"})
_BEFORE_SOURCE = ("according to", "in the words of", "as per")  # they take the source behind them


@dataclass(frozen=True, slots=True)
class Verb:
    """One row."""

    lemma: str
    act: Literal["speech", "belief", "deed"] | None
    clause: bool
    main: bool
    question: bool
    addressee: bool
    passive: bool
    asks: bool
    noun: tuple[str, ...]


@cache
def verbs() -> dict[str, Verb]:
    """Every verb by its lemma.

    Raises:
        ValueError: for a column or a value that the table does not know.
    """
    return {row["lemma"]: _verb(row) for row in rows("verbs")}


def _verb(row: dict[str, str]) -> Verb:
    lemma, act, noun = row["lemma"], row["act"], tuple(row["noun"].split())
    frames = {f.name: row.get(f.name, "") for f in fields(Verb) if f.name not in _NO_FRAMES}
    unknown = {v for k, v in frames.items() if v not in ("", "yes") and (k, v) not in _VALUES}
    if unknown or act not in ("", "speech", "belief", "deed") or set(row) - _NO_FRAMES != set(frames):
        raise ValueError(f"verbs.csv, row {lemma!r}: {', '.join(sorted(unknown)) or act} is no value of its column")
    flags = {name: bool(value) for name, value in frames.items()}
    flags |= {"main": frames["clause"] == "main", "asks": frames["question"] == "asks"}
    return Verb(lemma, act or None, noun=noun, **flags)  # type: ignore[arg-type]


@cache
def _by_form() -> dict[str, Verb]:
    """Every form; where two verbs share one ("found"), speech goes before belief before deed."""
    found: dict[str, Verb] = {}
    for act in ("speech", "belief", "deed", None):
        for verb in verbs().values():
            if verb.act == act:
                for form in verb_forms(verb.lemma):
                    found.setdefault(form, verb)
    return found


def verb_of(form: str) -> Verb | None:
    """The verb that a word in small letters is a form of."""
    return _by_form().get(form)


def attributing(form: str) -> Verb | None:
    """The verb of speech or belief that a word in small letters is a form of."""
    verb = verb_of(form)
    return verb if verb is not None and verb.act in ("speech", "belief") else None


@cache
def having(frame: Frame) -> frozenset[str]:
    """The lemmas whose row says so: ``having("question")`` holds "ask"."""
    return frozenset(verb.lemma for verb in verbs().values() if getattr(verb, frame))


@cache
def clause_nouns() -> dict[str, Act]:
    """Nouns that carry a clause, singular and plural, with what they tell of: "claims": speech, "hunch": belief."""
    found: dict[str, Act] = {}
    for act in ("speech", "belief"):
        for verb in verbs().values():
            for noun in verb.noun if verb.act == act else ():
                found.setdefault(noun, act)
                found.setdefault(plural(noun), act)
    return found


@cache
def nouns_of(act: Act) -> frozenset[str]:
    """Nouns that carry a clause of this act, singular and plural."""
    return frozenset(noun for noun, told in clause_nouns().items() if told == act)


@cache
def participles(frame: Frame) -> frozenset[str]:
    """Past participles of the verbs whose row says so: ``participles("passive")`` holds "accused", "told"."""
    return frozenset(form for form, verb in _by_form().items() if getattr(verb, frame) and _participle(form))


def _participle(form: str) -> bool:
    verb = verb_of(form)
    assert verb is not None
    unchanged = form == verb.lemma and form.endswith(_UNCHANGED)
    return unchanged or (form != verb.lemma and not form.endswith(("ing", verb.lemma + "s", verb.lemma + "es", "ies")))


def act_of(cue: str) -> Act | None:
    """Whether a cue's words speak of speech (or writing) or of belief; None where they tell neither."""
    lowered = cue.casefold()
    if ":" in lowered or any(p in lowered for p in _BEFORE_SOURCE):
        return "speech"
    acts = {_act(word) for word in _WORD.findall(lowered)}
    return "speech" if "speech" in acts else "belief" if "belief" in acts else None


def _act(word: str) -> str | None:
    verb = attributing(word)
    return verb.act if verb is not None else clause_nouns().get(word)
