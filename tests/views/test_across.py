from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.records import Speaker
from pipeline.views.across.agreement import verdict
from pipeline.views.across.corpus import corpus, diversity
from pipeline.views.across.entries import Entry, entries
from pipeline.views.across.ledger import ledger
from pipeline.views.across.output import people_table
from pipeline.views.across.people import people
from pipeline.views.across.words import acronym, is_name, organization_key, person_key, stem
from pipeline.views.results import Article
from tests.views.make import Draft


def test_one_rank_of_two_articles_is_one_line(articles: list[Article]) -> None:
    found = ledger(articles)
    assert [row.measure for row in found.rows] == ["World Ports Index"]
    (row,) = found.rows
    assert row.articles == ("harbour", "cargo")
    (cell,) = row.cells  # the one without a period joins 2024: the same figure, said soon after
    assert (cell.period, cell.verdict) == ("2024", "agree")
    assert [(e.claim.text, e.speaker and e.speaker.name) for e in cell.entries] == [("7th", None), ("7th", "Mara Voss")]


def one(doc_id: str, sentence: str, figure: str, kind: str, value: float, unit: str, bound: str = "exact") -> Entry:
    draft = Draft(doc_id, f"Title\n\n{sentence}\n", "2025-01-01")
    draft.claim(figure, kind, value, unit, bound=bound)
    return next(entries(draft.article()))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((6.9, "exact"), (6.9, "exact"), "agree"),
        ((6.9, "exact"), (6.91, "exact"), "compatible"),  # rounded
        ((140_000, "more_than"), (143_250, "exact"), "compatible"),
        ((140_000, "more_than"), (139_000, "exact"), "differ"),
        ((140_000, "more_than"), (980_000, "exact"), "differ"),
        ((5, "about"), (5.2, "exact"), "compatible"),
        ((20, "less_than"), (18.5, "exact"), "compatible"),
        ((6.9, "exact"), (7.2, "exact"), "differ"),
    ],
)
def test_figures_agree_or_not(first: tuple[float, str], second: tuple[float, str], expected: str) -> None:
    texts = [
        (name, f"It grew {value} percent.", "percent", value, bound)
        for name, (value, bound) in zip("ab", (first, second))
    ]
    pair = [
        one(name, sentence, "percent", kind, value, "percent", bound) for name, sentence, kind, value, bound in texts
    ]
    assert verdict(pair) == expected


def test_currencies_are_not_compared() -> None:
    pair = [one("a", "It cost $3.", "$3", "money", 3, "USD"), one("b", "It cost €9.", "€9", "money", 9, "EUR")]
    assert verdict(pair) == "single"


def test_a_common_word_joins_no_two_companies() -> None:
    rows = []
    for name, company, figure in (("a", "Orsett", "€4.1bn"), ("b", "Bramall", "€9.3bn")):
        draft = Draft(name, f"Results\n\n{company} had revenue of {figure}.\n", "2025-01-01")
        draft.claim(figure, "money", 1.0, "EUR", measure="revenue")
        rows.append(draft.article())
    assert ledger(rows).rows == ()


def test_a_report_gathers_figures_from_articles_that_name_it() -> None:
    said = Draft("said", "A\n\nRents rose 6.2 percent, the city rent report said.\n", "2025-01-01")
    quote = said.quote(["Rents rose 6.2 percent"], "said", "the city rent report", "e1", kind="document")
    said.claim("6.2 percent", "percent", 6.2, "percent", measure="Rents", quote=quote)
    told = Draft("told", "B\n\nThe city rent report is out. Some 9,100 flats stand empty.\n\nIt has 40 pages.\n", None)
    told.claim("9,100", "count", 9100, "flats", measure="flats")
    told.claim("40", "count", 40, "pages")
    (source,) = ledger([said.article(), told.article()]).sources
    assert source.name == "the city rent report"
    figures = [(doc, [e.claim.text for e in rows]) for doc, rows in source.articles]
    assert figures == [("said", ["6.2 percent"]), ("told", ["9,100"])]
    assert source.near == {"told/c1"}  # in the article's own voice, in a paragraph that names the report


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("the Rent Bureau", True),
        ("data from the Rent Bureau", True),
        ("the city rent report", True),
        ("the council", False),
        ("The council", False),
        ("a Danish firm", False),
        ("the survey", False),
        ("figures from the ministry", False),
    ],
)
def test_a_noun_is_no_name(name: str, expected: bool) -> None:
    assert is_name(name) is expected


