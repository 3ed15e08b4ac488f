"""The whole pipeline as a spaCy ``Language``: the model with the rule stages behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import spacy
from spacy.language import Language

from pipeline.config import Config
from pipeline.order import COMPONENTS, ROOMS

SHIPPED = "en_onrecord"
INGEST = "pipeline.ingest.component"
MODEL = ("pipeline.encoder.component", "pipeline.encoder.tokenizer")  # named: a bare checkout has no entry points
MAX_LENGTH = 1_000_000_000  # characters; windows keep memory in bounds, so spaCy's own limit only stands in the way


def model_path(name: str = SHIPPED) -> Path | None:
    """Where the shipped model lies: inside the installed package, or in the checkout. None for any other name."""
    if name != SHIPPED:
        return None
    here = Path(__file__).resolve().parent
    for folder in (here / "_model" / SHIPPED, here.parent / "models" / SHIPPED):
        if (folder / "config.cfg").exists():
            return folder
    raise FileNotFoundError(
        f"the shipped model {SHIPPED} is missing: reinstall onrecord, or run `make train` in a checkout"
    )


def load(config: Config | str | None = None, stages: Sequence[str] | None = None) -> Language:
    """Load the model and add the rule stages (all of them, in order, unless ``stages`` names some).

    ``config``: settings, or just the name or path of another spaCy pipeline that takes the model's place.

    Raises ``FileNotFoundError`` where the model is missing and ``OSError`` for a spaCy pipeline that is not installed.
    """
    config = Config(model=config) if isinstance(config, str) else config or Config()
    for module in MODEL:
        import_module(module)
    path = model_path(config.model)
    nlp = spacy.load(path if path else config.model)
    nlp.max_length = MAX_LENGTH
    import_module(INGEST)
    nlp.add_pipe("onrecord.document", name="document", first=True, config=settings("document", config))
    for name in COMPONENTS if stages is None else stages:
        import_module(ROOMS[name])
        nlp.add_pipe(f"onrecord.{name}", name=name, config=settings(name, config))
    return nlp


def settings(stage: str, config: Config) -> dict[str, object]:
    """What of the configuration a stage's factory takes: the settings it declares in its ``default_config``."""
    declared = Language.get_factory_meta(f"onrecord.{stage}").default_config or {}
    return {name: getattr(config, name) for name in declared if name in Config.model_fields}


def model_digest(name: str = SHIPPED) -> str:
    """SHA-256 over the files of a folder, as hex; for an installed spaCy pipeline over its name and version."""
    path = model_path(name) or (Path(name) if Path(name).is_dir() else None)
    if path is None:
        meta = spacy.util.load_meta(_installed(name) / "meta.json")
        return hashlib.sha256(f"{meta['lang']}_{meta['name']} {meta['version']}".encode()).hexdigest()
    digest = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        digest.update(file.relative_to(path).as_posix().encode() + b"\0")
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _installed(name: str) -> Path:
    """Folder of another spaCy pipeline: a path, or an installed package's data."""
    if Path(name).is_dir():
        return Path(name)
    if not spacy.util.is_package(name):
        raise OSError(f"no spaCy pipeline {name!r}: install it, or give the path of one")
    return spacy.util.get_package_path(name)
