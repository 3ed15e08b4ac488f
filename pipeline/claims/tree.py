"""Reading the dependency tree: the phrase around a noun, the subject of a verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from pipeline.claims.lexicon import moves, words

SUBJECTS = ("nsubj", "nsubj:pass")
_SUBJECTS = (*SUBJECTS, "nsubj:outer")
_PRUNED = frozenset(
    ("acl:relcl", "acl", "appos", "parataxis", "advcl", "orphan", "dislocated", "vocative", "discourse")
)
_LEADING = frozenset(("DET", "PUNCT", "CCONJ", "ADP", "PRON", "SPACE", "SYM", "ADV", "PART", "SCONJ"))
_TRAILING = frozenset(
    ("ADP", "CCONJ", "DET", "ADJ", "ADV", "SCONJ", "PRON", "PUNCT")
)  # what a cut phrase must not end in
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_CARRIED = frozenset(
    ("xcomp", "conj", "advcl", "aux", "cop", "ccomp", "acl", "acl:relcl")
)  # verbs that share a subject
_EXAMPLES = frozenset(("such", "including", "like", "than", "except", "excluding", "versus", "up", "down"))
_WHEN = frozenset(
    ("in", "during", "for", "over", "since", "from", "between", "by", "at", "on", "of", "through", "until")
)
_INSIDE = frozenset(("nmod", "nmod:poss", "compound", "flat", "conj", "appos"))  # relations inside one noun phrase
_LONGEST = 7  # tokens in a noun phrase after a quantity
_FAR = 6  # steps up the tree in search of a subject


def phrase(noun: Token, taken: Callable[[Token], bool]) -> tuple[int, int]:
    """Token range of the phrase of ``noun``: modifiers and complements, no clause, no article, no time.

    ``taken`` says which tokens belong to quantities: the phrase ends before them.
    """
    inside = _members(noun, taken)
    a = b = noun.i
    while a - 1 in inside or _joint(noun, a - 1, inside) or _name(noun, a - 1, taken):
        a -= 1
    while b + 1 in inside or _joint(noun, b + 1, inside):
        b += 1
    doc = noun.doc
    while a < noun.i and (
        doc[a].pos_ in _LEADING
        or doc[a].tag_ == "PRP$"
        or doc[a].lower_ in ("such", "fewer", "more", "less", "many", "much")
        or (doc[a].tag_ == "VBG" and a > 0 and doc[a - 1].text == ",")
        or (doc[a].lower_ == "old" and _of_age(doc[a - 1], taken))
    ):
        a += 1
    while b > noun.i and (doc[b].is_punct or doc[b].is_space or doc[b].pos_ in _TRAILING or doc[b].tag_ == "POS"):
        b = max(noun.i, b - 1 - (doc[b].tag_ == "POS"))  # "and the world's" of what was cut
    if a > 0 and doc[a].lower_ == "capita" and doc[a - 1].lower_ == "per":
        a -= 1  # "*per* capita income"
    while a > 1 and _hyphen(doc[a - 1]) and not taken(doc[a - 2]):
        a -= 2  # "*like-for-*like sales"
    return a, b + 1


def _hyphen(token: Token) -> bool:
    """Whether a token is a hyphen inside a word."""
    return token.text == "-" and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_


def _of_age(token: Token, taken: Callable[[Token], bool]) -> bool:
    """Whether the token before "old" belongs to an age: "a 40-year-*old* mill"."""
    return taken(token) or (token.text == "-" and token.i > 0 and taken(token.nbor(-1)))


def _name(noun: Token, k: int, taken: Callable[[Token], bool]) -> bool:
    """Whether token ``k`` is a part of the same name as the token after it, although the tree parts them."""
    if k < 0 or k + 1 > noun.i:
        return False
    a, b = noun.doc[k], noun.doc[k + 1]
    return a.pos_ == b.pos_ == "PROPN" and bool(a.whitespace_) and not taken(a)


def _aside(child: Token, noun: Token, taken: Callable[[Token], bool]) -> bool:
    """Whether a part of a phrase says when, gives examples or counts something of its own: not what is measured."""
    case = next((c for c in child.children if c.dep_ in ("case", "mark")), None)
    if case is not None and case.i < child.i:
        if case.lower_ in _EXAMPLES or child.lower_ == "ages":
            return True  # "people *between the ages* of 18 and 29"
        if case.lower_ in _WHEN and (
            child.lower_ in words("nouns", "period") or child.lower_ == "date" or _year(child)
        ):
            return True
    if child.dep_ != "conj" or child.i < noun.i:
        return False
    if any(c.dep_ == "nmod" and any(taken(x) for x in c.children) for c in child.children):
        return True
    if any(taken(c) for c in child.children if c.i < child.i):
        return True  # "and the world's *14th* biggest bank"
    return child.head.i == noun.i and any(c.dep_ in ("nummod", "det", "nmod:poss") for c in child.children)


def _year(token: Token) -> bool:
    return len(token) == 4 and token.text.isdigit() and token.text[:2] in ("18", "19", "20")


def _members(noun: Token, taken: Callable[[Token], bool]) -> set[int]:
    """Tokens under ``noun`` that may belong to its phrase."""
    found = {noun.i}
    stack = [noun]
    while stack:
        for child in stack.pop().children:
            if child.dep_ in _PRUNED or child.is_space or taken(child) or timed(child) or _aside(child, noun, taken):
                continue
            if child.head.i == noun.i and child.dep_ in (
                "cop",
                "nsubj",
                "aux",
                "mark",
                "case",
                "cc:preconj",
                "advmod",
                "punct",
                "obl",
            ):
                continue
            each = child.lower_ in words("nouns", "period") or child.dep_ == "nmod:unmarked"
            if each and any(c.lower_ in ("a", "an") for c in child.children):
                continue  # "two nights *a week*", "nine rebounds *a game*"
            if any(c.dep_ in ("cop", "nsubj") and c.i < child.i for c in child.children):
                continue  # a clause that the tree takes for a noun
            if child.pos_ == "ADJ" and child.i > child.head.i and any(c.i > child.i for c in child.children):
                continue  # "bonds *due in May*"
            if child.is_punct and child.text not in ("-", "'", "’"):
                continue
            found.add(child.i)
            stack.append(child)
    return found


def _joint(noun: Token, k: int, inside: set[int]) -> bool:
    """Whether token ``k`` is a hyphen or mark between two members."""
    return 0 <= k < len(noun.doc) and noun.doc[k].text in ("-", "–", "/", "&") and k - 1 in inside and k + 1 in inside


def antecedent(own: Token, verb: Token) -> Token:
    """``own``, the subject of ``verb``, or the noun that a relative pronoun stands for."""
    if own.lower_ not in _RELATIVE or own.is_sent_start or own.i == 0:
        return own
    before = own.doc[own.i - 1 - (own.doc[own.i - 1].text == "," and own.i > 1)]
    thing = verb.head if verb.dep_ == "acl:relcl" and verb.head.pos_ == "NOUN" else None
    if thing is not None and own.lower_ == "which" and before.pos_ == "PROPN":
        return thing  # "a *package* for the chief executive, Ann Back, which was worth"
    if before.pos_ in ("NOUN", "PROPN"):
        return before
    if verb.dep_.startswith("acl") and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head
    nouns = (t for t in backwards(own.doc, own.i, max(0, own.i - 6)) if t.pos_ in ("NOUN", "PROPN"))
    return next((t for t in nouns if t.lower_ not in words("nouns", "period")), own)


def subject(verb: Token) -> Token | None:
    """The noun that ``verb`` is said of: its subject, that of the verb it depends on, or the noun it modifies."""
    if verb.pos_ == "AUX" and verb.dep_ in ("cop", "aux", "aux:pass"):
        verb = verb.head
    for _ in range(_FAR):
        own = _own_subject(verb)
        if own is not None:
            return _speaker(own, verb) or antecedent(own, verb)
        beside = _beside(verb)
        if beside is not None:
            return beside
        late = child(verb, "nsubj", "csubj")  # "said the mayor", "*lowering the water* costs"
        extra = late is not None and late.dep_ == "csubj" and late.i > verb.i  # "it would take a week *to get* it"
        if late is not None and not extra and not timed(late):
            return late
        if verb.dep_ == "acl" and verb.head.dep_ == "obj" and (to := child(verb, "mark")) and to.lower_ == "to":
            verb = verb.head.head  # "pared its *losses* to trade 3 percent lower": who pared them trades
            continue
        if verb.dep_ in ("acl", "acl:relcl") and verb.head.pos_ in ("NOUN", "PROPN"):
            return verb.head
        if verb.head.i == verb.i or verb.dep_ not in _CARRIED:
            return None
        verb = verb.head
    return None


def _own_subject(verb: Token) -> Token | None:
    """The nearest subject before ``verb``; in "could cause *sea levels* to rise" the object of the verb above it."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS and c.i < verb.i and not timed(c)]
    own = [c for c in own if child(c, "case") is None] or own  # "drinks such as *tea*" is no subject
    if own:
        return _last_of(own[-1], verb)
    if verb.dep_ == "xcomp" and verb.head.i < verb.i and verb.head.lemma_ in words("measured", "causes"):
        raised = child(verb.head, "obj", "iobj")
        if raised is not None and verb.head.i < raised.i < verb.i and raised.pos_ in ("NOUN", "PROPN"):
            return raised
    return None


