"""The narrative frame: what opens it, what is told in it, what leaves it; histories."""

from datetime import date

import pytest

from pipeline.dates import frame, periods
from tests.dates.conftest import Annotate, shown, unmark

PUBLISHED = "2025-03-05"
NEWS = [
    "On [3 May 1998|1998-05-03] he sailed for Lima. On [10 June|1998-06-10] he was wrecked.",
    "The mill was built in [1974|1974]. In [May of that year|1974-05] it had six looms. In [August|1974-08] it burned.",
    # the next line, the year of the paper, a day of the paper, what is to come, a bare year: out of it
    "On [3 May 1998|1998-05-03] he sailed for Lima.\nOn [10 June|2024-06-10] a film of it was shown.",
    "On [3 May 1998|1998-05-03] he sailed. He came [last week|2025-W09], and in [June|2024-06] he fell.",
    "On [3 May 1998|1998-05-03] he sailed. The film will open on [10 June|2025-06-10].",
    "In [1998|1998] he sailed for Lima. In [June|2024-06] a film of it was shown.",
    "In [1998|1998] ships sank on [February 6|1998-02-06], then on [October 22|1998-10-22].",
    "On [20 December 1998|1998-12-20] he sailed. On [3 January|1999-01-03] he was wrecked.",
    "On [3 May 1998|1998-05-03] he sailed. [Three days later|1998-05-06] he was ill, at [Christmas|1998-12-25] well.",
]
HISTORY = (
    "Lorvik was a village when the war came in [1912|1912]. On [4 March 1912|1912-03-04] the first guns were heard.\n\n"
    "By [April|1912-04] the bridge was gone. The council met on [Monday|1912-04-01] and fled on [6 May|1912-05-06].\n\n"
    "In [the autumn of 1913|1913-FA] the mill fell. It was [January|1914-01] before bread came. On "
    "[2 July 1915|1915-07-02] the fleet left. Peace was signed on [3 May 1916|1916-05-03], and in [June|1916-06] the "
    "school was open again.\n\n"
    "The bridge was rebuilt in [1921|1921]. [A year earlier|1920] a ferry had sunk."
)


@pytest.mark.parametrize("marked", [*NEWS, HISTORY])
def test_months_and_days_are_told_in_the_frame(annotate: Annotate, marked: str) -> None:
    text, rows = unmark(marked)
    assert shown(annotate(text, PUBLISHED)._.dates) == [(form, value) for form, value, _ in rows]


def test_a_told_date_is_anchored_where_the_story_stands(annotate: Annotate) -> None:
    told = annotate("On 3 May 1998 he sailed. On 10 June he was wrecked.", PUBLISHED)._.dates[1]
    assert (told.begin, told.anchor) == ("1998-06-10", "1998-05-03")


def test_a_history_needs_no_date_of_its_own(annotate: Annotate) -> None:
    text, rows = unmark(HISTORY.replace("[Monday|1912-04-01]", "[the fifth of May|1912-05-05]"))
    assert shown(annotate(text, None)._.dates) == [(form, value) for form, value, _ in rows]


@pytest.mark.parametrize(
    ("at", "month", "day", "expected"),
    [
        ("1998-05-03", 6, 10, "1998-06-10"),
        ("1998-05-03", 5, 1, "1998-05-01"),
        ("1998-12-20", 1, 3, "1999-01-03"),
        ("1998-09-01", 5, 1, "1998-05-01"),
        ("1998-12-20", 10, 3, "1998-10-03"),
    ],
)
def test_the_same_year_unless_its_turn_is_nearer(at: str, month: int, day: int, expected: str) -> None:
    here = periods.around("D", date.fromisoformat(at))
    assert frame.near([date(year, month, day) for year in frame.of_year(here)], here) == date.fromisoformat(expected)
