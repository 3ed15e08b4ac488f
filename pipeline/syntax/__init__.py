"""Questions to the tree: who does it, in which clause, what hangs on what.

One query layer over the Universal Dependencies tree that the encoder leaves on a Doc. Every walk is bounded, so a
question costs the same in a sentence of ten tokens and in one of ten thousand. No question changes the Doc.

    >>> subject(verb)                  # "*Firm X* said it had cut 40 jobs": of "cut" the firm
    >>> path(a, b)                     # "obj↑ nsubj↓"
"""

from pipeline.syntax.clauses import clause, governs, verb_above
from pipeline.syntax.nouns import possessed
from pipeline.syntax.subjects import SUBJECTS, antecedent, own_subject, subject
from pipeline.syntax.tree import backwards, child, lexicon, path, paths, relation, steps, timed

__all__ = [
    "SUBJECTS",
    "antecedent",
    "backwards",
    "child",
    "clause",
    "governs",
    "lexicon",
    "own_subject",
    "path",
    "paths",
    "possessed",
    "relation",
    "steps",
    "subject",
    "timed",
    "verb_above",
]