def test_what_is_called_by_a_noun_is_kept_apart_and_said_so() -> None:
    found = people(speaking(doc, "the council", None, "organization") for doc in ("hull", "leeds"))
    assert [voice.articles for voice in found] == [["hull"], ["leeds"]]
    assert all("kept apart" in (voice.note or "") for voice in found)


def test_a_word_that_only_begins_a_sentence_is_no_part_of_a_name() -> None:
    draft = Draft("a", "T\n\nFrom Orsett Bay came 40 boats.\n", None)
    draft.claim("40", "count", 40, "boats")
    (entry,) = entries(draft.article())
    assert entry.names == ("Orsett Bay",)


def speaking(doc_id: str, name: str, role: str | None, kind: str = "person") -> Article:
    draft = Draft(doc_id, f"Title\n\n{name}, {role or 'today'}, said rents fell.\n", None)
    draft.quote(["rents fell"], "said", name, "e1", role, kind)
    return draft.article()


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        ([("Ann Lee", "the mayor"), ("Ann Lee", "mayor of Hull")], [("Ann Lee", 2, None)]),
        ([("Ann Lee", "the mayor"), ("Ann Lee", None)], [("Ann Lee", 2, "name alone")]),
        (
            [("Ann Lee", "the mayor"), ("Ann Lee", "a biologist")],
            [("Ann Lee", 1, "kept apart"), ("Ann Lee", 1, "kept apart")],
        ),
        ([("John F. Kent", None), ("John Kent", None)], [("John F. Kent", 2, "name alone")]),
        ([("Ann Lee", "the mayor"), ("Lee", None)], [("Ann Lee", 1, None), ("Lee", 1, "could be Ann Lee")]),
    ],
)
def test_speakers_are_merged_or_said_to_be_unsure(
    speakers: list[tuple[str, str | None]], expected: list[tuple[str, int, str | None]]
) -> None:
    found = people(speaking(f"d{n}", name, role) for n, (name, role) in enumerate(speakers))
    assert [(v.name, len(v.articles)) for v in found] == [(name, count) for name, count, _ in expected]
    for voice, (_, _, note) in zip(found, expected, strict=True):
        assert (note in (voice.note or "")) if note else voice.note is None


def test_names_are_keyed() -> None:
    assert person_key("President José Ruiz’s") == person_key("Jose Ruiz") == ("jose", "ruiz")
    assert organization_key("data from the Rent Bureau") == organization_key("The Rent Bureau") == ("rent", "bureau")
    assert organization_key("Orsett Holdings Ltd") == ("orsett",)
    assert acronym("World Ports Union") == "wpu"
    assert [stem(word) for word in ("cities", "taxes", "gas", "index", "rents")] == [
        "city",
        "tax",
        "gas",
        "index",
        "rent",
    ]


