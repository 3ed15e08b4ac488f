"""Attributions that a model's spans make and that are none, or whose source is the wrong one.

- nobody speaks: a thing as source ("the new line, promising cheap power"), "those interested in …", a document with a
  verb of no speech and a bare object, something done ("introduced a tax"), a participle or infinitive that tells
  neither of speech nor of belief;
- who is spoken of or to is not who speaks: "the baker was accused of …", "Asked about the fire, Roe …".
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.english.nouns import nouns, words
from pipeline.english.verbs import act_of, participles, verb_of
from pipeline.quotes.speakers.phrases import analyse
from pipeline.quotes.surface.cues import source_after, source_before
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.surface.sentences import last_sentence
from pipeline.quotes.types import Attribution, Offsets
from pipeline.records import Entity

Dropped = list[tuple[Attribution, str]]
_CLAUSE = re.compile(r"(?:that|whether|if|how|why|what|who|where|when|to)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"which|what|who|whom", re.IGNORECASE)
_POINTING = re.compile(r"those|that", re.IGNORECASE)
_LOOSE = re.compile(r"(?:to|[a-z]+ing)\b")
_PURPOSE = re.compile(r"\sfor\s+[a-z]+ing$")  # "got a warning for documenting"
_KEPT = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?maintained\b")
_YEAR = re.compile(r"(?:[Tt]he\s+)?(?:1\d|20)\d\ds?")  # "The 1970s saw …"
_NO_SOURCES = frozenset(["the", "a", "an", "meanwhile", "however", "moreover", "instead", "still", "yet", "therefore"])
_HARM_LENGTH = 30  # characters behind the verb
_HARM = re.compile(r"\bpos(?:e|es|ed|ing)\s+(?:(?:an?|the)\s+)?(?:\w+\s+)?(?:threat|risk|danger|challenge|problem)s?\b")
_WEIGHING = re.compile(r"(?:considering|given|regarding|concerning)\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"(?:.*\s)?(?:is|are|was|were|be|been|being|am)\s+(?:[a-z]+\s+)??(?P<verb>[a-z]+)"
    r"(?:\s+(?:of|for|as|about|over|on|with|to))?",
    re.IGNORECASE,
)
_BY = re.compile(r"\s*\bby\b")
_WITHIN = re.compile(r"\b(?:in|by|from|at|with)\s+$", re.IGNORECASE)
_ASKED = re.compile(r"(?:asked|pressed|questioned|quizzed|challenged|told)\b", re.IGNORECASE)
_OPENING = re.compile(r"(?:^|[.!?”\"’]\s*|\b(?:when|if|once|but|and|though|later)\s+|,\s+)$", re.IGNORECASE)
_ASKER = re.compile(r"\s*(?:by\s+)?(?P<who>[^,;:.]{2,80}?)(?=,|\s+(?:whether|if|about|how|why|what|when|where|who)\b)")
_WITH = re.compile(r"\bwith\s+(?!(?:him|her|them|us|me)\b)[^,.;:]{3,80}\s$")
_WITH_SOURCE = re.compile(r"\bwith\s+(?:the\s+)?$")
_INFINITIVE = re.compile(r"\s+to\s+(?=[a-z])")
_AGENT = 120  # characters behind "by" in which the one who speaks is named
_BACK = 160  # characters before a relative pronoun in which its noun must lie


def sift(text: str, doc: Doc, attributions: list[Attribution], where: Locator) -> Dropped:
    """Set sources right in place; what is no attribution is taken out of the list and returned with the reason."""
    names = [e for e in doc._.onrecord.entities or [] if e.mention in ("name", "short")]
    kept: list[Attribution] = []
    dropped: Dropped = []
    for a in attributions:
        answer = _answer(text, a)
        kept += [answer] if answer else []
        reason = _reason(text, a, names, where)
        if reason is None:
            _agent(text, a, where)
            kept.append(a)
        else:
            dropped.append((a, reason))
    attributions[:] = kept
    return dropped


def _reason(text: str, a: Attribution, names: list[Entity], where: Locator) -> str | None:
    """Why an attribution is none; None where nothing speaks against it."""
    if a.cue is None or a.source is None:
        return None
    cue, act = text[slice(*a.cue)], act_of(text[slice(*a.cue)])
    said = text[slice(*a.content[0])]
    bare = not _CLAUSE.match(said) and not any(c in text[slice(*part)] for part in a.content for c in '"“”«»')
    if act is None and len(a.content) == 1 and _RELATIVE.fullmatch(said):
        return "no content"
    if act is None and bare and _LOOSE.match(cue):
        return "no speech"
    harm = _HARM.search(text, a.cue[0], a.cue[1] + _HARM_LENGTH)
    if harm and harm.start() < a.cue[1]:
        return "no speech"
    if text[slice(*a.source)].casefold() in _NO_SOURCES or _YEAR.fullmatch(text, *a.source):
        return "no source"
    if cue == ":" and text[slice(*a.source)].casefold() in words("no_speakers"):
        return "no source"
    if cue.casefold() == "according to" and measuring(text[slice(*a.source)]):
        return "source cannot speak"
    if cue == "Said" and bare and len(said.split()) < 3 and a.content[0][0] - a.cue[1] == 1:
        return "no speech"  # "Said agreement is in force"
    if cue == "quoting" and text[a.cue[0] - 2 : a.cue[0]] == ", " and text[a.cue[0] - 3] not in "”\"’'":
        return "no speech"  # "“One swallow,” she noted, quoting Aristotle, “…”": her words still
    if _KEPT.search(cue):
        return "no speech"
    if bare and _PURPOSE.search(cue) and not _speaks_first(cue):
        return "no speech"
    if act is None and bare and len(a.content) == 1 and _act(cue):
        return "no speech"
    if _WEIGHING.fullmatch(cue) and a.source[0] > a.cue[1]:
        return "no speech"
    if bare and _nobody(text, a.source, cue, act, names, where):
        return "source cannot speak"
    if bare and text[slice(*a.source)].casefold() in ("anyone", "anybody"):
        return "source cannot speak"
    if text[slice(*a.source)].casefold() == "you" and act == "belief" and _question(text, a, where):
        return "a question"
    return None


def measuring(source: str) -> bool:
    """Whether what stands behind "according to" is a measure or custom and says nothing: "according to their needs"."""
    last = source.split()[-1].casefold() if source.split() else ""
    return _singular(last) in nouns("measures")


def _act(cue: str) -> bool:
    """Whether a cue tells of something done: "has introduced", "are also building"."""
    spelled = cue.casefold().split()
    auxiliaries = words("auxiliaries")
    return _deed(spelled[-1]) and all(w in auxiliaries or w.endswith("ly") for w in spelled[:-1])


def _deed(word: str) -> bool:
    verb = verb_of(word)
    return verb is not None and verb.act == "deed"


def _speaks_first(cue: str) -> bool:
    """Whether the cue's words before its preposition and gerund tell of speech or belief themselves."""
    purpose = _PURPOSE.search(cue)
    return purpose is None or act_of(cue[: purpose.start()]) is not None


