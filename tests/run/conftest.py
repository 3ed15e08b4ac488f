from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.run import digests


@pytest.fixture(autouse=True)
def _digests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake pipeline has no model and is no stage's code: an edit of the real ones in mid-test changes nothing."""
    quiet_digests(monkeypatch)


def quiet_digests(patch: pytest.MonkeyPatch) -> None:
    """What the stages' code and the model's files are stands still."""
    patch.setattr(digests, "code", lambda stage: f"code of {stage}")
    patch.setattr(digests, "model", lambda name: f"model {name}")


@pytest.fixture(scope="session")
def config() -> Config:
    """Default settings; the fake pipeline loads no model."""
    return Config()
