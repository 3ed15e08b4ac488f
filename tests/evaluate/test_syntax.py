"""The measure itself: what is right counts, a wrong word or arc costs what it costs."""

import gzip
from pathlib import Path

import pytest

from tests.evaluate.syntax import Parse, _f1, read_conllu

CONLLU = """# newdoc id = a
# newpar
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newpar
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_

"""


@pytest.fixture
def gold(tmp_path: Path) -> tuple[str, Parse]:
    path = tmp_path / "toy.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    return next(iter(read_conllu(path)))


def test_text_keeps_paragraphs_spaces_and_contractions(gold: tuple[str, Parse]) -> None:
    text, parse = gold
    assert text.rstrip() == "She left.\n\nDon't go"
    assert parse.spans == [(0, 3), (3, 7), (7, 8), (8, 10), (10, 13), (13, 15)]
    assert parse.head == [1, -1, 1, 5, 5, -1]


def test_gold_against_itself_is_perfect(gold: tuple[str, Parse]) -> None:
    assert set(_f1([gold[1]], [gold[1]]).values()) == {100.0}


def test_an_article_left_out_costs_its_words(gold: tuple[str, Parse]) -> None:
    assert _f1([gold[1], gold[1]], [gold[1], Parse()])["las"] == pytest.approx(200 / 3)
