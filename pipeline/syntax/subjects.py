"""Who does it: subjects, also where the tree shares, raises or loses them."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.syntax.tree import child, lexicon, timed

SUBJECTS = ("nsubj", "nsubj:pass")
_SUBJECTS = (*SUBJECTS, "nsubj:outer")
_SHARING = frozenset(("xcomp", "conj", "advcl", "aux", "cop", "ccomp", "acl", "acl:relcl"))  # verbs that share one
_INSIDE = frozenset(("nmod", "nmod:poss", "compound", "flat", "conj", "appos"))  # relations inside a noun phrase
_NOUNS = ("NOUN", "PROPN")
_SPEAKING = ("it", "they", "he", "she")
_MAX_STEPS = 6  # edges up the tree in search of a subject
_MAX_BACK = 6  # tokens before a relative pronoun that is attached to nothing


def subject(verb: Token) -> Token | None:
    """The noun that ``verb`` is said of: its own subject, that of a verb above it, or the noun that it modifies.

    "*Sales* rose and then fell" for both; "*Firm X* said it had …": in reported speech a pronoun is most often the one
    who speaks; "a bridge *that* cost $5m": the bridge. A copula or auxiliary stands for what it belongs to. None for
    an imperative or a fragment.
    """
    if verb.pos_ == "AUX" and verb.dep_ in ("cop", "aux", "aux:pass"):
        verb = verb.head
    for _ in range(_MAX_STEPS):
        own = own_subject(verb)
        if own is not None:
            return _speaker(own, verb) or _antecedent(own, verb)
        other = _beside(verb) or _late(verb)
        if other is not None:
            return other
        if verb.dep_ == "acl" and verb.head.dep_ == "obj" and (to := child(verb, "mark")) and to.lower_ == "to":
            verb = verb.head.head  # "pared its *losses* to trade 3 percent lower": who pared them trades
            continue
        if verb.dep_ in ("acl", "acl:relcl") and verb.head.pos_ in _NOUNS:
            return verb.head
        if verb.head.i == verb.i or verb.dep_ not in _SHARING:
            return None
        verb = verb.head
    return None


def own_subject(verb: Token) -> Token | None:
    """The nearest subject before ``verb``; in "could cause *sea levels* to rise" the object of the verb above it."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS and c.i < verb.i and not timed(c)]
    own = [c for c in own if child(c, "case") is None] or own  # "drinks such as *tea*" is no subject
    if own:
        return _last_of(own[-1], verb)
    if verb.dep_ == "xcomp" and verb.head.i < verb.i and verb.head.lemma_ in lexicon("causes"):
        raised = child(verb.head, "obj", "iobj")
        if raised is not None and verb.head.i < raised.i < verb.i and raised.pos_ in _NOUNS:
            return raised
    return None


def _antecedent(own: Token, verb: Token) -> Token:
    """``own``, the subject of ``verb``, or the noun that a relative pronoun stands for."""
    if own.lower_ not in lexicon("relative") or own.is_sent_start or own.i == 0:
        return own
    before = own.doc[own.i - 1 - (own.doc[own.i - 1].text == "," and own.i > 1)]
    thing = verb.head if verb.dep_ == "acl:relcl" and verb.head.pos_ == "NOUN" else None
    if thing is not None and own.lower_ == "which" and before.pos_ == "PROPN":
        return thing  # "a *package* for the chief executive, Ann Back, which was worth"
    if before.pos_ in _NOUNS:
        return before
    if verb.dep_.startswith("acl") and verb.head.pos_ in _NOUNS:
        return verb.head
    nouns = (t for t in reversed(own.doc[max(0, own.i - _MAX_BACK) : own.i]) if t.pos_ in _NOUNS)
    return next((t for t in nouns if t.lower_ not in lexicon("time")), own)


def _late(verb: Token) -> Token | None:
    """A subject behind its verb, "said the mayor", or a clause as one, "*lowering the water* costs"; no bare time."""
    late = child(verb, "nsubj", "csubj")
    if late is None or timed(late):
        return None
    return None if late.dep_ == "csubj" and late.i > verb.i else late  # not "it would take a week *to get* it"


def _last_of(own: Token, verb: Token) -> Token:
    """``Firm X advanced 8 percent, *Firm Y* rose``: not one of two subjects, where a figure parts them and no "and"."""
    last = next((c for c in own.children if c.dep_ == "conj" and c.i == verb.i - 1), None)
    if last is None or child(last, "cc") is not None or not any(t.like_num for t in own.doc[own.i : last.i]):
        return own
    return last


def _speaker(own: Token, verb: Token) -> Token | None:
    """``*The company* said it has …``: whom a pronoun in reported speech stands for."""
    if own.pos_ != "PRON" or own.lower_ not in _SPEAKING or verb.dep_ != "ccomp":
        return None
    if verb.lemma_ == "cost" or verb.pos_ != "VERB":
        return None  # "the builder says it will cost", "it is $5 million": the house
    speaker = child(verb.head, "nsubj")
    return speaker if speaker is not None and speaker.pos_ in _NOUNS and speaker.i < own.i else None


def _beside(verb: Token) -> Token | None:
    """The noun right before a finite verb whose subject the tree does not give: "*output of the sector* reached"."""
    doc, k = verb.doc, verb.i - 1
    absolute = verb.tag_ == "VBG"  # "with *exports* falling 5 percent"
    finite = verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") and verb.dep_ not in ("acl", "amod", "advcl", "conj")
    if not absolute and not finite:
        return None
    while k > 0 and (
        doc[k].pos_ in ("AUX", "ADV", "PART")
        or doc[k].text == ")"
        or timed(doc[k])
        or doc[k].lower_ in lexicon("deictic")
    ):
        k -= 1
    noun = doc[k]
    if noun.pos_ not in _NOUNS:
        return None
    while not (absolute and _with(noun)) and noun.dep_ in _INSIDE and noun.head.i < verb.i:
        if noun.head.pos_ not in _NOUNS or noun.head.i == noun.i:
            break
        noun = noun.head
    return noun if not absolute or _with(noun) else None


def _with(noun: Token) -> bool:
    return any(c.lower_ == "with" for c in noun.children)
