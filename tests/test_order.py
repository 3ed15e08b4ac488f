"""The order of the components stands in one place, and everything else agrees with it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pipeline.order import COMPONENTS, ROOMS, in_running_order
from pipeline.run.stages import NAMES, STAGES, components

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_component_is_an_entry_point_of_its_room() -> None:
    declared = PROJECT["entry-points"]["spacy_factories"]
    assert {name: declared[f"onrecord.{name}"].split(":")[0] for name in COMPONENTS} == ROOMS


def test_every_component_of_a_stage_is_known() -> None:
    named = {component for stage in STAGES for component in stage.components} - {"encoder"}
    assert named == set(COMPONENTS)
    assert components(NAMES) == COMPONENTS


def test_what_is_wanted_runs_in_order() -> None:
    assert in_running_order({"claims", "dates", "encoder"}) == ("dates", "claims")
