"""One frozen configuration; its hash goes into the manifest, so results of two settings never mix."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Config(BaseModel):
    """Settings that change what is written. Workers, batch sizes and engines are not here: they must not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(default="en_onrecord", description="shipped model, or another spaCy pipeline's name or path")
    date_order: Literal["auto", "MDY", "DMY"] = Field(
        default="auto", description="order of 03/04/2025 when the article's own usage does not tell"
    )
    country: str | None = Field(
        default=None, description="ISO 3166 code of the articles' country, for a bare $ and numeric dates"
    )
    appositives: bool = Field(
        default=False, description="a quote's source keeps its appositive (“Jane Roe, the mayor”), as PolNeAR has it"
    )
    all_attributions: bool = Field(
        default=False, description="keep all that the model attributes, acts and feelings too, as PolNeAR has it"
    )
    explain: bool = Field(default=False, description="also write rejected.jsonl")

    @field_validator("country")
    @classmethod
    def _known(cls, code: str | None) -> str | None:
        if code is None:
            return None
        known = Path(__file__).with_name("countries.txt").read_text(encoding="ascii").split()
        if code.upper() not in known:
            raise ValueError(f"{code!r} is no ISO 3166 code of two letters, such as GB or US")
        return code.upper()

    def digest(self) -> str:
        """SHA-256 of the settings, as hex."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()
