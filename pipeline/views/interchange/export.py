"""``onrecord export``, for the forms of other tools."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.views.interchange import brat, conllu, huggingface, schemaorg, tools, webannotation
from pipeline.views.results import articles

Write = Callable[[Path, Path], int]
WRITERS: Mapping[str, tuple[Write, str]] = {
    "webannotation": (lambda out, target: webannotation.write(articles(out), target), "webannotation"),
    "brat": (lambda out, target: brat.write(articles(out), target), "brat"),
    "labelstudio": (lambda out, target: tools.write_labelstudio(articles(out), target), "labelstudio.json"),
    "prodigy": (lambda out, target: tools.write_prodigy(articles(out), target), "prodigy.jsonl"),
    "doccano": (lambda out, target: tools.write_doccano(articles(out), target), "doccano.jsonl"),
    "conllu": (conllu.write, "onrecord.conllu"),
    "huggingface": (lambda out, target: huggingface.write(articles(out), target), "huggingface"),
    "schemaorg": (lambda out, target: schemaorg.write(articles(out), target), "schemaorg.jsonl"),
}


def export(out: Path, form: str, target: Path) -> int:
    """Write the results in ``out`` in another tool's form; returns the number of articles.

    Raises:
        NoResults: ``out`` holds no results.
        MissingExtra: a package that the form needs is not installed.
    """
    return WRITERS[form][0](out, target)
