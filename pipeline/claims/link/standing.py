"""How much an article is about a thing: the facts of an owner that no grammar shows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from pipeline.choices import step
from pipeline.claims.link.place import Place
from pipeline.claims.link.scene import Scene

_STEPS = (0, 1, 2, 3, 5, 10, 30)  # sentences since a thing was named


class Standings:
    """What the article makes of each thing, whatever the grammar."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._known: dict[tuple[str, str, str], tuple[str, ...]] = {}

    def __call__(self, thing: str, place: Place) -> Iterator[str]:
        """What is true of a thing as the owner of a figure."""
        scene, label = self.scene, self.scene.label[thing]
        key = thing, place.kind, place.company
        if key not in self._known:
            self._known[key] = tuple(self._stands(*key))
        yield from self._known[key]
        k = bisect_left(scene.starts[thing], place.quantity.start) - 1
        earlier = scene.of[thing][k] if k >= 0 else None
        told = scene.setting.token_at(earlier.start) if earlier is not None else None
        ago = place.sentence.number - scene.setting.sentence_number(told) if told is not None else _STEPS[-1]
        yield step("sentences ago", ago, _STEPS)
        if earlier is not None and earlier.start >= place.paragraph:
            yield "in paragraph"
        if place.reports:
            yield f"results of {label}{' in title' if thing in scene.in_title else ''}"
        if place.noun is not None:
            yield f"{label} has {place.noun.lemma_.lower()}"

    def _stands(self, thing: str, kind: str, company: str) -> Iterator[str]:
        scene, label = self.scene, self.scene.label[thing]
        rank, of_label = scene.rank[thing], scene.rank_of_label[thing]
        title, lead, times = thing in scene.in_title, thing in scene.in_lead, len(scene.of[thing])
        yield from (f"label {label}", f"label {label} {kind}")
        yield from (f"rank {min(rank, 4)}", f"rank {min(rank, 2)} {label}", f"{company}, rank {min(rank, 3)}")
        yield f"rank of label {min(of_label, 3)}"
        yield f"profile {label} {min(of_label, 2)}{' title' if title else ''}{' lead' if lead else ''}"
        yield f"profile {label} {min(of_label, 2)} {kind}"
        yield step("mentions", times, (1, 2, 3, 5, 8))
        if title:
            yield from ("in title", f"in title {label}")
        if title and scene.alone_in_title(thing):
            yield f"only {label} in title"
        if lead:
            yield from ("in lead", f"in lead {label}")
        if scene.many[label] == 1:
            yield f"only {label}"
        if 3 * times > len(scene.mentions):
            yield "third of mentions"
