"""``python -m pipeline`` is the command ``onrecord``."""

from pipeline.cli import app

if __name__ == "__main__":
    app(prog_name="onrecord")
