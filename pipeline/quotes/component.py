"""The spaCy stage that leaves ``doc._.quotes``: who said what, with speaker, role and the records inside."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.extensions import factory
from pipeline.quotes.output import write
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.order import PASSES, dropped, run
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.resolver import Resolver


class Quotes:
    """Reads role spans, tree, ``doc._.entities``, ``.dates``, ``.quantities``; writes ``doc._.quotes``.

    The quotes' contents also stand in ``doc.spans["quotes"]``, labelled direct, indirect or mixed. Without role spans
    the rules work alone; without entities, speakers keep their sources' words.
    """

    def __init__(self, *, appositives: bool = False, all_attributions: bool = False) -> None:
        self.appositives = appositives
        self.passes = tuple(p for p in PASSES if not (all_attributions and p.name == "judge"))

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.quotes`` and add the sources' nominal and pronoun mentions to ``doc._.entities``."""
        article = Article.of(doc)
        attributions, log = run(article, self.passes)
        resolver = Resolver(Discourse(article))
        resolved = [(a, resolver.resolve(a)) for a in attributions]
        found = [(a, resolver.profiles.finished(r)) for a, r in resolved]  # once all sources are resolved
        if not self.appositives:
            found = [(a.but(source=r.phrase.core) if r else a, r) for a, r in found]
        write(article, found, dropped(log))
        doc.spans["quotes"] = _spans(doc)
        return doc


def _spans(doc: Doc) -> list[Span]:
    """The parts of every quote's content, labelled with its kind, for spaCy's own tools."""
    parts = [(part.start, part.end, quote.kind) for quote in doc._.onrecord.quotes for part in quote.content]
    return [span for s, e, kind in parts if (span := doc.char_span(s, e, label=kind, alignment_mode="expand"))]


@factory(
    "onrecord.quotes",
    assigns=["doc._.quotes", "doc._.entities"],
    default_config={"appositives": False, "all_attributions": False},
)
def make_quotes(nlp: Language, name: str, appositives: bool, all_attributions: bool) -> Quotes:
    """Factory of the stage ``onrecord.quotes``.

    ``appositives`` leaves them in the source spans, ``all_attributions`` keeps acts and feelings: both as PolNeAR does.
    """
    return Quotes(appositives=appositives, all_attributions=all_attributions)
