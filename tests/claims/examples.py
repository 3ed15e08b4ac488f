"""Examples in the tables about figures: a text whose figure stands in brackets."""

from __future__ import annotations


def marked(example: str) -> tuple[str, int]:
    """The text without the brackets of its figure, and where the figure begins."""
    start = example.index("[[") + 1 if "[[" in example else example.index("[")
    text = example[:start] + example[start + 1 :]
    end = text.index("]", start)
    return text[:end] + text[end + 1 :], start
