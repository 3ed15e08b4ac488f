"""What every pass may read of an article; none of it changes while the passes run."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipeline.quotes.interviews import interview
from pipeline.quotes.model.group import Roles
from pipeline.quotes.model.roles import read_roles
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.types import Attributions, Marked


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
    def of(cls, text: str, doc: Doc, where: Locator, marked: list[list[Marked]]) -> Article:
        """The article with its interview turns and its role spans."""
        turns = tuple(interview(text, where))
        spoken = {where.at(start) for a in turns for start, _ in a.content}
        free = [[] if n in spoken else line for n, line in enumerate(marked)]
        return cls(text, doc, where, free, turns, read_roles(text, doc, where, spoken), "content" in doc.spans)

    def spoken(self) -> set[int | None]:
        """Paragraphs that turns of an interview hold."""
        return {self.where.at(start) for a in self.turns for start, _ in a.content}
