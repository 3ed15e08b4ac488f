"""What the stages leave on a spaCy ``Doc``: one list of records a stage, under ``doc._``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from pipeline.order import COMPONENTS

LISTS = (*COMPONENTS, "rejected")
LINKS = "onrecord.links"  # doc.user_data key: [(first token of a source or content, first token of its cue, score)]


def register() -> None:
    """Declare the ``doc._`` attributes; safe to call again."""
    if not Doc.has_extension("document"):
        Doc.set_extension("document", default=None)  # records.Document
    for name in LISTS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)  # list of records; None until the stage ran


def factory(name: str, **meta: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``@Language.factory`` for our dotted names: ``nlp.add_pipe("onrecord.quotes")``.

    spaCy's own decorator refuses a full stop (it separates a language code from a name), its registry does not: the
    factory is declared as ``onrecord_quotes`` and entered under the dotted name as well.
    """
    plain = name.replace(".", "_")

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        Language.factory(plain, func=function, **meta)
        registry.factories.register(name, func=function)
        Language.set_factory_meta(name, replace(Language.get_factory_meta(plain), factory=name))
        return function

    return add


register()
