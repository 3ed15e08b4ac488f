"""Every class of expression: a row is a publication day and a sentence with [expression|value MOD|begin..finish].

The interval may be left out. A Wednesday, 2025-03-05, where no other day is needed.
"""

import pytest

from tests.dates.conftest import Annotate, shown, unmark

WED = "2025-03-05"
ROWS = [
    # calendar days
    (WED, "The museum opened on [March 3, 2021|2021-03-03|2021-03-03..2021-03-03] to crowds."),
    (WED, "It shut again on [5 April 2022|2022-04-05]."),
    (WED, "Her diary says [Sat, 1 Mar 2025|2025-03-01]."),
    (WED, "They voted on [the fifth of March|2025-03-05] and on [March the eighth|2025-03-08]."),
    (WED, "The file is stamped [2024-11-02|2024-11-02] and [2/11/2024|2024-02-11]."),
    (WED, "Rain came on [Feb. 29|2024-02-29|2024-02-29..2024-02-29] and stayed."),
    (WED, "The hearing is on [April 24|2025-04-24] and [25|2025-04-25]."),
    (WED, "Doors closed on [March 3|2025-03-03] and reopened on [the 14th|2025-03-14]."),
    (WED, "They meet on [the 15th of next month|2025-04-15] to mourn the [7 October|2024-10-07] dead."),
    (WED, "The trial goes on [a week on Friday|2025-03-14], the fair [a fortnight today|2025-03-19]."),
    (WED, "The bar was open [Monday to Friday|2025-02-24/2025-02-28]."),
    (WED, "Signed on [14-Oct-11|2011-10-14] and [9th Mar 74|1974-03-09], closed in [7/2019|2019-07]."),
    (WED, "The letter of [July 2,2024|2024-07-02] came by about [4pm on Monday|2025-03-03T16:00 APPROX]."),
    (WED, "It is shut on [12|2025-05-12] and [13 May|2025-05-13]."),
    (WED, "On [May 3|2025-05-03], [4|2025-05-04] and [6|2025-05-06]."),
    (WED, "[Tuesday of last week|2025-02-25], [Wednesday last week|2025-02-26] and [Friday last|2025-02-28]."),
    (WED, "They meet on [Thursday week|2025-03-13], [the second Tuesday of November|2024-11-12]."),
    (WED, "[The last Sunday in May|2025-05-25]."),
    # months and years
    (WED, "From [May to October 2020|2020-05/2020-10|2020-05-01..2020-10-31]."),
    (WED, "From [March to May in 2016|2016-03/2016-05]."),
    (WED, "[Between January and April this year|2025-01/2025-04|2025-01-01..2025-04-30] it rained."),
    (
        WED,
        "[Between May 1, 2011, and June 10, 2011|2011-05-01/2011-06-10] he hid; [the month of June|2024-06] was hot.",
    ),
    (WED, "For [the rest of the year|2025 END|2025-03-05..2025-12-31]."),
    (WED, "[The late 1990s|199 END] or the [late March|2025-03 END] trip."),
    (
        WED,
        "[The year|P1Y|2023-07-01..2024-06-30] to [end-June|2024-06 END] was wet; debt at [end-2023|2023 END] was low.",
    ),
    (
        WED,
        "[February|2025-02] beat [the same month last year|2024-02], not [half a century ago|1975].",
    ),
    (WED, "Prices peaked in [May 2010|2010-05|2010-05-01..2010-05-31]."),
    (WED, "The house dates from [1848|1848|1848-01-01..1848-12-31], the barn from [the year 1901|1901]."),
    (WED, "He retired back in ['98|1998]."),
    (WED, "He was elected in [nineteen ninety-six|1996] and again in [two thousand four|2004]."),
    (WED, "Costs fell in [mid-1996|1996 MID|1996-05-01..1996-08-31]."),
    (WED, "[Early last year|2024 START|2024-01-01..2024-04-30] it rained; [late February|2025-02 END] was dry."),
    (WED, "By [the end of next month|2025-04 END|2025-04-21..2025-04-30] all is done."),
    (WED, "Births doubled in [June last year|2024-06|2024-06-01..2024-06-30]."),
    # decades, centuries, eras
    (WED, "Wages stood still in [the 1970s|197|1970-01-01..1979-12-31] and ['80s|198] films."),
    (WED, "In [the early 2000s|200 START|2000-01-01..2003-12-31] it was a village."),
    (WED, "Trade grew in [the 19th century|18|1800-01-01..1899-12-31]."),
    (WED, "[The nineties|199] were loud, [the 1970s|197] and [80s|198] too."),
    (
        WED,
        "The [2016|2016] quake and, although [2019|2019] was dry, rain from [2011-2016|2011/2016] - 412 mm - are told.",
    ),
    (WED, "It saves $5 a year from [2026|2026|2026-01-01..2026-12-31]."),
    # quarters, halves, fiscal years, seasons
    (WED, "Sales fell in [the fourth quarter|2024-Q4|2024-10-01..2024-12-31]."),
    (WED, "It earned more in [1Q24|2024-Q1|2024-01-01..2024-03-31] and [H1'23|2023-H1] than in [2Q 2022|2022-Q2]."),
    (WED, "[Last quarter|2024-Q4] beat [the last quarter of 2020|2020-Q4]."),
    (WED, "[Quarter 2 2017|2017-Q2]; [2016-Q2|2016-Q2] did not."),
    (WED, "[The June quarter|2024-Q2] and [the January-March quarter|2025-Q1]."),
    (WED, "Were dry, [the April-June period|2024-04/2024-06] was not."),
    (WED, "[The fiscal second quarter|2024-Q2|None..None]."),
    (WED, "[the fourth quarter of fiscal 2024|2024-Q4|None..None] were lean."),
    (WED, "[This financial year|FY2025|None..None], [the 2019/20 fiscal year|FY2019|None..None]."),
    (WED, "The [2022/23|2022/2023|None..None] season."),
    (WED, "It lost money in [the quarter|2024-Q3|2024-06-29..2024-09-28] ended [Sept. 28|2024-09-28]."),
    (WED, "[Third-quarter|2024-Q3] profit and [Q1 2023|2023-Q1] losses were revised."),
    (WED, "Output in [the second half of 2024|2024-H2|2024-07-01..2024-12-31] was flat."),
    (WED, "[This year's first quarter|2025-Q1] beat [the third quarter of 2019|2019-Q3]."),
    (WED, "The region's budget for [fiscal 2023|FY2023] and [FY2022|FY2022] is public."),
    (
        WED,
        "India's deficit in [FY25|FY2025|2024-04-01..2025-03-31] and [fiscal 2022-23|FY2022|2022-04-01..2023-03-31].",
    ),
    (WED, "Japan's debt grew in [fiscal 2023|FY2023|2023-04-01..2024-03-31]."),
    (WED, "The federal deficit shrank in [fiscal 2024|FY2024|2023-10-01..2024-09-30]."),
    (WED, "[Last summer|2024-SU|2024-06-01..2024-08-31] was hot, [next spring|2026-SP] may be wet."),
    (WED, "Snow fell in [the winter of 2023-24|2023-WI|2023-12-01..2024-02-29]."),
    # relative to the day of publication
    (WED, "The mill closed [yesterday|2025-03-04|2025-03-04..2025-03-04] and opens [tomorrow|2025-03-06]."),
    (WED, "They spoke [the day before yesterday|2025-03-03]."),
    (WED, "Fares rose [last week|2025-W09|2025-02-24..2025-03-02] and [this month|2025-03]."),
    (WED, "[Next year|2026]'s fair moves to [the coming month|2025-04]."),
    (WED, "He left [two years ago|2023|2023-01-01..2023-12-31] and wrote [three weeks ago|2025-W07]."),
    (WED, "She called [10 days ago|2025-02-23|2025-02-23..2025-02-23]."),
    (WED, "The pier burned [more than a decade ago|201 MORE_THAN]."),
    (WED, "[Earlier this month|2025-03 START|2025-03-01..2025-03-05] a bus was late."),
    (WED, "[Later this year|2025 END|2025-03-05..2025-12-31] it may be early."),
    (WED, "[This Friday|2025-03-07] is free, [last Friday|2025-02-28] was not, [next Monday|2025-03-10] is full."),
    (WED, "The fleet sailed [last weekend|2025-W09-WE|2025-03-01..2025-03-02]."),
    (WED, "It ran in [the week of March 10|2025-W11|2025-03-10..2025-03-16]."),
    ("2025-12-24", "Shops rest [next week|2026-W01|2025-12-29..2026-01-04]."),
    ("2024-12-30", "The mayor returns [next week|2025-W02|2025-01-06..2025-01-12]."),
    # clock times and parts of days
    (WED, "Voting ended at [8:30 p.m.|2025-03-05T20:30|2025-03-05T20:30..2025-03-05T20:30] sharp."),
    (WED, "The lift broke at [0930 GMT on Monday|2025-03-03T09:30Z|2025-03-03T09:30Z..2025-03-03T09:30Z]."),
    (WED, "It landed at [5 pm EST Tuesday|2025-03-04T17:00|2025-03-04T17:00-05:00..2025-03-04T17:00-05:00]."),
    (WED, "A crash at [3 p.m.|2025-03-03T15:00] ([1900 GMT|2025-03-03T19:00Z]) on [Monday|2025-03-03] hurt two."),
    (WED, "The bar is open [9am-5pm|2025-03-05T09:00/2025-03-05T17:00]."),
    (WED, "Open from [6:00 to 7:30 p.m.|2025-03-05T18:00/2025-03-05T19:30]."),
    (WED, "From [5 to 7 pm|2025-03-05T17:00/2025-03-05T19:00]."),
    (WED, "Trains stop at [a quarter to eleven|2025-03-05T10:45]."),
    (WED, "At [half past six|2025-03-05T06:30]; [last evening|2025-03-04TEV] at nine."),
    (WED, "[Early on the morning of March 4|2025-03-04TMO START]."),
    (WED, "It rang; [Monday lunchtime|2025-03-03TMI|None..None] was quiet."),
    (WED, "It will shut at [8 tonight|2025-03-05T20:00]."),
    (WED, "It rang at [6:52 on Monday evening|2025-03-03T18:52] and at [10:35 the next morning|2025-03-04T10:35]."),
    (WED, "It rained [between 2 a.m. and 4 a.m. on Sunday|2025-03-02T02:00/2025-03-02T04:00]."),
    (WED, "It is due at [7 o'clock|2025-03-05T07:00] or at [noon|2025-03-05T12:00]."),
    (WED, "[Monday morning|2025-03-03TMO|2025-03-03T06:00..2025-03-03T11:59] was foggy."),
    (WED, "[Last night|2025-03-04TNI] was clear, [this evening|2025-03-05TEV] will not be."),
    (WED, "The alarm rang at [4 in the morning|2025-03-05T04:00]."),
    (WED, "Shifts run from [9 a.m. to 5 p.m.|2025-03-05T09:00/2025-03-05T17:00]"),
    (WED, "Filed [2025-03-06T20:30:36+08:00|2025-03-06T20:30:36]"),
    # lengths
    (WED, "Figures for [the week|P1W|2025-03-10..2025-03-16] beginning [10 March|2025-03-10]."),
    (WED, "[Four and a half years ago|2020-09], [two and a half weeks ago|2025-02-16]."),
    (WED, "[3 years, 4 months ago|2021-11]."),
    (WED, "It formed [66,000 years ago|KA66] and is up [year-to-date|2025|2025-01-01..2025-03-05]."),
    (WED, "They gave 3 million [to date|PRESENT_REF]."),
    (WED, "The siege lasted [three and a half hours|PT3H30M] or [two hours and 30 minutes|PT2H30M]."),
    (WED, "After [nearly seven years|P7Y LESS_THAN] the [two-day|P2D] strike of [a couple of weeks|P2W APPROX] ended."),
    (WED, "About [five hours|PT5H APPROX], [at least 10 days|P10D EQUAL_OR_MORE] and [half an hour|PT30M] passed."),
    (WED, "It rusted for [decades|PXDE], for [a quarter of a century|P25Y], not for [a year and a half|P1Y6M]."),
    (WED, "For [more than a quarter of a century|P25Y MORE_THAN] just over a quarter paid."),
    (WED, "Less than a quarter of them paid."),
    (WED, "Trade grew in [the late 19th century|18 END|1867-01-01..1899-12-31] until [5pm|2025-03-05T17:00]."),
    (WED, "Cities of [tomorrow|FUTURE_REF] need trams; in a year marked by strikes, none was built."),
    (WED, "It must pay within [a week|P1W] and rest for [a month or two|P1M EQUAL_OR_MORE]."),
    (WED, "It closed barely [a month|P1M] after he came; tea costs two crowns a day."),
    (WED, "Over [the past five years|P5Y|2020-03-05..2025-03-05] rents doubled."),
    (WED, "Within [the next two months|P2M|2025-03-05..2025-05-05] they halve."),
    (
        WED,
        "[The last three months of 2024|P3M|2024-10-01..2024-12-31], [the first six months|P6M|2024-01-01..2024-06-30]",
    ),
    (WED, "In [the six months|P6M|2024-04-01..2024-09-30] ended [Sept. 30|2024-09-30] it lost money."),
    (WED, "[Recent months|PXM|None..2025-03-05] were kind; [the coming years|PXY|2025-03-05..None] may not be."),
    (WED, "In the last year of his term, [the first week of March|2025-W09] and [the last day of 2023|2023-12-31]."),
    (
        WED,
        "It took [four-five years|P4Y EQUAL_OR_MORE], [one-to-seven days|P1D EQUAL_OR_MORE], [half-a-decade|P5Y].",
    ),
    (
        WED,
        "[The past three-four years|P3Y EQUAL_OR_MORE|None..2025-03-05] were dry, as were [these past two years|P2Y].",
    ),
    (
        WED,
        "Kept [a month-and-a-half|P1.5M] [100+ years|P100Y EQUAL_OR_MORE], [13.8 billion years|P13800000000Y].",
    ),
    (WED, "The mill shut [a quarter century ago|2000], the inn [15 years back|2010], the pub [a decade ago|2015]."),
    (
        WED,
        "In [the last decade|P10Y|2015-03-05..2025-03-05], over [the next week|P1W|2025-03-05..2025-03-12] too.",
    ),
    (
        WED,
        "[The next few minutes|PTXM|None..None] and [the year ahead|P1Y|2025-03-05..2026-03-05], [another year|P1Y].",
    ),
    (WED, "[The last weeks|PXW|None..None] of his race; [his final months|PXM|None..None]; [this past decade|P10Y]."),
    (
        WED,
        "For [48 hours or more|PT48H EQUAL_OR_MORE]; a [decades-long|PXDE] feud for [over 50 years|P50Y MORE_THAN].",
    ),
    (WED, "[The last week of April|2025-W17] is not [the last week of May|2025-W22]; as of [end January|2025-01 END]."),
    (WED, "Over [the years|PXY], in the [weeks|PXW] before the vote, it grew."),
    # sets and vague references
    (WED, "[The day after|XXXX-XX-XX|None..None] the election he left; in [those days|PAST_REF] people walked."),
    (WED, "They meet on [the first Sunday of every month|P1M] and left at [ten past eight|2025-03-05T08:10]."),
    (WED, "[The fiscal year|FY2024|2023-07-01..2024-06-30] ended [June 30|2024-06-30]; [Q4/2024|2024-Q4] was lean."),
    (WED, "It opened [a year and a half ago|2023-09], closed [two and a half months ago|2024-12]."),
    (WED, "They vote [a week from Tuesday|2025-03-18]; [Year to date|2025|2025-01-01..2025-03-05] it grew."),
    (WED, "It took [a week|P1W], then just [a month|P1M]; a [week-long|P1W] wait - [weeks|PXW] after the vote."),
    (WED, "On an [annual|P1Y] basis; a [bi-monthly|P2M] paper and a [semi-annual|P6M] fair."),
    (WED, "Boats leave [daily|P1D], [every Tuesday|XXXX-WXX-2], [twice a week|P1W] and [every other month|P2M]."),
    (WED, "Markets open on [Fridays|XXXX-WXX-5], [each July|XXXX-07] and on [weekends|XXXX-WXX-WE]."),
    (WED, "[Now|PRESENT_REF] as in [the past|PAST_REF], [recently|PAST_REF] or in [the near future|FUTURE_REF]."),
    # ranges
    (WED, "The fair ran [March 3-5|2025-03-03/2025-03-05|2025-03-03..2025-03-05]."),
    (WED, "Closed [Dec. 28-Jan. 3|2024-12-28/2025-01-03|2024-12-28..2025-01-03]."),
    (WED, "Growth [between 2010 and 2015|2010/2015|2010-01-01..2015-12-31] beat [2016-19|2016/2019]."),
    (WED, "It rose from [2014 to 2022|2014/2022] and in [2026–30|2026/2030] may rise."),
    (WED, "Exports from [January to September 2024|2024-01/2024-09|2024-01-01..2024-09-30] shrank."),
    (WED, "He was in court from [Monday to Friday|2025-02-24/2025-02-28|2025-02-24..2025-02-28]."),
    (WED, "Under [the 14th Five-Year Plan (2021-25)|2021/2025|2021-01-01..2025-12-31] rail grew."),
    (WED, "[The 13th Five-Year Plan period|2016/2020|2016-01-01..2020-12-31] is over."),
    # holidays
    (WED, "Trains stop on [Christmas Day 2023|2023-12-25] and stopped [last Thanksgiving|2024-11-28]."),
    (WED, "[Easter Monday|2025-04-21] and [Good Friday|2025-04-18] are days off."),
    (WED, "[Labor Day|2024-09-02] sales beat those of [Memorial Day weekend|2024-W21-WE|2024-05-25..2024-05-26]."),
]


