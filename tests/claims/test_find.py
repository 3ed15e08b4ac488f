"""What is found: one row a sentence, each claim as ``text | kind | value | value2 | unit | bound``; "-" is None."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import pytest

from pipeline.records import Claim

# fmt: off
ROWS = [
    # money
    ("The grant is worth S$88 million.", ["S$88 million | money | 88e6 | - | SGD | exact"]),
    ("They paid US$7.2bn for it.", ["US$7.2bn | money | 7.2e9 | - | USD | exact"]),
    ("They lost HK$200,000 (R21,700).",
     ["HK$200,000 | money | 200e3 | - | HKD | exact", "R21,700 | money | 21700 | - | ZAR | exact"]),
    ("It raised €2.5m-€3m in May.", ["€2.5m-€3m | money | 2.5e6 | 3e6 | EUR | exact"]),
    ("A fine of nearly 300 million rupees followed.", ["nearly 300 million rupees | money | 300e6 | - | INR | about"]),
    ("Tickets cost HK$50 a head.", ["HK$50 a head | money | 50 | - | HKD/head | exact"]),
    ("Crude rose to $84.10 a barrel.", ["$84.10 a barrel | money | 84.1 | - | USD/barrel | exact"]),
    ("Sales were $6 billion a year earlier.", ["$6 billion | money | 6e9 | - | USD | exact"]),
    ("The fund lost Rs 500 crore.", ["Rs 500 crore | money | 5e9 | - | INR | exact"]),
    ("A profit of £300m is likely.", ["£300m | money | 300e6 | - | GBP | exact"]),
    ("He owes 7 million Danish crowns.", ["7 million Danish crowns | money | 7e6 | - | DKK | exact"]),
    ("The ringgit traded at 4.71 to the dollar.", ["4.71 to the dollar | ratio | 4.71 | - | MYR/USD | exact"]),
    ("Oslo said Norway paid 40 kroner for it.", ["40 kroner | money | 40 | - | NOK | exact"]),
    ("Danish firms pay more. In Denmark it is 40 kroner.", ["40 kroner | money | 40 | - | DKK | exact"]),
    ("Auckland pays $5 million and New Zealand $6 million.",
     ["$5 million | money | 5e6 | - | NZD | exact", "$6 million | money | 6e6 | - | NZD | exact"]),
    ("Auckland pays US$5 million, New Zealand says.", ["US$5 million | money | 5e6 | - | USD | exact"]),
    ("New Zealand bought lamps for $5 million.", ["$5 million | money | 5e6 | - | USD | exact"]),
    ("The yard booked an order of 30 MUSD.", ["30 MUSD | money | 30e6 | - | USD | exact"]),
    ("Sales came to MEUR 60.", ["MEUR 60 | money | 60e6 | - | EUR | exact"]),
    ("A lamp is 15 dollars 50.", ["15 dollars 50 | money | 15.5 | - | USD | exact"]),
    ("Bids ran from $200 to $4 million.", ["$200 to $4 million | money | 200 | 4e6 | USD | exact"]),
    ("The pump cost 100元.", ["100元 | money | 100 | - | CNY | exact"]),
    ("It won quarter million euros.", ["quarter million euros | money | 250e3 | - | EUR | exact"]),
    ("Shares in the mill fell to 125.8 p.", ["125.8 p | money | 125.8 | - | penny | exact"]),
    ("It makes 221 kW (300 PS).",
     ["221 kW | measure | 221 | - | kW | exact", "300 PS | measure | 300 | - | metric horsepower | exact"]),
    # tokenized text
    ("bonds , priced at 50 . 9375 , fell .", ["50 . 9375 | count | 50.9375 | - | - | exact"]),
    ("rates , at 7 3 / 4 % , rose .", ["7 3 / 4 % | percent | 7.75 | - | percent | exact"]),
    ("it ran 30 - year plans , he said .", ["30 - year | duration | 30 | - | year | exact"]),
    # percentages
    ("Turnout was 61.5 per cent.", ["61.5 per cent | percent | 61.5 | - | percent | exact"]),
    ("Rates went up 25 basis points.", ["25 basis points | percent | 25 | - | basis point | exact"]),
    ("It is one percentage point higher.", ["one percentage point | percent | 1 | - | percentage point | exact"]),
    ("Growth of 4.8% to 5.2% is forecast.", ["4.8% to 5.2% | percent | 4.8 | 5.2 | percent | exact"]),
    ("Joblessness is around the 5.5 percent mark.",
     ["around the 5.5 percent mark | percent | 5.5 | - | percent | about"]),
    ("The share is expected to exceed 17 percent.", ["17 percent | percent | 17 | - | percent | more_than"]),
    ("A rise of nearly a 30 percent margin.", ["nearly a 30 percent | percent | 30 | - | percent | about"]),
    # counts
    ("No fewer than 120 firms closed.", ["No fewer than 120 | count | 120 | - | firms | at_least"]),
    ("Up to 3,000 workers may go.", ["Up to 3,000 | count | 3000 | - | workers | at_most"]),
    ("Take a load less than or equal to 400.",
     ["less than or equal to 400 | count | 400 | - | - | at_most"]),
    ("Some thirty people came.", ["Some thirty | count | 30 | - | people | about"]),
    ("Dozens of villagers fled.", ["Dozens | count | 12 | 120 | villagers | exact"]),
    ("At least 45 people died and more than 300 were injured.",
     ["At least 45 | count | 45 | - | people | at_least",
      "more than 300 | count | 300 | - | people | more_than"]),
    ("Between 5 and 7 million voters stayed home.", ["5 and 7 million | count | 5e6 | 7e6 | voters | exact"]),
    ("It hired 10-15 engineers.", ["10-15 | count | 10 | 15 | engineers | exact"]),
    ("Clinics give 3,000 tests per day.", ["3,000 | count | 3000 | - | tests per day | exact"]),
    ("It has 463 high-tech firms, with 169 in the port.",
     ["463 | count | 463 | - | high-tech firms | exact",
      "169 | count | 169 | - | high-tech firms | exact"]),
    ("5M users signed up.", ["5M | count | 5e6 | - | users | exact"]),
    ("The number of night trains fell from 41 in May.", ["41 | count | 41 | - | night trains | exact"]),
    ("The bill reached a town of 58,000.", ["58,000 | count | 58000 | - | people | exact"]),
    ("It sold four- and six-cylinder engines.",
     ["four | count | 4 | - | cylinder | exact", "six | count | 6 | - | cylinder | exact"]),
    ("ALL 5 answers are wrong.", ["5 | count | 5 | - | answers | exact"]),
    ("The index closed at 1,478 points, and the other one at 1,334.20.",
     ["1,478 | count | 1478 | - | points | exact", "1,334.20 | count | 1334.2 | - | points | exact"]),
    # measures and lengths of time
    ("Life expectancy is around 73.", ["around 73 | duration | 73 | - | year | about"]),
    ("It holds 1/16 of a pint.", ["1/16 of a pint | measure | 0.0625 | - | pint | exact"]),
    ("The plant made 2 TWh.", ["2 TWh | measure | 2 | - | TWh | exact"]),
    ("They print sub-7 nanometre chips.", ["sub-7 nanometre | measure | 7 | - | nanometre | less_than"]),
    ("The mast is 72.7 metres tall.", ["72.7 metres | measure | 72.7 | - | m | exact"]),
    ("A 300-megawatt plant opened.", ["300-megawatt | measure | 300 | - | MW | exact"]),
    ("Winds reached 155mph.", ["155mph | measure | 155 | - | mph | exact"]),
    ("It fell to minus 53 degrees Celsius.", ["minus 53 degrees Celsius | measure | -53 | - | °C | exact"]),
    ("Output is 500,000 barrels a day.", ["500,000 barrels a day | measure | 500000 | - | barrel/day | exact"]),
    ("She is 5 ft 2 in.", ["5 ft 2 in | measure | 5.1666667 | - | ft | exact"]),
    ("The baby weighed over two pounds.", ["over two pounds | measure | 2 | - | lb | more_than"]),
    ("He ran half a mile.", ["half a mile | measure | 0.5 | - | mi | exact"]),
    ("A magnitude 6.1 quake struck.", ["6.1 | measure | 6.1 | - | magnitude | exact"]),
    ("They waited four and a half hours.", ["four and a half hours | duration | 4.5 | - | hour | exact"]),
    # trends are two levels, ranges one claim
    ("Waiting grew from 6 to 18 weeks.",
     ["6 | duration | 6 | - | week | exact", "18 weeks | duration | 18 | - | week | exact"]),
    ("Waits range from 6 to 18 weeks.", ["6 to 18 weeks | duration | 6 | 18 | week | exact"]),
    ("Sales fell from $9 million to $4 million.",
     ["$9 million | money | 9e6 | - | USD | exact", "$4 million | money | 4e6 | - | USD | exact"]),
    ("They raised the fee by 212 to 640.", ["212 | count | 212 | - | - | exact", "640 | count | 640 | - | - | exact"]),
    ("It adds between 5p and 15p.", ["5p and 15p | money | 5 | 15 | penny | exact"]),
    ("Some 20-30,000 people marched.", ["Some 20-30,000 | count | 20000 | 30000 | people | about"]),
    ("Losses of Rs 10,000 to Rs 15,000 crore loom.",
     ["Rs 10,000 to Rs 15,000 crore | money | 1e11 | 1.5e11 | INR | exact"]),
    # numbers as they are written elsewhere
    ("The prize is worth 25 000 euros.", ["25 000 euros | money | 25000 | - | EUR | exact"]),
    ("Some 2 300 000 people live there.", ["Some 2 300 000 | count | 2.3e6 | - | people | about"]),
    ("The plank is 2,5 metres long.", ["2,5 metres | measure | 2.5 | - | m | exact"]),
    ("They planted one point four million trees.", ["one point four million | count | 1.4e6 | - | trees | exact"]),
    ("Several hundred fans sang.", ["Several hundred | count | 100 | 1000 | fans | exact"]),
    ("A couple of dozen sheep drowned.", ["A couple of dozen | count | 12 | 120 | sheep | exact"]),
    ("At dawn it was six degrees below zero.",
     ["six degrees below zero | measure | -6 | - | degree | exact"]),
    ("Costs are (-)2.8% lower.", ["(-)2.8% | percent | -2.8 | - | percent | exact"]),
    ("She was jailed for nine years and four months.",
     ["nine years and four months | duration | 112 | - | month | exact"]),
    ("It took more than a decade.", ["more than a decade | duration | 1 | - | decade | more_than"]),
    ("It rained for two or more weeks.", ["two or more weeks | duration | 2 | - | week | at_least"]),
    ("They run 70+ brands.", ["70+ | count | 70 | - | brands | at_least"]),
    # currencies of Africa and Asia
    ("It lost Sh70 million.", ["Sh70 million | money | 70e6 | - | KES | exact"]),
    ("Uganda, Ugandan firms say, lost Sh 70 million.", ["Sh 70 million | money | 70e6 | - | UGX | exact"]),
    ("The city added Tk 300 crore.", ["Tk 300 crore | money | 3e9 | - | BDT | exact"]),
    ("Lagos pays N500 million.", ["N500 million | money | 500e6 | - | NGN | exact"]),
    ("Works of 32,000 crore stopped.", ["32,000 crore | money | 3.2e11 | - | INR | exact"]),
    # ratios
    ("The rate was 212.5 births per 100,000.",
     ["212.5 births per 100,000 | ratio | 212.5 | 100000 | births per 100,000 | exact"]),
    ("It scored 3.5 out of 10 there.", ["3.5 out of 10 | ratio | 3.5 | 10 | - | exact"]),
    ("Only 10 learners out of 250 came.", ["10 learners out of 250 | ratio | 10 | 250 | learners | exact"]),
    ("The Senate voted 54-46.", ["54-46 | ratio | 54 | 46 | - | exact"]),
    ("Onions are Rs 7,000 per 100 kg.", ["Rs 7,000 per 100 kg | money | 7000 | 100 | INR/kg | exact"]),
    # ranks
    ("She is world number four.", ["four | rank | 4 | - | rank | exact"]),
    ("Ghana is the world's No. 2 grower.", ["2 | rank | 2 | - | rank | exact"]),
    ("The yard sold its 3 millionth boat.", ["3 millionth | rank | 3e6 | - | rank | exact"]),
    # units
    ("Cats got 20 mg of it.", ["20 mg | measure | 20 | - | mg | exact"]),
    ("We made 75 Wh today.", ["75 Wh | measure | 75 | - | Wh | exact"]),
    ("Reservoirs hold 40 megalitres.", ["40 megalitres | measure | 40 | - | megalitre | exact"]),
    ("Reservoirs hold 2.5ML.", ["2.5ML | measure | 2.5 | - | megalitre | exact"]),
    ("Pines cover 3 kilohectares.", ["3 kilohectares | measure | 3 | - | kilohectare | exact"]),
    ("The trip takes seven to 10 days.", ["seven to 10 days | duration | 7 | 10 | day | exact"]),
    # shares, ratios, multiples, ranks
    ("More than one-third of the crop failed.", ["More than one-third | share | 0.3333333 | - | fraction | more_than"]),
    ("One in five adults smokes.", ["One in five | share | 0.2 | - | fraction | exact"]),
    ("Nine out of 10 pupils passed.", ["Nine out of 10 | share | 0.9 | - | fraction | exact"]),
    ("Over half of voters agree.", ["Over half | share | 0.5 | - | fraction | more_than"]),
    ("29 of the 31 provinces agreed.", ["29 of the 31 | ratio | 29 | 31 | provinces | exact"]),
    ("22 of the region's 24 towns agreed.", ["22 of the region's 24 | ratio | 22 | 24 | towns | exact"]),
    ("There are 14 patents per 10,000 people.",
     ["14 patents per 10,000 people | ratio | 14 | 10000 | patents per 10,000 people | exact"]),
    ("The ratio of women to men is 2 to 3.", ["2 to 3 | ratio | 2 | 3 | ratio | exact"]),
    ("Sales nearly doubled.", ["nearly doubled | multiple | 2 | - | times | about"]),
    ("It is three times as large.", ["three times | multiple | 3 | - | times | exact"]),
    ("A tenfold rise was seen.", ["tenfold | multiple | 10 | - | times | exact"]),
    ("The city ranks 11th in the list.", ["11th | rank | 11 | - | rank | exact"]),
    ("It is the third-largest port.", ["third | rank | 3 | - | rank | exact"]),
    ("Spending is now the second in the world.", ["second | rank | 2 | - | rank | exact"]),
    ("It is the third country in the world to try.", ["third | rank | 3 | - | rank | exact"]),
    ("Her party has a third fewer voters.", ["a third | share | 0.3333333 | - | fraction | exact"]),
    ("The team finished joint fourth.", ["fourth | rank | 4 | - | rank | exact"]),
]
# fmt: on


def line(claim: Claim) -> tuple[str, str, float | None, float | None, str | None, str]:
    return claim.text, claim.kind, claim.value, claim.value2, claim.unit, claim.bound


def row(text: str) -> tuple[object, ...]:
    surface, kind, value, value2, unit, bound = (None if x == "-" else x for x in text.split(" | "))
    number = lambda x: None if x is None else pytest.approx(float(x), rel=1e-6)  # noqa: E731
    return surface, kind, number(value), number(value2), unit, bound


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[x[0][:40] for x in ROWS])
def test_found(claims: Callable[[str], list[Claim]], text: str, wanted: list[str]) -> None:
    assert [line(c) for c in claims(text)] == [row(w) for w in wanted]


SHAPES = [
    "123 ",
    "$5 ",
    "two ",
    "one hundred ",
    "hundreds of ",
    "1,",
    "5-",
    "5 to ",
    '5" ',
    "(5) ",
    "million ",
    " " * 10,
    "5\n",
]
TIMES = 2_000
SECONDS = 5.0  # far above what a linear reader needs, far below a quadratic one


@pytest.mark.parametrize("shape", SHAPES)
def test_a_long_run_costs_little_and_has_finite_values(claims: Callable[[str], list[Claim]], shape: str) -> None:
    began = time.process_time()
    found = claims(shape * TIMES + "5 people")
    assert time.process_time() - began < SECONDS
    assert all(math.isfinite(claim.value) for claim in found if claim.value is not None)
