"""Properties: dates read back in every style, intervals in order, resolving is pure, offsets hold, time is linear."""

from __future__ import annotations

import calendar
import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dates import holidays, periods
from pipeline.dates.find import find
from pipeline.dates.outcome import Context
from pipeline.dates.publication import parse_absolute
from pipeline.dates.resolve import resolve
from tests.dates.conftest import NLP, Annotate
from tests.growth import grows

MONTHS = calendar.month_name
SHORT = " Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split(" ")  # noqa: SIM905
DAYS = calendar.day_name
STYLES = [
    lambda d: f"{MONTHS[d.month]} {d.day}, {d.year}",
    lambda d: f"{SHORT[d.month]} {d.day}, {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month]} {d.year}",
    lambda d: f"{DAYS[d.weekday()]}, {MONTHS[d.month]} {d.day}, {d.year}",
    lambda d: f"{DAYS[d.weekday()][:3]}, {d.day:02d} {MONTHS[d.month][:3]} {d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d.year}/{d.month:02d}/{d.day:02d}",
    lambda d: f"{d.month}/{d.day}/{d.year}",
]
days = st.dates(date(1900, 1, 1), date(2060, 12, 31))


@settings(max_examples=60)
@given(days, st.sampled_from(STYLES), days)
def test_any_day_in_any_style_reads_back(day: date, style: object, published: date) -> None:
    form = style(day)  # type: ignore[operator]
    doc = NLP.make_doc(f"The bridge opened on {form} at last.")
    [timex] = find(doc).timexes
    assert doc.text[timex.start : timex.end] == form
    result = resolve(timex, Context(datetime(published.year, published.month, published.day)))
    assert (result.value, result.begin, result.finish, result.anchor) == (*[day.isoformat()] * 3, None)
    absolute = parse_absolute(f"Published: {form}")
    assert absolute is not None
    assert absolute.value == day.isoformat()


PIECES = [
    "on Friday", "last week", "in the third quarter", "next March", "in June", "two years ago", "a year earlier",
    "this weekend",
    "the following day", "from Monday to Friday", "March 3-5", "Nov. 28-Jan. 3", "late last month", "later this year",
    "the past five years", "the first nine months", "the three months to September", "at 8 p.m. EST on Tuesday",
    "last night",
    "the end of 2023", "in the 1990s", "every Monday", "Christmas", "Easter Monday", "the winter of 2023-24", "Feb. 29",
    "the same period last year", "mid-May", "the 31st of April", "fiscal 2024", "on the 31st", "three and a half hours",
    "May",
    "12/11/2024", "99/99/2024", "0800 GMT", "the 0th quarter", "will", "said", ".", "\n", "\n\n", "$1990", "(2021-25)",
    "’s",
]  # fmt: skip


@settings(max_examples=80)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.one_of(st.none(), days))
def test_intervals_in_order_offsets_and_purity(pieces: list[str], published: date | None) -> None:
    doc = NLP.make_doc(" ".join(pieces))
    context = Context(datetime(published.year, published.month, published.day) if published else None)
    end = 0
    for timex in find(doc).timexes:
        assert end <= timex.start < timex.end <= len(doc.text)
        end = timex.end
        result = resolve(timex, context)
        assert result == resolve(timex, context)
        if result.begin and result.finish:
            assert result.begin[:10] <= result.finish[:10]


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    doc = NLP.make_doc(text)
    for timex in find(doc).timexes:
        resolve(timex, Context(datetime(2024, 2, 29)))


@settings(max_examples=50)
@given(st.text(max_size=120))
def test_any_header_line_is_survived(line: str) -> None:
    parse_absolute(line)


@settings(max_examples=80)
@given(days, st.sampled_from(["D", "WE", "W", "M", "Q", "SN", "H", "Y", "DE", "C"]), st.integers(-60, 60))
def test_periods_tile_the_calendar(day: date, unit: str, n: int) -> None:
    here = periods.around(unit, day)
    assert here.first <= here.last
    assert unit == "WE" or here.first <= day <= here.last
    if unit != "C" or abs(n) < 5:
        assert periods.shift(periods.shift(here, n), -n) == here
    assert (periods.shift(here, 1).first > here.last) or unit == "C"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Easter", "2024-03-31"), ("Easter", "2000-04-23"), ("Easter", "2038-04-25"), ("Orthodox Easter", "2024-05-05"),
        ("Thanksgiving", "2023-11-23"), ("Memorial Day", "2021-05-31"), ("Election Day", "2022-11-08"),
        ("Martin Luther King Day", "2025-01-20"), ("Black Friday", "2019-11-29"), ("Lunar New Year", "2023-01-22"),
    ],
)  # fmt: skip
def test_known_holidays(name: str, day: str) -> None:
    assert holidays.day_of(name, int(day[:4])) == date.fromisoformat(day)


def test_time_is_linear(annotate: Annotate) -> None:
    paragraph = (
        "The port said on Tuesday that cargo rose 8 percent in the first nine months from a year earlier, after a weak "
        "2023 in which 1,200 ships called. It will open a second pier by mid-June, two years after the first, and "
        "expects growth of 3 to 5 percent a year until 2030. Its manager may leave in March.\n\n"
    )
    annotate(paragraph)  # patterns are compiled on the first text

    def seconds(copies: int) -> float:
        text = paragraph * copies
        doc = NLP.make_doc(text)
        begin = time.process_time()
        find(doc)
        return time.process_time() - begin

    assert grows(seconds, 8, 80, most=15)
