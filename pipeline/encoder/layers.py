"""One window's scores to word-level layers, and those of all windows joined for the article."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.encoder.consistency import TypeScores, agree
from pipeline.encoder.decode import NEVER, Array, Indices, softmax, spans, tree, viterbi
from pipeline.encoder.linker import Pointer, is_figure, pointers
from pipeline.encoder.session import Session
from pipeline.encoder.windows import Window

Scored = tuple[int, int, str, float]  # first word, one past the last, label, confidence
SPAN_HEADS = ("entities", "roles")
TOGETHER = 64  # windows whose label sequences are decoded together


@dataclass
class Layers:
    """What the model says of an article's words (white space left out); indices are word indices."""

    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    rel: list[str] = field(default_factory=list)
    entities: list[Scored] = field(default_factory=list)
    roles: list[Scored] = field(default_factory=list)
    links: list[tuple[int, int, float]] = field(default_factory=list)
    pointers: dict[str, list[Pointer]] = field(default_factory=dict)


def predict(
    session: Session, words: Sequence[str], breaks: Sequence[bool], certain: Sequence[bool], plan: Sequence[Window]
) -> Layers:
    """Run every window and join the layers; words of a window's context are dropped.

    ``breaks``: whether a word begins a paragraph; ``certain``: whether it begins a sentence, whatever the scores say.
    """
    layers = Layers()
    types = TypeScores(session.labels.entities)
    seen: list[Array] = []
    for chunk in _chunks(plan):
        emissions: dict[str, list[Array]] = {name: [] for name in SPAN_HEADS}
        links: list[Array] = []
        for window in chunk:
            read = slice(window.context, window.end)
            first = [i == window.context or breaks[i] for i in range(window.context, window.end)]
            figures = [k for k, word in enumerate(words[read]) if is_figure(word)]
            scores, linked = session.run(words[read], first, figures)
            own = {k: v[window.start - window.context :] for k, v in scores.items()}
            _grammar(session, layers, words, certain, window, own)
            for name in SPAN_HEADS:
                emissions[name].append(own[name])
            links.append(own["links"])
            if linked:
                for name, found in pointers(linked, figures, window.start - window.context, window.context):
                    layers.pointers.setdefault(name, []).append(found)
        _spans(session, layers, chunk, emissions, links)
        seen += [types(softmax(x)) for x in emissions["entities"]]
    layers.entities = agree(layers.entities, words, np.concatenate(seen), types.types)
    return layers


def _grammar(
    session: Session, layers: Layers, words: Sequence[str], certain: Sequence[bool], window: Window,
    own: dict[str, npt.NDArray[Any]],
) -> None:  # fmt: skip
    labels, skip, n = session.labels, window.start - window.context, window.end - window.start
    upos = [labels.upos[i] for i in own["upos"].argmax(1).tolist()]
    xpos = [labels.xpos[i] for i in own["xpos"].argmax(1).tolist()]
    layers.upos += upos
    layers.xpos += xpos
    layers.lemma += map(session.lemma, words[window.start : window.end], upos, xpos)
    # a tree never crosses a window: its first word begins a sentence, as does every paragraph's
    starts = (own["starts"] > 0) | np.array(certain[window.start : window.end])
    starts[:1] = True
    heads = np.zeros(n, dtype=np.int64)
    for s, e in itertools.pairwise([*np.flatnonzero(starts).tolist(), n]):
        arcs = own["arcs"][s:e]
        heads[s:e] = tree(np.concatenate([arcs[:, skip + s : skip + e], arcs[:, -1:]], 1)) + s
    relations = session.relations(own["rel_dep"], own["rel_head"][heads])
    root = labels.rel.index("root")
    relations[:, root] = np.where(heads == np.arange(n), np.inf, -np.inf)
    layers.rel += [labels.rel[i] for i in relations.argmax(1).tolist()]
    layers.head += (heads + window.start).tolist()


def _spans(
    session: Session, layers: Layers, chunk: Sequence[Window], emissions: dict[str, list[Array]], links: list[Array]
) -> None:
    """Add the windows' entities, roles and links."""
    paths = _paths(session, emissions)
    for i, window in enumerate(chunk):
        found: dict[str, list[Scored]] = {}
        for name in SPAN_HEADS:
            names, path = getattr(session.labels, name), paths[name][i]
            sure = softmax(emissions[name][i])[np.arange(len(path)), path]
            found[name] = [(s, e, label, float(sure[s:e].min())) for s, e, label in spans([names[j] for j in path])]
        layers.entities += [_shift(x, window.start) for x in found["entities"]]
        layers.roles += [_shift(x, window.start) for x in found["roles"]]
        layers.links += _links(found["roles"], links[i], window)


def _paths(session: Session, emissions: Mapping[str, Sequence[Array]]) -> dict[str, list[Indices]]:
    """Best label sequences of every head and window, decoded together: a step costs the same for many.

    A head with fewer labels than another gets more of them, which it never chooses.
    """
    rows = [(name, x) for name in SPAN_HEADS for x in emissions[name]]
    words, most = max(len(x) for _, x in rows), max(x.shape[1] for _, x in rows)
    scores = np.full((len(rows), words, most), NEVER, dtype=np.float32)
    moves, start = np.zeros((len(rows), most, most), dtype=np.float32), np.zeros((len(rows), most), dtype=np.float32)
    for r, (name, x) in enumerate(rows):
        n, k = x.shape
        scores[r, :n, :k], moves[r, :k, :k], start[r, :k] = x, session.transitions[name], session.start[name]
    paths = iter(viterbi(scores, [len(x) for _, x in rows], moves, start))
    return {name: [next(paths) for _ in emissions[name]] for name in SPAN_HEADS}


def _links(roles: Sequence[Scored], scores: Array, window: Window) -> list[tuple[int, int, float]]:
    """For every source and content, how likely each cue of the window is its cue; the best one only."""
    cues = [s for s, _, label, _ in roles if label == "cue"]
    if not cues:
        return []
    out, skip, offset = [], window.start - window.context, window.start
    for s, _, label, _ in roles:
        if label != "cue":
            among = softmax(scores[s][None, [skip + c for c in cues]])[0]
            best = int(among.argmax())
            out.append((offset + s, offset + cues[best], float(among[best])))
    return out


def _chunks(plan: Sequence[Window]) -> Iterator[Sequence[Window]]:
    for i in range(0, len(plan), TOGETHER):
        yield plan[i : i + TOGETHER]


def _shift(x: Scored, by: int) -> Scored:
    return x[0] + by, x[1] + by, x[2], x[3]
