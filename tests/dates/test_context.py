"""What the context decides: tense and prepositions, the narrative, an article without a date, the order of numbers."""

import pytest
from spacy.tokens import Doc

from pipeline.dates import readings, tree
from tests.dates.conftest import NLP, Annotate, shown, unmark

DIRECTION = [
    ("2025-03-06", "He has been in prison since [April|2024-04]."),
    ("2025-03-06", "The fair will open on [Tuesday|2025-03-11]."),
    ("2025-03-06", "The fair opened on [Tuesday|2025-03-04]."),
    ("2025-03-07", "The fair opened on [Friday|2025-03-07]."),
    ("2025-03-06", "Bids are due to be unsealed on [Monday|2025-03-10]."),
    ("2025-03-06", "They want it signed by [Saturday|2025-03-08]."),
    ("2025-03-06", "He has waited since [Saturday|2025-03-01]."),
    ("2025-03-06", "Peru will host the games in [September|2025-09]."),
    ("2025-03-06", "Peru hosted the games in [September|2024-09]."),
    ("2025-12-30", "The toll bridge opens on [Jan. 5|2026-01-05]; it closed on [Dec. 28|2025-12-28]."),
    (
        "2025-03-06",
        "The lease could end as soon as [Monday|2025-03-10]; it was renewed as recently as [Friday|2025-02-28].",
    ),
    ("2025-03-06", "Until [Monday|2025-03-03], they had not asked for rent."),
    ("2024-10-24", "The dairy expects to post a loss for [the third quarter|2024-Q3]."),
    ("2024-10-24", "The dairy will open a shop in [the first quarter|2025-Q1]."),
    ("2025-01-03", "The pact was signed in [December|2024-12] and lapses in [March|2025-03]."),
]
NARRATIVE = [
    (
        "2025-03-05",
        "In [2019|2019] he moved to Lima. [A year earlier|2018] he had wed; [the following year|2020] he left.",
    ),
    (
        "2025-03-05",
        "It began on [Jan. 10|2025-01-10]. [The next day|2025-01-11] all ran, [three days later|2025-01-14] it ended.",
    ),
    (
        "2025-03-05",
        "In [the third quarter|2024-Q3] net fell from [a year earlier|2023-Q3] and [the year-earlier period|2023-Q3].",
    ),
    ("2025-03-05", "Net for [the first quarter of 2024|2024-Q1] beat [the same period last year|2024-Q1]."),
    ("2025-03-05", "Profit rose from [a year earlier|2024]."),
    ("2025-03-05", "Sales hit £5.1m in [2023|2023], up from £4.2m in [2022|2022]. [A year earlier|2022] costs fell."),
    ("2025-08-12", "[The first seven months|P7M] were wet, up on [the same period of last year|2024-01/2024-07]."),
    ("2025-03-05", "The tax falls to 6 percent in [April|2025-04] and to 3 [a year later|2026-04]."),
    (
        "2025-03-05",
        "He said in [early February|2025-02 START] that all would be gone by [the end of the month|2025-02 END].",
    ),
    ("2025-08-12", "In [the second quarter|2025-Q2] it rose, in [the same period|2025-Q2] costs fell."),
    ("2025-01-06", "In [the first 11 months of the year|P11M] it grew."),
    ("2025-11-05", "The firm's [fiscal third quarter|2025-Q3] was weak; [the quarter|2025-Q3] before was not."),
]
JOINED = [
    ("2025-03-05", "The inquest sat in [July|2000-07] and [August 2000|2000-08]."),
    ("2025-03-05", "Many drowned between [January|2024-01] and [15 December 2024|2024-12-15]."),
    ("2025-03-05", "It rained in [December|1998-12] and [January 1999|1999-01]."),
]
KNOWN_DAYS = [
    ("2025-03-05", "The Capitol was stormed on [Jan. 6|2021-01-06]; [Jan. 6|2021-01-06] is not forgotten."),
    ("2025-03-05", "The fair opened on [Jan. 6|2025-01-06]."),
    ("2020-03-05", "The Capitol was closed on [Jan. 6|2020-01-06]."),
]
PAPERS = [  # weeks, weekends and days as a paper of that weekday has them
    ("2025-03-05", "He fell [last Tuesday|2025-02-25] and rose on [Tuesday|2025-03-04]."),
    ("2025-03-05", "He was hurt in an [overnight|2025-03-04TNI] crash; talks may go on [overnight|2025-03-05TNI]."),
    ("2025-03-05", "The debate is ahead of [Friday|2025-03-07]'s vote; it was pushed to [Monday|2025-03-10]."),
    ("2025-03-09", "Leaders will meet [this week|2025-W11]; rain fell [this week|2025-W10]."),
    ("2025-01-08", "The seat is his until [this fall|2025-FA]."),
    ("2014-03-11", "Crowds gathered [this past weekend|2014-W10-WE]."),
    ("2024-01-13", "He scored 26 goals [last season|2022/2023] and 9 [this season|2023/2024]."),
]
UNDATED = [
    (None, "On [Wednesday|XXXX-WXX-3] and [March 5|XXXX-03-05] it rained, as it had [yesterday|XXXX-XX-XX]."),
    (None, "In [2019|2019] it was dry; [the following year|2020] was not, nor was [last year|XXXX]."),
    (None, "Over [the past five years|P5Y] it cost more than [now|PRESENT_REF]."),
]