def _last_of(own: Token, verb: Token) -> Token:
    """``Firm X advanced 8 percent, *Firm Y* rose``: not one of two subjects, where a figure parts them and no "and"."""
    last = next((c for c in own.children if c.dep_ == "conj" and c.i == verb.i - 1), None)
    if last is None or child(last, "cc") is not None or not any(t.like_num for t in own.doc[own.i : last.i]):
        return own
    return last


def _beside(verb: Token) -> Token | None:
    """The noun right before a finite verb whose subject the tree does not give: "*output of the sector* reached"."""
    doc, k = verb.doc, verb.i - 1
    absolute = verb.tag_ == "VBG"  # "with *exports* falling 5 percent"
    if not absolute and (
        verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or verb.dep_ in ("acl", "amod", "advcl", "conj")
    ):
        return None
    while k > 0 and (doc[k].pos_ in ("AUX", "ADV", "PART") or doc[k].text == ")" or timed(doc[k]) or _dates(doc[k])):
        k -= 1
    noun = doc[k]
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    while not (absolute and _with(noun)) and noun.dep_ in _INSIDE and noun.head.i < verb.i:
        if noun.head.pos_ not in ("NOUN", "PROPN") or noun.head.i == noun.i:
            break
        noun = noun.head
    return noun if not absolute or _with(noun) else None


