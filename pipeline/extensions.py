"""What the stages leave on a spaCy ``Doc``: one list of records a stage.

All of it is in ``doc._.onrecord``; ``doc._.quotes`` and so on are short names for the same, where nobody else's
extension has the name. Records are kept in ``doc.user_data``, and travel with ``Doc.to_bytes``, ``DocBin`` and
``n_process``: msgpack is told how to write them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from pipeline import serial  # noqa: F401 - records can be written from here on
from pipeline.order import COMPONENTS

if TYPE_CHECKING:
    from pipeline.api import Result

NAMES = ("document", *COMPONENTS, "rejected")
LINKS = "onrecord.links"  # doc.user_data key: [(first token of a source or content, first token of its cue, score)]
POINTERS = "onrecord.pointers"  # doc.user_data key: head of the linker → [(figure's token, target, probability)]
PREFIX = "onrecord."  # of our keys in doc.user_data


class OnRecord:
    """``doc._.onrecord``: what was found in one ``Doc``; each list is None until its stage ran.

    ``document`` is a ``records.Document``; ``entities``, ``dates``, ``quotes``, ``claims`` and ``rejected`` are lists
    of records, ``quantities`` of ``claims.Quantity``. ``given`` may be set before the pipeline runs: the date of the
    article, or a mapping with ``published``, ``title``, ``byline``, ``url`` and ``publisher``.
    """

    __slots__ = ("_data", "_doc")

    def __init__(self, doc: Doc) -> None:
        object.__setattr__(self, "_doc", doc)
        object.__setattr__(self, "_data", doc.user_data)

    def __getattr__(self, name: str) -> Any:
        if name in NAMES or name == "given":
            return self._data.get(PREFIX + name)
        raise AttributeError(f"doc._.onrecord has no {name!r}; it has {', '.join(NAMES)}")

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in NAMES and name != "given":
            raise AttributeError(f"doc._.onrecord has no {name!r}")
        self._data[PREFIX + name] = value

    def result(self) -> Result:
        """All of it as ``onrecord.extract`` gives it: tables, speakers, marked text in a notebook."""
        from pipeline.api import from_doc

        return from_doc(self._doc)

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON data."""
        return self.result().to_dict()

    def __dir__(self) -> list[str]:
        return sorted((*NAMES, "given", "result", "to_dict"))


def register() -> None:
    """Declare the ``doc._`` attributes; safe to call again, and beside extensions of the same names."""
    if not Doc.has_extension("onrecord"):
        Doc.set_extension("onrecord", getter=OnRecord)
    for name in NAMES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=_getter(name), setter=_setter(name))


def _getter(name: str) -> Callable[[Doc], Any]:
    return lambda doc: doc.user_data.get(PREFIX + name)


def _setter(name: str) -> Callable[[Doc, Any], None]:
    def set_(doc: Doc, value: Any) -> None:
        doc.user_data[PREFIX + name] = value

    return set_


def text_of(doc: Doc) -> str:
    """``doc.text``, which spaCy joins anew at each call; where the document is known its text is the same one."""
    document = doc.user_data.get(f"{PREFIX}document")
    return doc.text if document is None else str(document.text)


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
