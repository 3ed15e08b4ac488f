"""The wheel, installed into an empty environment outside the checkout, does the whole of it with the shipped model."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.run.helpers import rows

ROOT = Path(__file__).resolve().parents[1]
SAID = "“We will lend 4,000 books by June,” said Ines Duarte, who drives the boat."
PAGE = f"""<html><head><title>Library boat</title></head><body><article><h1>Library boat sails again</h1>
<p>The library boat sails again on Monday after three years in the dock, the county said.</p><p>{SAID}</p>
<p>It calls at eleven islands, and the crew of two has been to all of them by bicycle.</p></article></body></html>"""


@pytest.mark.slow
def test_the_wheel_alone(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}

    def run(*command: str | Path, code: int = 0) -> str:
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == code, done.stderr
        return done.stdout

    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, ROOT)
    [wheel] = tmp_path.glob("onrecord-*.whl")
    venv.create(tmp_path / "empty", with_pip=True)
    programs = tmp_path / "empty" / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"Library boat sails again\n\n{SAID}\n", encoding="utf-8")
    (tmp_path / "in" / "b.html").write_text(PAGE, encoding="utf-8")
    run(programs / "onrecord", "extract", "in", "-o", "out")
    assert [row["source"] for row in rows(tmp_path / "out", "documents")] == ["a.txt", "b.html"]
    assert not rows(tmp_path / "out", "errors")
    for name in ("quotes", "claims", "dates"):
        assert {row["doc_id"] for row in rows(tmp_path / "out", name)} == {"a", "b"}
    said = run(
        programs / "python", "-c",
        f"import onrecord; print(onrecord.extract({SAID!r}).quotes[0].speaker.name)",
    )  # fmt: skip
    assert said == "Ines Duarte\n"
    where = run(
        programs / "python", "-c", "import pipeline, sys; print(pipeline.__file__); assert 'torch' not in sys.modules"
    )
    assert (tmp_path / "empty") in Path(where.strip()).parents