@pytest.mark.parametrize(("published", "marked"), DIRECTION + NARRATIVE + JOINED + KNOWN_DAYS + PAPERS + UNDATED)
def test_context(annotate: Annotate, published: str | None, marked: str) -> None:
    text, rows = unmark(marked)
    assert shown(annotate(text, published)._.dates) == [(form, value) for form, value, _ in rows]


def test_undated_relative_has_no_interval(annotate: Annotate) -> None:
    dates = annotate("It rained yesterday, on Friday and last year.", None)._.dates
    assert [(date.begin, date.finish, date.anchor) for date in dates] == [(None, None, None)] * 3


@pytest.mark.parametrize(
    ("text", "config", "value"),
    [
        ("Due 03/04/2025.", {}, "2025-03-04"),
        ("Due 03/04/2025.", {"date_order": "DMY"}, "2025-04-03"),
        ("Due 03/04/2025.", {"country": "GB"}, "2025-04-03"),
        ("Due 03/04/2025.", {"country": "US"}, "2025-03-04"),
        ("Paid 25/12/2024. Due 03/04/2025.", {"date_order": "MDY"}, "2025-04-03"),
        ("Paid 12/25/2024. Due 03/04/2025.", {"date_order": "DMY"}, "2025-03-04"),
    ],
)
def test_order_of_numbers(annotate: Annotate, text: str, config: dict[str, str], value: str) -> None:
    assert annotate(text, **config)._.dates[-1].value == value


# word/TAG/dependency/head, in order; the expression is the word in brackets
PARSES = [
    ("They/PRP/nsubj/2 will/MD/aux/2 meet/VB/ROOT/2 [Friday]/NNP/obl/2", 1),
    ("They/PRP/nsubj/1 met/VBD/ROOT/1 [Friday]/NNP/obl/1", -1),
    ("They/PRP/nsubj/2 have/VBP/aux/2 met/VBN/ROOT/2 [Friday]/NNP/obl/2", -1),
    ("He/PRP/nsubj/1 agreed/VBD/ROOT/1 to/TO/mark/3 leave/VB/xcomp/1 [Friday]/NNP/obl/3", 1),
    ("He/PRP/nsubj/1 failed/VBD/ROOT/1 to/TO/mark/3 leave/VB/xcomp/1 [Friday]/NNP/obl/3", -1),
    ("Talks/NNS/nsubj/1 stall/VBP/ROOT/1 [Friday]/NNP/obl/1", 0),
    ("Talks/NNS/nsubj/1 open/VBP/ROOT/1 [Friday]/NNP/obl/1", 1),
    ("Talks/NNS/nsubj/1 open/VBP/ROOT/1 after/IN/case/4 [Friday]/NNP/nmod/4 vote/NN/obl/1", 0),
    ("Talks/NNS/nsubj/1 open/VBP/ROOT/1 after/IN/case/3 [Friday]/NNP/obl/1", 0),
    ("Talks/NNS/nsubj/2 could/MD/aux/2 fail/VB/ROOT/2 [Friday]/NNP/obl/2", 1),
    ("He/PRP/nsubj/3 could/MD/aux/3 not/RB/advmod/3 leave/VB/ROOT/3 [Friday]/NNP/obl/3", 0),
    ("Talks/NNS/nsubj/2 are/VBP/aux/2 scheduled/VBN/ROOT/2 for/IN/case/4 [Friday]/NNP/obl/2", 1),
    ("Neither/DT/nsubj/2 could/MD/aux/2 leave/VB/ROOT/2 [Friday]/NNP/obl/2", 0),
    ("They/PRP/nsubj/1 hope/VBP/ROOT/1 to/TO/mark/3 skirt/VB/xcomp/1 [Friday]/NNP/nmod:poss/5 ruling/NN/obj/3", -1),
    ("They/PRP/nsubj/1 hope/VBP/ROOT/1 to/TO/mark/3 win/VB/xcomp/1 [Friday]/NNP/nmod:poss/5 game/NN/obj/3", 1),
    ("A/DT/det/1 deal/NN/ROOT/1 signed/VBN/acl/1 [Friday]/NNP/obl/2", -1),
]


