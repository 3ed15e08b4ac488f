"""Links as choices: candidates, what is true of each, and how much each truth counts.

A link (what a figure measures, who "he" is) is chosen among candidates. What is true of a candidate is said in named
features, "same clause" or "subject of the verb"; a file of weights says how much each counts; the heaviest candidate
wins, and the feature that did most to set it apart is the record's provenance. "Nothing" is a candidate as well.

Weights are written by hand or fitted on gold; fitting is a command and no part of a run:

    python -m pipeline.choices                         # the choices that there are
    python -m pipeline.choices fit NAME GOLD OUT       # cross-validate over articles; --write: write the weights
    python -m pipeline.choices rules NAME GOLD OUT     # each feature: how often it decided, right and wrong

GOLD is a file of articles corrected by hand, OUT the folder that ``onrecord extract`` wrote for them.
"""

from pipeline.choices.choice import Choice, Features, Verdict, step
from pipeline.choices.example import Example

__all__ = ["Choice", "Example", "Features", "Verdict", "step"]
