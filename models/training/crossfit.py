"""Pointers by linkers that have not seen the article: ``python -m models.training.crossfit --run RUN --linkers A B C``.

The choices of ``pipeline.claims`` are fitted on a run over the linker's own training articles, on which it is surer and
righter than on any other text. RUN's annotations get other pointers instead: article n of the gold those of the
(n mod K)-th of K linkers, the one that ``models.training.linker --fold`` trained without it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from models.training.data import read_jsonl
from pipeline.encoder.linker import Linker
from pipeline.encoder.session import LINKER, graph
from pipeline.extensions import POINTERS
from pipeline.loader import load
from pipeline.run.annotations import to_row


def rewrite(run: Path, gold: Path, folders: list[Path]) -> None:
    """Replace the pointers in ``run/annotations.jsonl``; articles that the gold lacks keep theirs."""
    order = {doc_id: n for n, doc_id in enumerate(sorted(row["id"] for row in read_jsonl(gold)))}
    linkers = [Linker(graph(folder / LINKER)) for folder in folders]
    nlp = load(stages=())
    rows = list(read_jsonl(run / "annotations.jsonl"))
    for row, document in zip(rows, read_jsonl(run / "documents.jsonl"), strict=True):
        if (n := order.get(row["doc_id"])) is not None:
            doc = _read(nlp, document["text"], linkers[n % len(linkers)])
            row["pointers"] = to_row(doc, row["doc_id"])["pointers"]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (run / "annotations.jsonl").write_text("".join(lines), encoding="utf-8")


def _read(nlp: Language, text: str, linker: Linker) -> Doc:
    encoder = nlp.get_pipe("encoder")
    encoder.session.link = linker  # type: ignore[attr-defined]
    doc = nlp(text)
    assert POINTERS in doc.user_data
    return doc


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--run", type=Path, required=True, help="what the command wrote for the gold articles")
    p.add_argument("--gold", type=Path, required=True, help="claims.train.jsonl")
    p.add_argument("--linkers", type=Path, nargs="+", required=True, help="folders of the folds' linkers, in order")
    a = p.parse_args()
    rewrite(a.run, a.gold, a.linkers)


if __name__ == "__main__":
    main()