@pytest.mark.parametrize(("parse", "expected"), PARSES)
def test_direction_by_the_parse(parse: str, expected: int) -> None:
    doc, start, end = _parsed(parse)
    assert tree.direction(doc, start, end) == expected


# what says itself when something took place
HAPPENED = [
    ("He/PRP/nsubj/2 was/VBD/aux:pass/2 jailed/VBN/ROOT/2 in/IN/case/4 [April]/NNP/obl/2", True),
    ("It/PRP/nsubj/1 rose/VBD/ROOT/1 from/IN/case/4 2/CD/nummod/4 %/NN/obl/1 in/IN/case/6 [April]/NNP/nmod/4", True),
    ("It/PRP/nsubj/1 was/VBD/ROOT/1 put/VBN/xcomp/1 off/RP/compound:prt/2 to/IN/case/5 [May]/NNP/obl/2", False),
    ("They/PRP/nsubj/1 set/VBD/ROOT/1 [May]/NNP/obl/1 as/IN/case/4 date/NN/obl/1", False),
    ("They/PRP/nsubj/1 left/VBD/ROOT/1 the/DT/det/4 [May]/NNP/compound/4 vote/NN/obj/1", False),
]


@pytest.mark.parametrize(("parse", "expected"), HAPPENED)
def test_what_happened_then(parse: str, expected: bool) -> None:
    assert tree.happened(*_parsed(parse)) == expected


# what says itself when something is to take place
TO_COME = [
    ("It/PRP/nsubj/1 takes/VBZ/ROOT/1 effect/NN/obj/1 [May]/NNP/obl/1", True),
    ("They/PRP/nsubj/2 will/MD/aux/2 go/VB/ROOT/2 in/IN/case/4 [May]/NNP/obl/2", True),
    ("They/PRP/nsubj/2 will/MD/aux/2 go/VB/ROOT/2 till/IN/case/4 [May]/NNP/obl/2", False),
    ("They/PRP/nsubj/2 could/MD/aux/2 go/VB/ROOT/2 in/IN/case/4 [May]/NNP/obl/2", False),
]


@pytest.mark.parametrize(("parse", "expected"), TO_COME)
def test_what_is_to_come_then(parse: str, expected: bool) -> None:
    assert tree.to_come(*_parsed(parse)) == expected


# "today" as these days
NOWADAYS = [
    ("In/IN/case/3 [today]/NN/nmod:poss/3 's/POS/case/1 market/NN/obl/5 they/PRP/nsubj/5 fail/VBP/ROOT/5", True),
    ("The/DT/det/4 [today]/NN/nmod:poss/4 's/POS/case/1 big/JJ/amod/4 vote/NN/ROOT/4", False),
    ("Plague/NN/nsubj/2 is/VBZ/cop/2 rare/JJ/ROOT/2 [today]/NN/obl/2", True),
    ("The/DT/det/1 fair/NN/nsubj/2 opens/VBZ/ROOT/2 [today]/NN/obl/2", False),
    ("They/PRP/nsubj/1 met/VBD/ROOT/1 [today]/NN/obl/1", False),
    ("They/PRP/nsubj/2 will/MD/aux/2 meet/VB/ROOT/2 [today]/NN/obl/2", False),
]


@pytest.mark.parametrize(("parse", "expected"), NOWADAYS)
def test_today_as_these_days(parse: str, expected: bool) -> None:
    assert readings.nowadays(*_parsed(parse)) == expected


_LEMMAS = {"agreed": "agree", "failed": "fail", "scheduled": "schedule", "opens": "open", "takes": "take"}


def _parsed(parse: str) -> tuple[Doc, int, int]:
    rows = [piece.rsplit("/", 3) for piece in parse.split()]
    words = [row[0].strip("[]") for row in rows]
    at = next(i for i, row in enumerate(rows) if row[0].startswith("["))
    doc = Doc(
        NLP.vocab,
        words=words,
        tags=[row[1] for row in rows],
        pos=["VERB" if row[1].startswith("VB") and not row[2].startswith("aux") else "NOUN" for row in rows],
        lemmas=[_LEMMAS.get(w, w) for w in words],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
    )
    return doc, doc[at].idx, doc[at].idx + len(doc[at])
