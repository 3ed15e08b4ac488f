"""Questions to the tree: who does it, to what, in which clause, within which phrase.

One query layer over the Universal Dependencies tree that the encoder leaves on a Doc. Every walk is bounded, so a
question costs the same in a sentence of ten tokens and in one of ten thousand. No question changes the Doc.

    >>> subject(verb)                  # "*Firm X* said it had cut 40 jobs": of "cut" the firm
    >>> path(a, b)                     # "obj↑ nsubj↓"
    >>> noun_phrase(noun).text         # "the total cost of the bridge"
"""

from pipeline.syntax.clauses import clause, governs, verb_above, verb_before
from pipeline.syntax.nouns import following_noun, noun_phrase, object_of, possessed
from pipeline.syntax.subjects import (
    SUBJECTS,
    antecedent,
    nearest_subject,
    object,
    own_subject,
    subject,
)
from pipeline.syntax.tree import backwards, below, child, lexicon, path, steps, timed

__all__ = [
    "SUBJECTS",
    "antecedent",
    "backwards",
    "below",
    "child",
    "clause",
    "following_noun",
    "governs",
    "lexicon",
    "nearest_subject",
    "noun_phrase",
    "object",
    "object_of",
    "own_subject",
    "path",
    "possessed",
    "steps",
    "subject",
    "timed",
    "verb_above",
    "verb_before",
]
