"""Questions to the tree: who does it, in which clause, what hangs on what.

One query layer over the Universal Dependencies tree that the encoder leaves on a Doc. Every walk is bounded, so a
question costs the same in a sentence of ten tokens and in one of ten thousand. No question changes the Doc.

    >>> subject(verb)                  # "*Firm X* said it had cut 40 jobs": of "cut" the firm
    >>> paths(a)(b)                    # "obj↑ nsubj↓"
"""

from pipeline.syntax.clauses import clause, governs, verb_above
from pipeline.syntax.subjects import SUBJECTS, own_subject, subject
from pipeline.syntax.tree import child, lexicon, paths, relation, steps, timed

__all__ = [
    "SUBJECTS",
    "child",
    "clause",
    "governs",
    "lexicon",
    "own_subject",
    "paths",
    "relation",
    "steps",
    "subject",
    "timed",
    "verb_above",
]
