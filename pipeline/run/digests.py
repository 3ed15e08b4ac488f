"""What a result depends on, as SHA-256: code, configuration, libraries, model, inputs."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import orjson

from pipeline import __version__
from pipeline.config import Config
from pipeline.corrections import FILE as CORRECTIONS
from pipeline.ingest.article import Article
from pipeline.records import Failure
from pipeline.run.files import sha256
from pipeline.run.stages import BY_NAME, MODEL, RULES

ROOT = Path(__file__).resolve().parent.parent
# Used by every stage; named here, not followed: what these import is not what a stage's records depend on.
COMMON = ("records.py", "extensions.py", "corrections.py", "run/annotations.py", "run/process.py")
LIBRARIES = ("spacy", "onnxruntime", "tokenizers", "numpy", "dateparser", "quantulum3", "trafilatura")
_IMPORT = re.compile(
    r"^[ \t]*(?:from (pipeline[\w.]*) import (?:\(([^)]*)\)|([\w ,]+))|import (pipeline[\w.]+))", re.MULTILINE
)


def digest(value: Any) -> str:
    """SHA-256 of a value's JSON, keys sorted, as hex."""
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()


@cache
def versions() -> Mapping[str, str]:
    """Versions of ourselves, Python, and the libraries that results depend on."""
    found = {"onrecord": __version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "absent"
    return found


@cache
def code(stage: str) -> str:
    """Digest of a stage's code and data."""
    hashed = hashlib.sha256()
    for path in files_of(stage):
        hashed.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return hashed.hexdigest()


def files_of(stage: str) -> list[Path]:
    """A stage's files, sorted: its modules, what of ours they import, data files beside those."""
    files = {ROOT / name for name in COMMON}
    todo = list(BY_NAME[stage].modules)
    seen: set[str] = set()
    while todo:
        module = todo.pop()
        path = _file(module)
        if module in seen or path is None:
            continue
        seen.add(module)
        files.add(path)
        files.update(_data(path.parent))
        todo.extend(_imports(path))
    return sorted(files)


def _file(module: str) -> Path | None:
    """The file of one of our modules; None for the package itself, which holds no logic."""
    parts = module.split(".")[1:]
    if not parts:
        return None
    base = ROOT.joinpath(*parts)
    return next((p for p in (base.with_suffix(".py"), base / "__init__.py") if p.is_file()), None)


@cache
def _data(folder: Path) -> tuple[Path, ...]:
    """Data files of a room; the package's own folder has none."""
    if folder == ROOT:
        return ()
    return tuple(p for p in folder.rglob("*") if p.suffix not in (".py", ".pyc") and p.is_file())


@cache
def _imports(path: Path) -> frozenset[str]:
    """Modules of ours that a file may import; what is imported from a module may be a module, too.

    By pattern, as parsing every file would take a second of each start; an import too many does no harm.
    """
    found: set[str] = set()
    for origin, many, few, module in _IMPORT.findall(path.read_text(encoding="utf-8")):
        found.add(origin or module)
        found.update(f"{origin}.{name.split()[0]}" for name in (many or few).split(",") if name.strip())
    return frozenset(found)


@cache
def model(name: str) -> str:
    """Digest of the model."""
    from pipeline.loader import model_digest

    return model_digest(name)


def upstream(name: str, made_from: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Digests of what a stage's artifact is made from: the artifacts before it, and what readers corrected."""
    own = sha256(folder / CORRECTIONS) if BY_NAME[name] in RULES else None
    return {**made_from, **({"corrections": own} if own else {})}


def stage(name: str, config: Config, upstream: Mapping[str, str]) -> str:
    """Key of a stage's artifact: equal keys, equal bytes. ``upstream`` are digests of what it was made from."""
    of_model = model(config.model) if name == MODEL.name else None
    settings = config.model_dump(mode="json", include=set(BY_NAME[name].settings))
    return digest([name, code(name), dict(versions()), of_model, settings, dict(upstream)])


def shard(names: Iterable[str], config: Config, inputs: str) -> str:
    """Key of a shard: of the stages it runs, over inputs with this digest."""
    return digest([[stage(name, config, {}) for name in names], config.explain, inputs])


def item(given: Article | Failure) -> bytes:
    """Digest of one article as it was given, or of the failure to read it."""
    fields = asdict(given) if isinstance(given, Article) else given.model_dump()
    text = fields.pop("text", "")
    return hashlib.sha256(orjson.dumps(fields) + b"\0" + text.encode()).digest()
