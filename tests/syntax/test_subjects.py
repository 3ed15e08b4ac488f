"""Who does it."""

from __future__ import annotations

import pytest

from pipeline.syntax import own_subject, subject
from tests.trees import tree

SUBJECTS = [  # the verb asked about, then its subject
    ("Sales/1/nsubj rose/1/ROOT", "rose", "Sales"),
    ("Sales/1/nsubj rose/1/ROOT and/4/cc then/4/advmod fell/1/conj", "fell", "Sales"),
    ("Sales/1/nsubj rose/1/ROOT and/4/cc costs/4/nsubj fell/1/conj", "fell", "costs"),
    ("The/1/det firm/2/nsubj said/2/ROOT it/5/nsubj/PRON has/5/aux cut/2/ccomp jobs/5/obj", "cut", "firm"),
    ("a/1/det bridge/1/ROOT/NOUN that/3/nsubj/PRON cost/1/acl:relcl $5m/3/obj", "cost", "bridge"),
    ("It/1/nsubj/PRON plans/1/ROOT to/3/mark cut/1/xcomp jobs/3/obj", "cut", "It"),
    ("Heat/2/nsubj could/2/aux cause/2/ROOT seas/2/obj to/5/mark rise/2/xcomp", "rise", "seas"),
    ("said/0/ROOT the/2/det mayor/0/nsubj", "said", "mayor"),
    ("last/1/amod year/3/nsubj sales/3/nsubj fell/3/ROOT", "fell", "sales"),
    ("a/1/det plan/1/ROOT/NOUN to/3/mark build/1/acl homes/3/obj", "build", "plan"),
    ("The/1/det rate/3/nsubj is/3/cop high/3/ROOT/ADJ", "is", "rate"),
    ("Cut/0/ROOT costs/0/obj", "Cut", None),
    ("with/1/case exports/0/obl/NOUN falling/1/acl/VERB/VBG".replace("exports/0", "exports/1"), "falling", "exports"),
]


@pytest.mark.parametrize(("text", "verb", "wanted"), SUBJECTS, ids=[f"{v} {w}" for _, v, w in SUBJECTS])
def test_subject(text: str, verb: str, wanted: str | None) -> None:
    doc = tree(text)
    found = subject(next(t for t in doc if t.text == verb))
    assert (found.text if found is not None else None) == wanted


def test_a_figure_between_two_subjects_parts_them() -> None:
    doc = tree("Ulm/5/nsubj/PROPN rose/0/dep 8/3/nummod percent/0/nmod Ost/0/conj/PROPN fell/5/ROOT")
    own = own_subject(doc[5])
    assert own is not None
    assert own.text == "Ost"
