"""From scores to structures that are always possible: BIO sequences by Viterbi, trees by maximum spanning tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]
NEVER = -1e6


def softmax(x: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Probabilities along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True))


def bio_constraints(labels: Sequence[str]) -> Array:
    """[K, K] of 0 where label j may follow label i, ``NEVER`` where it may not: ``I-x`` needs ``B-x`` or ``I-x``."""
    out = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for j, label in enumerate(labels):
        if label.startswith("I-"):
            for i, before in enumerate(labels):
                if before[1:] != label[1:]:
                    out[i, j] = NEVER
    return out


def bio_start(labels: Sequence[str]) -> Array:
    """[K] of 0 where a sequence may begin with the label, ``NEVER`` where it may not."""
    return np.array([NEVER if x.startswith("I-") else 0.0 for x in labels], dtype=np.float32)


def viterbi(scores: Array, lengths: Sequence[int], transitions: Array, start: Array) -> list[Indices]:
    """Best label sequence of each row of ``scores`` [B, W, K].

    ``transitions`` [from, to] hold the constraints; they and ``start`` may differ by row ([B, K, K] and [B, K]).
    """
    b, w, k = scores.shape
    rows, ends = np.arange(b), np.asarray(lengths) - 1
    moves = np.broadcast_to(transitions, (b, k, k)).transpose(1, 0, 2)  # [from, B, to]
    best = np.empty((w, b, k), dtype=np.result_type(scores, moves))  # score of the best sequence that ends so
    best[0] = scores[:, 0] + start
    for t in range(1, w):
        np.maximum.reduce(best[t - 1].T[:, :, None] + moves, axis=0, out=best[t])
        best[t] += scores[:, t]
    into = np.ascontiguousarray(moves.transpose(1, 2, 0))  # [B, to, from]
    path = np.zeros((w, b), dtype=np.int64)
    path[ends, rows] = best[ends, rows].argmax(1)
    for t in range(w - 2, -1, -1):
        before = (best[t] + into[rows, path[t + 1]]).argmax(1)
        path[t] = np.where(ends > t, before, path[t])
    return [path[: n + 1, i] for i, n in enumerate(ends.tolist())]


def spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Half-open (start, end, label) of a valid BIO sequence."""
    out: list[tuple[int, int, str]] = []
    start = -1
    for i, label in enumerate([*labels, "O"]):
        if start >= 0 and not label.startswith("I-"):
            out.append((start, i, labels[start][2:]))
            start = -1
        if label.startswith("B-"):
            start = i
    return out


def tree(scores: Array) -> Indices:
    """Heads of one sentence; its root points at itself.

    ``scores`` is [N, N + 1]: word by head, the last column for the root. Greedy where that already is a tree with one
    root; otherwise Chu-Liu-Edmonds, once for each word that greedy decoding took for a root.
    """
    n = len(scores)
    if n == 1:
        return np.zeros(1, dtype=np.int64)
    s = scores.copy()
    s[np.arange(n), np.arange(n)] = NEVER
    greedy = s.argmax(1)
    roots = np.flatnonzero(greedy == n)
    if len(roots) == 1 and _cycle(greedy, n) is None:
        heads = greedy
    else:
        candidates = roots if len(roots) else np.array([int(s[:, n].argmax())])
        if len(candidates) > 4:
            candidates = candidates[np.argsort(-s[candidates, n], kind="stable")[:4]]
        heads = max((_rooted(s, int(r)) for r in candidates), key=lambda h: float(s[np.arange(n), h].sum()))
    return np.where(heads == n, np.arange(n), heads)


def _cycle(heads: Indices, root: int) -> list[int] | None:
    """Some cycle of the head function, or None; linear."""
    above = heads.tolist()
    seen = [0] * len(above)
    for begin in range(len(above)):
        path, node = [], begin
        while node != root and not seen[node]:
            seen[node] = begin + 1
            path.append(node)
            node = above[node]
        if node != root and seen[node] == begin + 1:
            return path[path.index(node) :]
    return None


def _rooted(scores: Array, root: int) -> Indices:
    """Best heads when only ``root`` may hang on the artificial root (index N)."""
    n = len(scores)
    s = scores.astype(np.float64)
    s[:, n] = NEVER * 10
    s[root] = NEVER * 100
    s[root, n] = 0.0
    full = np.full((n + 1, n + 1), NEVER * 100)
    full[:n] = s
    heads: Indices = _edmonds(full, n)[:n]
    return heads


def _edmonds(scores: npt.NDArray[np.float64], root: int) -> Indices:
    """Maximum spanning arborescence by contraction (Chu and Liu 1965, Edmonds 1967). scores [word, head]."""
    n = len(scores)
    s = scores.copy()
    np.fill_diagonal(s, -np.inf)
    heads: Indices = s.argmax(1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    gain = s[cycle] - s[cycle, heads[cycle]][:, None]  # entering the cycle at a word costs its arc in the cycle
    enter = gain[:, rest]
    leave = s[rest][:, cycle]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = s[np.ix_(rest, rest)]
    small[-1, :-1] = enter.max(0)
    small[:-1, -1] = leave.max(1)
    new_root = int(np.flatnonzero(rest == root)[0])
    solved = _edmonds(small, new_root)
    out: Indices = heads.copy()
    for k, word in enumerate(rest):
        h = int(solved[k])
        out[word] = cycle[int(leave[k].argmax())] if h == len(rest) else rest[h]
    out[root] = root
    into = int(solved[-1])
    entry = int(enter[:, into].argmax())
    out[cycle[entry]] = rest[into]
    return out