def _nobody(text: str, source: Offsets, cue: str, act: str | None, names: list[Entity], where: Locator) -> bool:
    """Whether a source of bare content is a thing, or a document that does not say what its verb tells."""
    said = text[slice(*source)]
    if _POINTING.fullmatch(said) or said == "which":
        if said.casefold() == "those":
            return re.match(r"[a-z]+(?:ed|ing)\b", cue) is not None
        noun = _noun_before(text, source[0], where)
        return noun is not None and _thing(text, noun, names)
    return _thing(text, source, names) or (act is None and _document(text, source, names) and cue[:1].islower())


def _noun_before(text: str, at: int, where: Locator) -> Offsets | None:
    """The noun phrase that a relative pronoun at ``at`` belongs to."""
    n = where.at(at)
    low = max(at - _BACK, where.items[n].start if n is not None else 0)
    low += last_sentence(text[low:at])
    clause = text[low:at].rstrip(" ,")
    found = source_before(clause, len(clause))
    return (low + found[0], low + found[1]) if found else None


def _thing(text: str, source: Offsets, names: list[Entity]) -> bool:
    phrase = analyse(text, source, _inside(names, source))
    return phrase.kind == "nominal" and _singular(phrase.head) in nouns("things")


def _document(text: str, source: Offsets, names: list[Entity]) -> bool:
    phrase = analyse(text, source, _inside(names, source))
    listed = nouns("documents")
    return phrase.kind == "nominal" and (phrase.head in listed or _singular(phrase.head) in listed)


def _inside(names: list[Entity], span: Offsets) -> list[Entity]:
    return [e for e in names if span[0] <= e.start and e.end <= span[1]]


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _question(text: str, a: Attribution, where: Locator) -> bool:
    n = where.at(a.start)
    return n is not None and text[a.end - 1 : where.items[n].end].strip(" \"”’'")[-1:] == "?"


# -- who speaks ------------------------------------------------------------------------------------------------------


