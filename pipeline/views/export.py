"""One door to all exports."""

from __future__ import annotations

from pathlib import Path

from pipeline.views.interchange import export as interchange
from pipeline.views.tables import export as tables

FORMS = (*tables.WRITERS, *interchange.WRITERS)


def export(out: Path, form: str, target: Path | None = None) -> tuple[int, Path]:
    """Write the results in ``out`` as ``form`` (one of ``FORMS``); returns the number of articles and where they are.

    Raises:
        NoResults: ``out`` holds no results.
        MissingExtra: a package that the form needs is not installed.
        TooLarge: more rows than the form holds.
    """
    house = tables if form in tables.WRITERS else interchange
    path = target or out / house.WRITERS[form][1]
    return house.export(out, form, path), path
