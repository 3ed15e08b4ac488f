"""Who speaks in an article: how often and at what length."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline import records
from pipeline.views.results import Article

HUES = 8  # colours in style.css; speakers beyond them share


@dataclass
class Voice:
    """A speaker of one article, with the keys of the quotes."""

    name: str
    type: str
    roles: list[str]
    affiliation: str | None
    gender: str | None = None
    gender_by: str | None = None
    quotes: list[str] = field(default_factory=list)
    words: int = 0
    hue: int = 0


def speaker_key(speaker: records.Speaker) -> str:
    """What tells the speakers of one article apart: the entity, or the name where there is none."""
    return speaker.entity or speaker.name.casefold()


def voices(article: Article) -> dict[str, Voice]:
    """Speakers by key, those with the most words first; ``hue`` numbers them so."""
    cut = len(article.doc_id) + 1
    found: dict[str, Voice] = {}
    for quote in article.quotes:
        if (speaker := quote.speaker) is None:
            continue
        voice = found.setdefault(speaker_key(speaker), _voice(speaker))
        voice.quotes.append(quote.id[cut:])
        voice.words += words(quote)
        if voice.gender is None:
            voice.gender, voice.gender_by = speaker.gender, speaker.gender_by
        voice.roles += [role.text for role in speaker.roles if role.text not in voice.roles]
    ranked = dict(sorted(found.items(), key=lambda pair: -pair[1].words))
    for number, voice in enumerate(ranked.values()):
        voice.hue = number % HUES
    return ranked


def words(quote: records.Quote) -> int:
    """Words of the content."""
    return sum(len(part.text.split()) for part in quote.content)


def _voice(speaker: records.Speaker) -> Voice:
    affiliation = speaker.affiliation.text if speaker.affiliation else None
    return Voice(speaker.name, speaker.type, [speaker.role.text] if speaker.role else [], affiliation)