@pytest.mark.parametrize(("published", "marked"), ROWS, ids=[marked[:50] for _, marked in ROWS])
def test_found_and_resolved(annotate: Annotate, published: str, marked: str) -> None:
    text, rows = unmark(marked)
    dates = annotate(text, published)._.dates
    assert shown(dates) == [(form, value) for form, value, _ in rows]
    for date, (_, _, interval) in zip(dates, rows, strict=True):
        if interval:
            assert f"{date.begin}..{date.finish}" == interval


NOT_DATES = [
    "He may march on; march he did, and he sat in the sun for a second.",
    "A total of 1980 people and 1,500 cars crossed.",
    "The court split 5-4 and the side won 3-2 at odds of 50/50.",
    "Call 555-2024, fly a Boeing 747 or mount SAT-3/4.",
    "Open 24/7 since the 9/11 attacks.",
    "She is 47 years old, he a 5-year-old, both aged 30 at heart.",
    "Vision 2030 and Expo 2025 are names.",
    "About three-quarters of it is water; it cost $1984.",
    "Rated 4.5 stars, 10.5% of 2000 km done.",
    "Sales rose to $4.0 billion year-over-year, the third win over the past seven games.",
    "In their early 30s, her mid-20s; made up of 18-30 year-olds; one-quarter of them; the third quarter of the match.",
    "A lease of 60 737-10s; stars that are light-years away; the current account.",
]


@pytest.mark.parametrize("text", NOT_DATES)
def test_no_dates_here(annotate: Annotate, text: str) -> None:
    assert shown(annotate(text)._.dates) == []


def test_dropped_candidates_have_reasons(annotate: Annotate) -> None:
    rejected = annotate("A 5-year-old saw Vision 2030 on 24/7 news.")._.rejected
    assert [(r.text, r.reason, r.stage) for r in rejected] == [
        ("5-year-old", "an age", "dates"),
        ("2030", "part of a name", "dates"),
        ("24/7", "a name, not a date", "dates"),
    ]
