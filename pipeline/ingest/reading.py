"""The text as it is read, apart from the text as it was given: line wraps, entities and hidden characters resolved.

No character of an article moves: its document and every record hold the text as given. What the stages read is another
string, in which ``&#8220;`` is “, a wrapped line goes on in the next one and ``mil-⏎lion`` is one word. A ``Reading``
knows both and brings records from the one to the other, so that ``text[start:end] == record.text`` holds in the text
as given, while names and numbers come out clean. Most texts have nothing to resolve: then both are one string.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pipeline.ingest import residue, wraps
from pipeline.ingest.alignment import Edit, Layer, apart
from pipeline.records import Document, Model

HIDDEN = frozenset({"header", "boilerplate"})  # kinds of blocks
M = TypeVar("M", bound=Model)


class Reading:
    """A text as given, and as it is read."""

    def __init__(self, given: str, layers: Sequence[Layer] = (), seen: Sequence[str] = ()) -> None:
        self.given, self.layers, self.seen = given, layers, tuple(seen)
        self.text = layers[-1].after if layers else given

    def as_given(self, record: M) -> M:
        """A record of the reading, its spans in the text as given."""
        return _moved(record, self._back, self.given) if self.layers else record

    def as_read(self, record: M) -> M:
        """A record of the text as given, its spans in the reading."""
        return _moved(record, self._forth, self.text) if self.layers else record

    def _back(self, start: int, end: int) -> tuple[int, int]:
        for layer in reversed(self.layers):
            start, end = layer.back(start, end)
        return start, end

    def _forth(self, start: int, end: int) -> tuple[int, int]:
        for layer in self.layers:
            start, end = layer.forth(start, end)
        return start, end


def of_document(found: Document) -> Reading:
    """What the stages read of a document: of an archive's export its title, byline and body alone.

    An archive's header is no part of what the newspaper printed; the publication's name in it would be read as one
    more organization that might have spoken.
    """
    hidden = [(b.start, b.end) for b in found.blocks if b.kind in HIDDEN] if found.archive else []
    return read(found.text, hidden)


def _moved(record: Any, move: Any, text: str) -> Any:
    """The record with every span in it moved, its words cut from ``text`` anew; names and values stay as they are."""
    if isinstance(record, list):
        return [_moved(item, move, text) for item in record]
    if not isinstance(record, Model):
        return record
    changed = {name: _moved(value, move, text) for name, value in _parts(record)}
    start, end = getattr(record, "start", None), getattr(record, "end", None)
    if isinstance(record, Document):
        changed["text"] = text
        changed["blocks"] = [block for block in changed["blocks"] if block.start < block.end]
    elif isinstance(start, int) and isinstance(end, int):
        changed["start"], changed["end"] = move(start, end)
        if isinstance(getattr(record, "text", None), str):
            changed["text"] = text[changed["start"] : changed["end"]]
    return record.model_copy(update=changed)


def _parts(record: Model) -> Iterator[tuple[str, Any]]:
    """Fields that are or hold records."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Model | list):
            yield name, value


def read(text: str, hidden: Sequence[tuple[int, int]] = ()) -> Reading:
    """The reading of a text without what is ``hidden``, stretches in order; linear in the text's length."""
    layers: list[Layer] = []
    edits, seen = residue.find(text)
    if hidden:
        edits = apart([*(Edit(start, end, "") for start, end in hidden), *edits])
    if edits:
        layers.append(Layer(text, edits))
    edits = wraps.find(layers[-1].after if layers else text)
    if edits:
        layers.append(Layer(layers[-1].after if layers else text, edits))
    return Reading(text, layers, seen)
