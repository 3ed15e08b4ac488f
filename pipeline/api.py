"""Three lines of Python: a text in, its records out.

>>> import pipeline as onrecord
>>> result = onrecord.extract("“We shipped 40 trucks in May,” said Dana Ruiz.", published="2025-06-02")
>>> result.quotes[0].speaker.name
'Dana Ruiz'
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from pipeline import records
from pipeline.config import Config

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.views.results import Article

Kind = Literal["quotes", "claims", "dates", "entities"]


@dataclass(frozen=True)
class Result:
    """What was found in one text, each list by ``start``; in a notebook it shows as the marked text."""

    document: records.Document
    entities: list[records.Entity]
    dates: list[records.Date]
    quotes: list[records.Quote]
    claims: list[records.Claim]

    @property
    def text(self) -> str:
        """The text as given; every offset counts in it."""
        return self.document.text

    def to_frame(self, kind: Kind = "quotes") -> pd.DataFrame:
        """The records of one kind as a table, one row each, typed as in the files."""
        from pipeline.frames import frame
        from pipeline.schemas import RECORDS

        rows = [record.model_dump(mode="json", by_alias=True) for record in getattr(self, kind)]
        return frame(rows, RECORDS[kind])

    def speakers(self) -> pd.DataFrame:
        """Who speaks: name, type, role, affiliation, number of quotes and words; most words first."""
        import pandas as pd

        from pipeline.views.speakers import voices

        rows = [
            (v.name, v.type, "; ".join(v.roles), v.affiliation, len(v.quotes), v.words)
            for v in voices(self._article()).values()
        ]
        return pd.DataFrame(rows, columns=["name", "type", "role", "affiliation", "quotes", "words"])

    def _article(self) -> Article:
        from pipeline.views.results import Article

        return Article(self.document, self.entities, self.dates, self.quotes, self.claims)

    def _repr_html_(self) -> str:
        from pipeline.views.report.notebook import fragment

        return fragment(self._article())

    def __repr__(self) -> str:
        counts = (len(self.quotes), len(self.claims), len(self.dates), len(self.entities))
        return "Result({} quotes, {} claims, {} dates, {} entity mentions)".format(*counts)


def extract(
    text: str,
    published: str | None = None,
    *,
    title: str | None = None,
    byline: str | None = None,
    doc_id: str = "doc",
    config: Config | None = None,
) -> Result:
    """Everything in a text. The model is loaded once and kept.

    Args:
        text: an article, as it is; nothing in it is changed or moved.
        published: its date (ISO 8601), against which "last week" is read; wins over a date in the text.
        title: its title; where the text does not begin with it, it stands in the document alone.
        byline: who wrote it, likewise.
        doc_id: what ids of records begin with.
        config: other settings than the default ones.

    Raises:
        FileNotFoundError: the model is missing.
    """
    from pipeline.ingest.document import from_text
    from pipeline.ingest.reading import read

    config = config or Config()
    nlp = _nlp(config)
    document = from_text(text, doc_id=doc_id, published=published, title=title, byline=byline, config=config)
    reading = read(text)
    doc = nlp.make_doc(reading.text)
    doc._.document = reading.as_read(document)
    found = from_doc(nlp(doc))
    lists = {kind: [reading.as_given(r) for r in getattr(found, kind)] for kind in get_args(Kind)}
    return Result(document, **lists)


def from_doc(doc: Doc) -> Result:
    """The result on a ``Doc`` that the pipeline, or a pipeline with onrecord's components, has run over.

    A ``Doc`` made of plain text has no document yet; it gets one as from ``extract(text)``.
    """
    from pipeline.ingest.document import from_text

    found = doc._
    document = found.document or from_text(doc.text, doc_id="doc")
    return Result(document, found.entities or [], found.dates or [], found.quotes or [], found.claims or [])


@lru_cache(maxsize=2)
def _nlp(config: Config) -> Language:
    from pipeline.loader import load

    return load(config)
