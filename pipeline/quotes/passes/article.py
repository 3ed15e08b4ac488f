"""What every pass may read of an article; none of it changes while the passes run."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc

from pipeline.quotes.cover import Cover
from pipeline.quotes.interviews import interview
from pipeline.quotes.model.group import Roles
from pipeline.quotes.model.roles import read_roles
from pipeline.quotes.surface.marks import pair_all
from pipeline.quotes.surface.paragraphs import Locator, paragraphs
from pipeline.quotes.types import Attributions, Marked, Offsets


@dataclass(frozen=True)
class Article:
    """``marked``: quoted stretches by paragraph, none in the paragraphs that ``turns`` of an interview hold.

    ``modelled``: a model left role spans (of which there may be none).
    """

    text: str
    doc: Doc
    where: Locator
    marked: list[list[Marked]]
    turns: Attributions = ()
    roles: Roles = field(default_factory=Roles)
    modelled: bool = False

    @classmethod
    def of(cls, doc: Doc) -> Article:
        """The article with its interview turns and its role spans."""
        document = doc._.onrecord.document
        text = document.text if document is not None else doc.text  # spaCy joins the tokens anew each time
        where = Locator(paragraphs(text, document))
        turns = tuple(interview(text, where))
        spoken = {where.at(start) for a in turns for start, _ in a.content}
        free = [[] if n in spoken else line for n, line in enumerate(pair_all(text, where.items))]
        return cls(text, doc, where, free, turns, read_roles(text, doc, where, spoken), "content" in doc.spans)

    @cached_property
    def spoken(self) -> frozenset[int | None]:
        """Paragraphs that turns of an interview hold."""
        return frozenset(self.where.at(start) for a in self.turns for start, _ in a.content)

    @cached_property
    def stretches(self) -> dict[Offsets, Marked]:
        """All quoted stretches by place, in text order."""
        return {(m.start, m.end): m for line in self.marked for m in line}

    @cached_property
    def ends(self) -> dict[int, int]:
        """Where quoted stretches end, by where they begin."""
        return dict(iter(self.stretches))

    @cached_property
    def quoted(self) -> Cover:
        """What stands in quotation marks."""
        return Cover(self.stretches)

    @cached_property
    def people(self) -> list[Offsets]:
        """Where persons are named, in text order."""
        named = (e for e in self.doc._.onrecord.entities or [] if e.mention in ("name", "short"))
        return sorted((e.start, e.end) for e in named if e.label == "PERSON")