def timed(token: Token) -> bool:
    """Whether a token is the noun of a bare time: "last *year*", "this *week*"."""
    return token.lower_ in words("nouns", "period") and token.i > 0 and _dates(token.nbor(-1))


def _dates(token: Token) -> bool:
    return token.lower_ in ("last", "this", "next")


def _with(noun: Token) -> bool:
    return any(c.lower_ == "with" for c in noun.children)


def possessed(noun: Token, taken: Callable[[Token], bool]) -> Token:
    """``Firm X's revenue``: the revenue, where the tree takes the owner for the head."""
    doc, k = noun.doc, noun.i + 1
    if k >= len(doc) or doc[k].text not in ("'s", "’s", "'", "’") or doc[k].whitespace_ == "":
        return noun
    last = noun
    for token in doc[k + 1 : k + 1 + _LONGEST]:
        if token.pos_ in ("NOUN", "PROPN") and not taken(token):
            last = token
        elif not (token.pos_ in ("ADJ", "NUM", "SYM") or token.tag_ in ("VBG", "VBN") or taken(token)):
            break
    return last


def nearest_subject(doc: Doc, k: int, floor: int) -> Token | None:
    """The last subject before token ``k`` in the sentence that starts at ``floor``."""
    return next((t for t in backwards(doc, k, floor) if t.dep_ in SUBJECTS and not timed(t)), None)


def verb_before(doc: Doc, k: int, floor: int) -> Token | None:
    """The last verb or copula before token ``k``; participles that modify a noun or open a time are left out."""
    for token in backwards(doc, k, floor):
        if token.pos_ == "VERB" and token.dep_ != "amod" and not _dating(token):
            return token
        if token.pos_ == "AUX" and token.lemma_ in ("be", "have"):
            return token
        if token.text == ";":
            return None
    return None


