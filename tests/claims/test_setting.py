"""What the linker says of a figure, as the choices ask for it."""

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting, Shares
from pipeline.encoder.linker import NOTHING
from pipeline.extensions import POINTERS


@pytest.fixture
def doc() -> Doc:
    doc: Doc = spacy.blank("en").make_doc("Sales of ferries in Ulm rose by about 12 percent")
    doc.user_data[POINTERS] = {"owner": [(8, 4, 0.9), (8, NOTHING, 0.1)]}
    return doc


def shares(doc: Doc, head: str, figure: str) -> Shares:
    start = doc.text.index(figure)
    return Setting(doc).shares(head, Quantity("c1", start, start + len(figure), figure, "count", None))


def test_a_figure_is_found_by_its_digits(doc: Doc) -> None:
    assert shares(doc, "owner", "12 percent") == {4: 0.9, NOTHING: 0.1}
    assert shares(doc, "period", "12 percent") == {}


def test_a_figure_that_was_not_read_points_nowhere(doc: Doc) -> None:
    assert shares(doc, "owner", "ferries in Ulm") == {}
