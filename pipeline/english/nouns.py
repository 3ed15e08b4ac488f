"""Classes of nouns, of small words and of titles: what a word in small letters is."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pipeline.english.inflection import singulars
from pipeline.english.tables import rows, table

Gender = Literal["m", "f"]


@cache
def nouns(name: str) -> frozenset[str]:
    """A class of nouns (``nouns.toml``): "roles", "documents", "organizations" …

    Raises:
        KeyError: for a class that the table does not have.
    """
    return frozenset(table("nouns")[name].split())


@cache
def words(name: str) -> frozenset[str]:
    """A list of small words (``words.toml``): "determiners", "auxiliaries" …

    Raises:
        KeyError: for a list that the table does not have.
    """
    return frozenset(table("words")[name].split())


def is_a(noun: str, *classes: str) -> bool:
    """Whether a noun, singular or plural, is of one of the classes: ``is_a("agencies", "organizations")``."""
    return any(form in nouns(name) for name in classes for form in singulars(noun.casefold()))


@cache
def kinship() -> dict[str, Gender]:
    """Nouns for kin with the gender they tell: "widow": "f"."""
    return {row["noun"]: "m" if row["gender"] == "m" else "f" for row in rows("kinship")}


@cache
def of_gender(gender: Gender) -> frozenset[str]:
    """Nouns for one person that tell this gender, kin among them: "businesswoman", "aunt"."""
    return nouns("men" if gender == "m" else "women") | {noun for noun, told in kinship().items() if told == gender}


@cache
def titles() -> dict[str, Gender | None]:
    """What stands before a person's name and is no part of it, without full stops, to the gender that it tells."""
    told: dict[str, Gender | None] = {"m": "m", "f": "f", "": None}
    return {row["title"]: told[row["gender"]] for row in rows("titles")}


@cache
def titles_of(kind: Literal["courtesy", "short"]) -> frozenset[str]:
    """Titles that only name politely ("mrs"), or those of rank and office that are shortened ("sen", "dr")."""
    return frozenset(row["title"] for row in rows("titles") if row["kind"] == kind)


@cache
def months() -> dict[str, int]:
    """Months by name and in short, without full stop: "sept": 9."""
    spelled = ((row["name"], *row["short"].split(), row["number"]) for row in rows("months"))
    return {name: int(number) for *names, number in spelled for name in names}