def _dating(verb: Token) -> bool:
    """Whether a participle opens a time, "the year *ended* December", and is not what a thing does."""
    if verb.lower_ == "running" and verb.i > 0 and verb.nbor(-1).lower_ in words("nouns", "period"):
        return True  # "for the second month *running*"
    if verb.lower_ not in words("measured", "dating"):
        return False
    own = next((c for c in verb.children if c.dep_ in _SUBJECTS and c.i < verb.i), None)
    return own is None or own.lower_ in words("nouns", "period") or own.pos_ == "PRON"


def moving(verb: Token) -> bool:
    """Whether a verb says that something grew or shrank."""
    return moves("verbs", verb.lower_)


def changing(noun: Token) -> bool:
    """Whether a noun says that something grew or shrank."""
    return moves("nouns", noun.lower_)


def change_before(doc: Doc, k: int, floor: int) -> Token | None:
    """The last object or change noun before token ``k``."""
    for token in backwards(doc, k, floor):
        if changing(token) or (token.dep_ == "obj" and token.pos_ == "NOUN"):
            return token
        if token.pos_ == "VERB":
            return None
    return None


def skip_articles(doc: Doc, k: int, floor: int) -> int:
    """Token ``k`` moved left over articles and adjectives: "a *record* $5 million"."""
    if k - 2 >= floor and doc[k - 1].lower_ == "record" and doc[k - 2].pos_ in ("DET", "PRON"):
        k -= 1
    while (
        k - 1 >= floor
        and (doc[k - 1].pos_ in ("DET", "ADJ") or doc[k - 1].tag_ == "PRP$")
        and doc[k - 1].lower_ not in words("measured", "owners")
    ):
        k -= 1
    return k


def _speaker(own: Token, verb: Token) -> Token | None:
    """``The company said it has …``: a pronoun in reported speech is most often the one who speaks."""
    if own.pos_ != "PRON" or own.lower_ not in ("it", "they", "he", "she") or verb.dep_ != "ccomp":
        return None
    if verb.lemma_ == "cost" or verb.pos_ != "VERB":
        return None  # "the builder says it will cost", "it is $5 million": the house
    speaker = child(verb.head, "nsubj")
    return speaker if speaker is not None and speaker.pos_ in ("NOUN", "PROPN") and speaker.i < own.i else None


def backwards(doc: Doc, k: int, floor: int) -> Iterator[Token]:
    """The tokens before token ``k``, last first, down to token ``floor``."""
    return (doc[i] for i in range(k - 1, floor - 1, -1))


def child(token: Token, *deps: str) -> Token | None:
    """The first child of ``token`` with one of the relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def object_of(doc: Doc, k: int, prepositions: tuple[str, ...]) -> Token | None:
    """The noun governed by a preposition that stands at token ``k``: "of its revenue"."""
    if k + 1 >= len(doc) or doc[k].lower_ not in prepositions or doc[k].dep_ not in ("case", "mark", "dep", ""):
        return None
    noun = doc[k].head
    if noun.i > k + 2 and doc[noun.i - 1].lower_ == "per":
        noun = doc[noun.i - 2]  # "of *carbon dioxide* per head"
    return noun if noun.i > k and noun.pos_ in ("NOUN", "PROPN") else None


def following_noun(doc: Doc, k: int) -> Token | None:
    """The noun that a quantity before token ``k`` modifies directly: "0.6 per cent *fee*"."""
    k += k < len(doc) and k > 0 and doc[k].text == "-" and not doc[k - 1].whitespace_
    last = None
    for token in doc[k : k + _LONGEST]:
        if token.pos_ in ("NOUN", "PROPN"):
            last = token
        elif not (
            (token.pos_ == "ADJ" and last is None)
            or _hyphened(token)
            or (token.tag_ in ("VBN", "VBG") and last is None)
        ):
            break
    if last is None or doc[k].lower_ in words("nouns", "time") or last.lower_ in words("nouns", "time"):
        return None
    return last


def _hyphened(token: Token) -> bool:
    """Whether a token is a possessive mark, a hyphen inside a word, or has one beside it."""
    if token.text in ("'s", "’s"):
        return True
    around = token.doc[max(0, token.i - 1) : token.i + 2]
    return any(_hyphen(t) for t in around)
