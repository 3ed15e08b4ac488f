"""What a figure measures, what it tells of it and for when, read off the shipped model's tree."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline import extract
from pipeline.choices import Choice
from pipeline.claims.link.measure import WEIGHTS, drills
from pipeline.claims.link.phrases import possessed
from tests.trees import tree

# sentence | the figure | its measure
ROWS = [
    # the phrase ends before a time, an example, another figure, a clause
    ("Revenue in the quarter rose to $7 billion.", "$7 billion", "Revenue"),
    ("The median price for small homes in May was $3 million.", "$3 million", "median price for small homes"),
    ("Sales of large firms such as Orbico rose 9 percent.", "9 percent", "Sales of large firms"),
    ("They pay a $3,500 rent and two loans.", "$3,500", "rent"),
    # what follows the figure
    ("The firm spends 60 percent of its income on rent.", "60 percent", "income"),
    ("The plant returns at least 60 percent of the water to the lake.", "at least 60 percent", "water"),
    ("They won $5 million in damages.", "$5 million", "damages"),
    ("The museum paid $9 million for the painting.", "$9 million", "painting"),
    ("Workers dug 8 miles (13 km) of new tunnels.", "8 miles", "new tunnels"),
    ("Workers dug 8 miles (13 km) of new tunnels.", "13 km", "new tunnels"),
    ("The chief earns some 24 times the pay of a clerk.", "some 24 times", "pay of a clerk"),
    # what goes before it
    ("The group posted a quarterly loss of $5 million.", "$5 million", "quarterly loss"),
    ("Dirty water could cause sea levels to rise 11 feet.", "11 feet", "sea levels"),
    ("Exports fell, with imports falling 5 percent.", "5 percent", "imports"),
    ("They paid $9 million, half the sum asked.", "half", "sum"),
    ("The council approved $9 million for two cranes.", "$9 million", "cranes"),
    ("Rents will rise by an average of 5p a metre.", "5p a metre", "Rents"),
    ("It expects earnings per share of 4.2 pence.", "4.2 pence", "earnings per share"),
    ("Like-for-like sales were down 3.4 percent.", "3.4 percent", "Like-for-like sales"),
    ("Shares sank before paring losses to trade 11% lower.", "11%", "Shares"),
    ("The mill signed a deal in January worth €6.5m.", "€6.5m", "deal"),
    ("The van has a range of 400 miles.", "400 miles", "range"),
    ("The farm reared one calf in five.", "one calf in five", "calf"),
    ("The council approved a subsidy of $9 million for the route.", "$9 million", "subsidy"),
    ("They left a town of 58,000.", "58,000", "town"),
    ("Around 70 percent of patients slept well, while 12% did not.", "12%", "patients"),
    # values of a size, levels of an index
    ("The main index, which had gained 1%, closed at 1,478 points.", "1,478", "main index"),
    # restatements
    ("The estate has a net worth of 105 million yuan ($14 million).", "$14 million", "net worth"),
    # ranks
    # points are those of the index
    ("The index fell 1.2 percent, or 412.5 points.", "412.5", "index"),
    ("Joblessness fell 0.2 points to 3.7%.", "3.7%", "Joblessness"),
    ("Revenue edged up to £412m. Costs went up by £30m.", "£412m", "Revenue"),
    ("Analysts expect a rise of between 5% and 6% in rents.", "5% and 6%", "rents"),
    ("The council will set aside €12 million over four years for new trams.", "€12 million", "new trams"),
    ("Officers drew up a list of 20 “cold spot” streets where footfall is under the mean.", "20", "streets"),
    ("The town opened 40 “pocket parks” last spring.", "40", "pocket parks"),
    # changes beside a level
    ("The ferry carried 18 million people in June, a 4% increase.", "4%", "people"),
    ("The catch will hit 117 tons, the ministry said, 3% above last year's.", "3%", "catch"),
    # labels, levels of an index, ages, figures of figures
    ("The Nordex added 16 points, or 0.3%.", "16", "Nordex"),
    ("The sale values the firm at $9 billion, triple its value in 2021.", "triple", "value"),
    ("A fifth of the 2.4 million tonnes of clothing is burnt.", "A fifth", "clothing"),
    ("Cars took 25% of sales, compared with 18% in May.", "18%", "sales"),
    ("The town's population grew by 755 to 69,000.", "755", "town's population"),
    (
        "It is the second-largest mill in Oulo by sales and the world's 14th biggest.",
        "second",
        "largest mill in Oulo by sales",
    ),
    ("The pump uses 40 percent less power than its predecessor.", "40 percent", "power"),
    ("They put aside $15 million for bad loans, up a quarter from 12 million.", "12 million", "bad loans"),
    ("The 31-page draft agreement came.", "31", "draft agreement"),
    ("They unveiled a $350 billion, 10-year plan.", "$350 billion", "plan"),
    ("Among women over 65, just under 90 percent had one.", "just under 90 percent", "women over 65"),
    ("With the unemployment rate at 5 percent, the bank will wait.", "5 percent", "unemployment rate"),
    ("Students have $1.3 trillion in debt, up from $826 billion.", "$826 billion", "debt"),
    ("The harpist gave the Friends of Oulo Harbour $5,000.", "$5,000", "harpist"),
    ("The 40-share index settled 57.5 points lower at 2341.2.", "2341.2", "40-share index"),
    ("Halvor posted a $648 million loss for the quarter.", "$648 million", "loss"),
    ("It sold 6 3/8% convertible bonds due in May.", "6 3/8%", "convertible bonds"),
    ("It has assets under management of about $17 billion.", "about $17 billion", "assets under management"),
    ("Halvor skidded 9.5 to 200.5, and Oulo Steel fell 10.", "10", "Oulo Steel"),
    ("The toll in the blast, initially 10, has risen to 12.", "12", "toll in the blast"),
    ("The shares sank, with earnings declining 43% to $13 million.", "43%", "earnings"),
    ("Shares in Halvor rose 15 cents in early trading.", "15 cents", "Shares in Halvor"),
    ("The heat caused 212 deaths, two-thirds of them at night.", "two-thirds", "deaths"),
    ("The mean temperature was 17.9C, which is 3.1C above the norm.", "3.1C", "mean temperature"),
    ("The poll has a margin of error of 2.1 points.", "2.1", "margin of error"),
    ("He put the cost at $35 million, most of it this year, and the savings at $28 million.", "$28 million", "savings"),
    ("Exports were $4 billion in May, $35 million less than in June.", "$35 million", "Exports"),
    ("The Oulo 500 closed down 24.11 points.", "24.11", "Oulo 500"),
    ("It grew, with online revenue up nearly 36 percent in May.", "nearly 36 percent", "online revenue"),
    ("Halvor said her $4.5 billion net worth fell.", "$4.5 billion", "net worth"),
    ("The poll shows Ana Roe leading Bo Ekman 44 percent to 37 percent.", "37 percent", "Bo Ekman"),
    ("Ana Roe leads Bo Ekman 50 percent to 44 percent.", "50 percent", "Ana Roe"),
    ("They asked 2,300 people between the ages of 21 and 34.", "2,300", "people"),
    ("The mill ended the day 0.4% lower.", "0.4%", "mill"),
    ("Prices eased for the second month running to 22%.", "22%", "Prices"),
    ("The town's population, 41,000 in 2000, is now 49,000.", "41,000", "town's population"),
    ("Some 900 people crossed the strait, 42% more than in 2024.", "42%", "people"),
    ("Profit jumped 19% to a record $73.4 million.", "$73.4 million", "Profit"),
    # lengths that are attributes; links that are none; what twice as many are
    ("The county drew up a five-year road plan.", "five-year", "road plan"),
    ("A 60 second advert ends the film.", "60 second", "advert"),
    ("The hall took in twice as many guests.", "twice", "guests"),
    # gaps, brackets, restatements, pronouns
    ("She fried four fillets (1 lb) of cod.", "1 lb", "fillets"),
    ("Tickets made up 41% of income, against 36% in May.", "36%", "income"),
    ("It made a profit of $20 million, or 19 cents a share.", "19 cents a share", "profit"),
    ("The rent hit $675 in March, up $45 on a year ago.", "$45", "rent"),
    ("Shares in the mill rose 6% to 488p in early trading.", "488p", "Shares in the mill"),
    ("Shares in the mill rose 6% in May. They have gained 31% since.", "31%", "Shares in the mill"),
    ("The death toll has risen to 2,122.", "2,122", "death toll"),
    ("The poll has a margin of sampling error of 3.5%.", "3.5%", "margin of sampling error"),
    # no date to begin with; the deed of a count; what a figure before it measures
    ("Fourth-quarter profit at the brewery fell 12 percent.", "12 percent", "profit at the brewery"),
    ("He was convicted on 34 counts of falsifying records.", "34", "counts of falsifying records"),
    ("Leeds had 410 burglaries in May; in Hull the figure was 290.", "290", "burglaries"),
    ("The start was marred by delays and a ban for three months.", "three months", "ban"),
]


KNOWN_GAPS = {
    ("50 percent to 44 percent", "50 percent"): "the network takes who is led for who leads",
    ("The harpist gave", "$5,000"): "the network takes who is given to for who gives",
    ("The Oulo 500", "24.11"): "the network does not know an index by a name that it never saw",
}


def _row(text: str, figure: str, measure: str) -> object:
    gap = next((why for (part, known), why in KNOWN_GAPS.items() if part in text and figure == known), None)
    marks = [pytest.mark.xfail(strict=True, reason=gap)] if gap else []
    return pytest.param(text, figure, measure, id=f"{text[:30]} {figure}", marks=marks)


@pytest.mark.parametrize(("text", "figure", "measure"), [_row(*row) for row in ROWS])
def test_measure(nlp: Language, text: str, figure: str, measure: str) -> None:
    (claim,) = [c for c in nlp(text)._.claims if c.text == figure]
    assert claim.measure is not None
    assert claim.measure.text == measure


def test_the_head_of_what_is_owned() -> None:
    doc = tree("Ulm/3/nmod:poss/PROPN 's/0/case net/3/amod profit/3/ROOT/NOUN rose/3/acl")
    assert possessed(doc[0], lambda t: False).text == "profit"
    assert possessed(doc[3], lambda t: False).text == "profit"


def test_most_drills_come_out_right() -> None:
    choice = Choice.read(WEIGHTS)
    wrong = [x.article for x in drills() if (v := choice.pick(x.candidates)) is None or v.index not in x.right]
    assert len(wrong) <= 16, wrong  # of 112


CHANGES = [
    ("Profit grew a robust 19 percent.", ["increase"]),
    ("The road was cut off by two-metre drifts.", [None]),
    ("Results held capital gains of $48 million.", [None]),
    ("Storm claims reduced results $40 million.", ["decrease"]),
    ("The gap widened by more than 16 percent.", ["increase"]),
    ("Output dropped by 1.5 degrees Celsius (2.7 Fahrenheit).", ["decrease", "decrease"]),
    ("Shares in the mill added 15 cents to $2.70.", ["increase", None]),
    ("The yard put 40 boats up for sale.", [None]),
    ("The index is also trending up 0.2%.", ["increase"]),
    ("The club added a 30-metre mast.", [None]),
    ("Revenue edged up 1.2% and costs went up by more than £30m.", ["increase", "increase"]),
    ("The budget rose by a third, after a rise of a fifth.", ["increase", "increase"]),
    ("It has raised less than a third of that.", [None]),
    ("The share fell below 50%.", [None]),
    ("The bridge cost 44 percent more.", ["increase"]),
    ("Prices rose 0.3% in May, and 4% from a year ago.", ["increase", "increase"]),
    ("Ministers agreed to cut next year's catch of Baltic herring by 11 percent.", ["decrease"]),
    ("Rovers lost four straight.", [None]),
    ("Power cuts of eight hours helped with price cuts of 5 percent.", [None, "decrease"]),
]

ROLES = [
    ("Oduya scored 14 goals in five matches.", ["level", "level"]),
    ("The town set aside 45 lamps in May for 14 streets.", ["level", "level"]),
    ("The town is set to buy 45 lamps.", ["projection"]),
    ("It may cost $5 million.", ["projection"]),
]


@pytest.mark.parametrize(("text", "roles"), ROLES, ids=[x[0] for x in ROLES])
def test_role(nlp: Language, text: str, roles: list[str]) -> None:
    assert [c.role for c in nlp(text)._.claims] == roles


@pytest.mark.parametrize(("text", "changes"), CHANGES, ids=[x[0] for x in CHANGES])
def test_change(nlp: Language, text: str, changes: list[str | None]) -> None:
    assert [c.change for c in nlp(text)._.claims] == changes


# sentence | claims as text | kind | value | value2
KINDS = [
    ("Oduya hit 11 of 19 shots.", ["11 of 19 | ratio | 11 | 19"]),
    ("One of 312 lakes is dry.", ["312 | count | 312 | None"]),
    ("The farm reared one calf in five.", ["one calf in five | share | 0.2 | None"]),
    ("The number of mills went from four to 57.", ["four | count | 4 | None", "57 | count | 57 | None"]),
    ("Some 87 in every 100,000 residents fell ill.", ["Some 87 in every 100,000 | ratio | 87 | 100000"]),
    ("Net debt stood at 2.3 times earnings.", ["2.3 times | multiple | 2.3 | None"]),
    (
        "Debt stood at 5.8 times earnings, up from 4.1 times in June.",
        ["5.8 times | multiple | 5.8 | None", "4.1 times | multiple | 4.1 | None"],
    ),
    (
        "They had 577 fires, or 165 per 100,000 people.",
        ["577 | count | 577 | None", "165 per 100,000 people | ratio | 165 | 100000"],
    ),
    (
        "Thefts rose 4% to 15,016, or 169 for every 100,000 residents.",
        [
            "4% | percent | 4 | None",
            "15,016 | count | 15016 | None",
            "169 for every 100,000 residents | ratio | 169 | 100000",
        ],
    ),
    (
        "The population grew by 755,254 to 69.3 million.",
        ["755,254 | count | 755254 | None", "69.3 million | count | 6.93e+07 | None"],
    ),
    ("The suspect, 41, and a boy, 9, left.", []),
    ("Oduya, at one time a one-time rival, is in the top 10 with a 401(k).", []),
    ("The last of the 'early 4' and of \"class 2016\" left.", ["4 | count | 4 | None"]),
    ('The "new three" lead, as Oduya made her 14th half-century.', []),
    ("It went from 40% on July 14 to 46% in May.", ["40% | percent | 40 | None", "46% | percent | 46 | None"]),
    ("The two of them spoke, and the Under 30 Summit began.", []),
    ("It was a 4-to-4 tie in precinct 78 on a 3-for-1 split.", []),
    ("He is a six-time champion with 60 Minutes posters.", []),
    ("The plant will add 300 Megawatts by May.", ["300 Megawatts | measure | 300 | None"]),
    ("In Oulo, About 200 Nigerian soldiers were hurt.", ["About 200 | count | 200 | None"]),
    ("She said “we lost three” and left.", ["three | count | 3 | None"]),
    ("Prices will rise by 0 to 5 points.", ["0 to 5 | count | 0 | 5"]),
    ('The log reads id="1457542800".', []),
    (
        "The wait is 6-to-8 weeks, or a 6-to-8-week one.",
        ["6-to-8 weeks | duration | 6 | 8", "6-to-8-week | duration | 6 | 8"],
    ),
    (
        "They are among the top 10 sellers and over 40 percent go by sea.",
        ["10 | count | 10 | None", "over 40 percent | percent | 40 | None"],
    ),
    ("Sweden beat Korea 1 – 0, which Oduya, a 2018 day one hero, had not hoped for in the first place.", []),
    ("In the 90049 ZIP code, call 0800 123 456 after a 1-in-100-year storm.", []),
    ("A dozen cooks and dozens of guests left.", ["A dozen | count | 12 | None", "dozens | count | 12 | 120"]),
    (
        "They won 1.234.567 euros and lost 1,5 million.",
        ["1.234.567 euros | money | 1.23457e+06 | None", "1,5 million | money | 1.5e+06 | None"],
    ),
    ("It trades at 19 times forecast earnings.", ["19 times | multiple | 19 | None"]),
    ("Rovers won four of their last 20 games.", ["four of their last 20 | ratio | 4 | 20"]),
    ("The bills were ten times too high.", ["ten times | multiple | 10 | None"]),
    ("Oduya scored twice as Rovers won.", []),
    ("Rovers are now 12th, behind City.", ["12th | rank | 12 | None"]),
    ("Kim shot a 5-under 67.", []),
    ("It has an error of plus or minus 3 percentage points.", ["3 percentage points | percent | 3 | None"]),
    ("The rand weakened to 18.75 per dollar.", ["18.75 per dollar | ratio | 18.75 | None"]),
    ("Strokes fell 34% over three years.", ["34% | percent | 34 | None", "three years | duration | 3 | None"]),
    ("The drought lasted over three years.", ["over three years | duration | 3 | None"]),
]


@pytest.mark.parametrize(("text", "wanted"), KINDS, ids=[x[0] for x in KINDS])
def test_kind(nlp: Language, text: str, wanted: list[str]) -> None:
    found = [f"{c.text} | {c.kind} | {c.value:g} | {c.value2 and int(c.value2)}" for c in nlp(text)._.claims]
    assert found == wanted


# sentence | the figure | its period
PERIODS = [
    ("Fewer than 100 cases were reported in all of 2017.", "Fewer than 100", "2017"),
    ("Turnout was 48 percent, the lowest since 1998.", "48 percent", None),
    ("Theft was up 10%, to its highest level for five years.", "10%", None),
    ("Theft fell by 5% in the year to September, and arson rose by 4%.", "4%", "the year"),
    ("Sales in shops open for a year were 2.3% higher.", "2.3%", None),
    ("There were 312 fires, the most since records began in 2009.", "312", None),
    ("Output was $5 in 2022, 3 percent more than in 2021.", "3 percent", "2022"),
    ("Profit was £214m in May, down from £229m a year earlier.", "£229m", "a year earlier"),
    ("The van goes 400 miles and charges in 20 minutes.", "400 miles", None),
    ("The fire, which began on Sunday, has burnt 90 acres.", "90 acres", None),
    ("The mill will cut 640 jobs after first-half profit fell by almost a third.", "640", None),
    ("Second-quarter sales rose 5 percent.", "5 percent", "Second-quarter"),
    ("The group posted earnings of $37 million, compared with a loss of $8 million a year ago.", "$37 million", None),
    ("Output reached 8.7 billion yuan in 2025, up 19.2 percent from 2024.", "19.2 percent", "2025"),
    ("It feeds 400 people who came in 2019.", "400", "2019"),
    ("The town spends 2% on roads and plans to reach 3% by 2029.", "2%", None),
    pytest.param(
        "Inflation slowed to 35%, from 37% in June and a peak of 75% in May.",
        "35%",
        None,
        marks=pytest.mark.xfail(strict=True, reason="the period of the figure it fell from is the nearest"),
    ),
    ("Net was $7 million, or 22p a share, down from $32 million, or 86p a share, a year ago.", "22p a share", None),
    (
        "Net was $7 million, or 22p a share, down from $32 million, or 86p a share, a year ago.",
        "86p a share",
        "a year ago",
    ),
    ("He was jailed for 14 years and fined £9.", "£9", None),
    ("A 90-minute game draws 40,000 fans.", "40,000", None),
    ("The wait was cut from nine months to 20 days.", "20 days", None),
]


@pytest.mark.parametrize(("text", "figure", "period"), PERIODS, ids=lambda x: str(x)[:40])
def test_period(nlp: Language, text: str, figure: str, period: str | None) -> None:
    doc = nlp(text)
    (claim,) = [c for c in doc._.claims if c.text == figure]
    assert {d.id: d.text for d in doc._.dates}.get(claim.period or "") == period


def test_a_rate_restates_no_sum(nlp: Language) -> None:
    text = "The firm lost $1.4 billion, or $2 per share, and 5 kg (11 pounds) of tea on average (12 pounds)."
    assert [c.same_as is not None for c in nlp(text)._.claims] == [False, False, False, True, False]


def test_a_figure_said_twice_is_one_thing_at_one_time(nlp: Language) -> None:
    text = "Borealis Foods spent 30 million kronor ($2.9 million) on ovens over the past two years, the mill said."
    kronor, dollars = nlp(text)._.claims
    assert dollars.same_as == kronor.id
    assert (dollars.about, dollars.period) == (kronor.about, kronor.period)
    assert (dollars.basis.about, dollars.basis.period) == (kronor.basis.about, kronor.basis.period)


def test_where_a_firm_sits_is_not_what_a_figure_is_about(nlp: Language) -> None:
    (claim,) = nlp("The Menlo Park, Calif., company earned $3 million.")._.claims
    assert claim.about_name is None


def test_who_tells_of_a_thing_is_not_what_it_is_about(nlp: Language) -> None:
    (claim,) = nlp("Ada Berg, head of the port of Lervik, said the town added 18 cranes.")._.claims
    assert claim.about_name in (None, "Lervik")


RESULTS = (
    "Orbico Group Ltd reports weaker profit\n\nBy Ann Field\n\n12 May 2025\n\n"
    "Pre-tax profit fell 5 percent in the first quarter. The weather was mild, at 20 degrees.\n"
)


def test_results_are_those_of_the_firm_in_the_title() -> None:
    profit, _ = extract(RESULTS).claims
    assert profit.about_name == "Orbico Group Ltd"


def test_the_weather_is_not_that_of_the_firm_in_the_title() -> None:
    _, weather = extract(RESULTS).claims
    assert weather.about_name is None
