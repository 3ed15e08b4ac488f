"""What the linker says of a figure, as the choices ask for it."""

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.claims.link.pointers import Pointers
from pipeline.claims.setting import Setting
from pipeline.encoder.linker import NOTHING
from pipeline.extensions import POINTERS

TEXT = "Sales of ferries in Ulm rose by about 12 percent"


@pytest.fixture
def pointers() -> Pointers:
    doc: Doc = spacy.blank("en").make_doc(TEXT)
    doc.user_data[POINTERS] = {"owner": [(8, 4, 0.9), (8, NOTHING, 0.1)]}
    return Pointers(Setting(doc))


def test_a_figure_is_found_by_its_digits(pointers: Pointers) -> None:
    assert pointers.figure(TEXT.index("about"), len(TEXT)) == 8
    assert pointers.figure(0, 5) is None


def test_a_figure_that_was_not_read_points_nowhere(pointers: Pointers) -> None:
    assert pointers.shares("owner", 8) == {4: 0.9, NOTHING: 0.1}
    assert pointers.shares("owner", None) == {}
    assert pointers.shares("period", 8) == {}
