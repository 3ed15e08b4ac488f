from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.run import digests


@pytest.fixture(autouse=True)
def _digests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake pipeline has no model and is no stage's code: an edit of the real ones in mid-test changes nothing."""
    monkeypatch.setattr(digests, "code", lambda stage: f"code of {stage}")
    monkeypatch.setattr(digests, "model", lambda name: f"model {name}")


@pytest.fixture(scope="session")
def config() -> Config:
    """Default settings; the fake pipeline loads no model."""
    return Config()
