"""How articles are cut into shards."""

import pytest

from pipeline.ingest.article import Article
from pipeline.run.plan import SHARD_ARTICLES, SHARD_CHARS, Plan
from pipeline.run.stages import NAMES


def sizes(count: int, letters: int, size: int = SHARD_ARTICLES) -> list[int]:
    articles = (Article(f"a{n}", f"a{n}", "", "x" * letters) for n in range(count))
    return [len(work.items) for work in Plan(articles, NAMES, size)]


@pytest.mark.parametrize(
    ("count", "letters", "size", "expected"),
    [
        (0, 10, 128, []),
        (100, 10, 128, [32, 32, 32, 4]),
        (900, 10, 128, [32] * 8 + [64] * 8 + [128, 4]),
        (5, 10, 2, [2, 2, 1]),
        (5, SHARD_CHARS // 8, 128, [2, 2, 1]),  # long ones part as evenly
        (2, SHARD_CHARS * 2, 128, [1, 1]),
    ],
)
def test_a_run_begins_with_small_shards(count: int, letters: int, size: int, expected: list[int]) -> None:
    assert sizes(count, letters, size) == expected


@pytest.mark.parametrize("count", [250, 400, 1000, 3000])
def test_two_workers_get_nearly_the_same(count: int) -> None:
    done = [0, 0]
    for articles in sizes(count, 2600):
        done[done.index(min(done))] += articles
    assert max(done) <= 1.12 * count / 2