def shown_as(doc_id: str, gender: str | None, by: str | None) -> Article:
    draft = Draft(doc_id, "Title\n\n“It rained,” Mara Voss said.\n", "2025-01-01")
    draft.entity("Mara Voss", "PERSON", "e1")
    draft.quote(["“It rained,”"], "said", "Mara Voss", "e1")
    (quote,) = draft.found["quotes"]
    speaker = quote.speaker.model_copy(update={"gender": gender, "gender_by": by})
    draft.found["quotes"] = [quote.model_copy(update={"speaker": speaker})]
    return draft.article()


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ([(None, None), ("female", "given_name")], ("female", "given_name")),
        ([("female", "pronoun"), ("male", "given_name")], ("female", "pronoun")),  # the stronger evidence
        ([("female", "pronoun"), ("male", "pronoun")], (None, None)),  # two people, or an error: nothing is claimed
        ([(None, None)], (None, None)),
    ],
)
def test_gender_is_what_the_articles_show(
    shown: list[tuple[str, str]], expected: tuple[str | None, str | None]
) -> None:
    (voice,) = people(shown_as(f"a{n}", *evidence) for n, evidence in enumerate(shown))
    assert (voice.gender, voice.gender_by) == expected


def test_people_for_a_spreadsheet_are_counts(articles: list[Article]) -> None:
    (row,) = [row for row in people_table(people(articles)) if row["name"] == "Mara Voss"]
    assert (row["articles"], row["quotes"], row["words"], row["figures"]) == (1, 1, 13, 0)


def test_a_corpus_at_a_glance(articles: list[Article]) -> None:
    told = corpus(articles).overview()
    assert told["counts"] == {"articles": 3, "publishers": 0, "speakers": 2, "quotes": 3, "words": 20, "figures": 4}
    assert told["kinds"] == [["direct", 3], ["mixed", 0], ["indirect", 0], ["belief or wish", 0]]
    assert told["types"] == [["person", 2], ["unnamed", 1]]
    assert told["gender"] == [["female", 0, 0, 0], ["male", 0, 0, 0], [None, 2, 2, 17]]
    assert told["months"] == [["2025-02", 1, 1], ["2025-03", 1, 1]]
    assert told["diversity"] == {"simpson": 0.5, "effective": 2.0}


@pytest.mark.parametrize(
    ("quotes", "simpson", "effective"),
    [([5], 0.0, 1.0), ([1, 1, 1, 1], 0.75, 4.0), ([9, 1], 0.18, 1.22), ([], None, None)],
)
def test_diversity_is_the_chance_of_two_speakers(quotes: list[int], simpson: float, effective: float) -> None:
    assert diversity(quotes) == {"simpson": simpson, "effective": effective}


def test_figures_far_apart_are_no_contradiction() -> None:
    pair = [
        one("a", "Some 1,700 debt collectors came.", "1,700", "count", 1_700, "debt collectors"),
        one("b", "Debt collectors took 900,000.", "900,000", "count", 900_000, "debt collectors"),
    ]
    assert verdict(pair) == "several"
    assert verdict([pair[0], one("b", "Some 2,100 came.", "2,100", "count", 2_100, "debt collectors")]) == "differ"


def test_within_an_article_only_two_speakers_differ() -> None:
    said = [one("a", f"The park makes {n} units.", str(n), "count", n, "units") for n in (20, 30)]
    speakers = [Speaker(name=name, type="person", resolved_by="name") for name in ("Ada Roe", "Tom Berg")]
    told, disputed = replace(said[0], speaker=speakers[0]), replace(said[1], speaker=speakers[1])
    assert verdict([told, said[1]]) == "several"
    assert verdict([told, disputed]) == "differ"


def test_counts_of_two_things_are_not_compared() -> None:
    pair = [
        one("a", "It sent 600 drones.", "600", "count", 600, "drones"),
        one("b", "90 missiles.", "90", "count", 90, "missiles"),
    ]
    assert verdict(pair) == "single"


def toll(doc_id: str, place: str, value: float) -> Article:
    draft = Draft(
        doc_id, f"Title\n\nIn {place}, the death toll from that strike rose to {value:g}, they said.\n", "2025-01-01"
    )
    draft.claim(f"{value:g}", "count", value, "", measure="death toll from that strike")
    return draft.article()


def test_what_points_back_is_of_its_article() -> None:
    assert ledger([toll("a", "Kyiv", 21), toll("b", "Valencia", 23)]).rows == ()
