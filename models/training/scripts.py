"""Lemmas as edit scripts: what to take off a form's end, what to put there, and whether case is kept.

A script is ``"<case><drop>+<suffix>"``: case ``l`` lowers the form first, ``k`` keeps it; ``drop`` characters come off
the end and ``suffix`` is put there. Whole words that no short script explains (``=be``) are scripts of their own.
Scheme after Chrupała et al. (2008), "Learning morphology with Morfette".
"""

from __future__ import annotations

MAX_DROP = 6


def make_script(form: str, lemma: str) -> str:
    """The script that turns ``form`` into ``lemma``: ``apply_script(form, make_script(form, lemma)) == lemma``."""
    candidates = [_suffix_script("k", form, lemma), _suffix_script("l", form.lower(), lemma)]
    found = [c for c in candidates if c is not None]
    return min(found, key=lambda c: (len(c), c)) if found else "=" + lemma


def apply_script(form: str, script: str) -> str:
    """The lemma; a script that does not fit (nothing would be left) gives the form itself."""
    if script.startswith("="):
        return script[1:]
    case, rest = script[0], script[1:]
    drop, _, suffix = rest.partition("+")
    base = form.lower() if case == "l" else form
    n = int(drop)
    return (base[: len(base) - n] if n else base) + suffix if len(base) >= n and (len(base) > n or suffix) else form


def _suffix_script(case: str, base: str, lemma: str) -> str | None:
    common = 0
    while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
        common += 1
    drop = len(base) - common
    if drop > MAX_DROP or (common == 0 and len(base) > 0):
        return None
    return f"{case}{drop}+{lemma[common:]}"