def _agent(text: str, a: Attribution, where: Locator) -> None:
    """Without a source where the words name only who is spoken of; with the one who asks where they name that one."""
    if a.cue is None or a.source is None:
        return
    cue = text[slice(*a.cue)]
    if _heard(text, a, cue, where):
        a.source, a.agentless = None, True
    elif _asked(text, a, cue):
        a.source, a.agentless = _asker(text, a), True
    elif undergone(cue) and a.source[1] <= a.cue[0] and (by := _BY.match(text, a.cue[1])):
        behind = _INFINITIVE.split(text[by.end() : by.end() + _AGENT], maxsplit=1)[0]
        agent = source_after(behind, 0)
        a.source = (by.end() + agent[0], by.end() + agent[1]) if agent else None
        a.agentless = agent is None
    elif _undergone(text, a, cue) or _absolute(text, a, cue):
        a.source, a.agentless = None, act_of(cue) == "speech"


_HEARING = re.compile(r"(?:\w+\s+){0,2}(?:court|jury|inquest|inquiry|tribunal|hearing|trial)", re.IGNORECASE)


def _heard(text: str, a: Attribution, cue: str, where: Locator) -> bool:
    """ "Baker lied, court told": a headline's passive; the court is who was told."""
    assert a.cue is not None and a.source is not None
    n = where.at(a.cue[0])
    headline = n is not None and where.items[n].kind in ("title", "heading") and a.cue[1] == where.items[n].end
    return headline and cue == "told" and _HEARING.fullmatch(text, *a.source) is not None


def _asked(text: str, a: Attribution, cue: str) -> bool:
    """ "Asked about the fire, Roe …": the one who is asked stands behind what the question is."""
    assert a.cue is not None and a.source is not None
    if not _ASKED.match(cue):
        return False
    if a.source[0] < a.cue[1]:  # "The mayor, asked for his view, said …"
        return text[a.source[1] : a.cue[0]] == ", " and text[a.end : a.end + 1] == ","
    opening = _OPENING.search(text, max(0, a.cue[0] - 12), a.cue[0]) or a.cue[0] == 0
    return bool(opening or text[a.cue[0] - 1] == "\n") and all(c[1] <= a.source[0] for c in a.content)


_NEW_SENTENCE = re.compile(r"[.!?][\"”’']?\s+[\"“'‘]?$")


def _answer(text: str, a: Attribution) -> Attribution | None:
    """Of "Roe, asked whether it leaked, shook her head. “No.”": the answer, taken out of what was asked."""
    if a.cue is None or a.source is None or len(a.content) < 2 or not _ASKED.fullmatch(text, *a.cue):
        return None
    first, second = a.content[:2]
    led = text[a.source[1] : a.cue[0]] == ", " and a.cue[1] <= first[0]
    if not led or text[first[1] : first[1] + 1] != "," or not _NEW_SENTENCE.search(text, first[1], second[0] + 1):
        return None
    answer = Attribution(a.content[1:], None, a.source, "model-no-cue", a.confidence)
    a.content = a.content[:1]
    return answer


def _asker(text: str, a: Attribution) -> Offsets | None:
    assert a.cue is not None
    by = _BY.search(text, a.cue[0], a.cue[1] + 4)
    who = _ASKER.match(text, by.end()) if by else None
    if by is None or who is None:
        return None
    a.cue = (a.cue[0], a.cue[0] + len(text[a.cue[0] : by.start()].rstrip()))
    return who.span("who")


def undergone(cue: str) -> bool:
    """ "was accused of", "is called", "are told": what is said of or to the subject."""
    passive = _PASSIVE.fullmatch(cue)
    return passive is not None and passive.group("verb").casefold() in participles("passive")


def _undergone(text: str, a: Attribution, cue: str) -> bool:
    """Whether nobody is named who speaks of or to the subject."""
    assert a.cue is not None and a.source is not None
    if not undergone(cue):
        return False
    return not (_BY.match(text, a.cue[1]) or _WITHIN.search(text, max(0, a.source[0] - 8), a.source[0]))


def _absolute(text: str, a: Attribution, cue: str) -> bool:
    """ "…, with rain expected to …": a bare participle within a phrase of its own, and a source outside of it."""
    assert a.cue is not None and a.source is not None
    if cue not in participles("passive") or a.source[1] > a.cue[0]:
        return False
    own = _WITH_SOURCE.search(text, max(0, a.source[0] - 8), a.source[0]) and a.cue[0] - a.source[1] == 1
    return bool(own) or _WITH.search(text, max(a.source[1], a.cue[0] - 90), a.cue[0]) is not None
