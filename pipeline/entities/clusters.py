"""Which mentions of an article name one thing."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.entities.mentions import Cluster, Mention
from pipeline.entities.people import people
from pipeline.entities.things import things


def cluster(mentions: Iterable[Mention]) -> list[Cluster]:
    """All mentions, each in one cluster; clusters in the order of their first mention."""
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    persons = [m for m in ordered if m.label == "PERSON"]
    others = [m for m in ordered if m.label != "PERSON"]
    groups = people(persons) + things(others)
    for group in groups:
        group.mentions.sort(key=lambda m: m.start)
    return sorted(groups, key=lambda g: g.mentions[0].start)
