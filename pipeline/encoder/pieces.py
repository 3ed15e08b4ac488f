"""Words to word pieces: the model's own vocabulary, with a cache, since news repeats its words."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

MAX_PIECES = 8  # a word of more pieces (URLs, base64) keeps its first ones
_CACHE_LIMIT = 100_000


class WordPieces:
    """Piece ids of single words; never empty, at most ``MAX_PIECES``."""

    def __init__(self, path: Path | str) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.cls, self.sep, self.unk = (self._special(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
        self._cache: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """Ids of the pieces of one word."""
        ids = self._cache.get(word)
        if ids is None:
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            encoding = self.tokenizer.encode(word[:100], add_special_tokens=False)
            ids = tuple(encoding.ids[:MAX_PIECES]) or (self.unk,)
            self._cache[word] = ids
        return ids

    def ranks(self) -> dict[str, int]:
        """The vocabulary's whole words with their numbers, roughly by falling frequency."""
        return {word: rank for word, rank in self.tokenizer.get_vocab().items() if word.isalpha()}

    def _special(self, piece: str) -> int:
        found = self.tokenizer.token_to_id(piece)
        if found is None:
            raise ValueError(f"the vocabulary has no {piece}")
        return int(found)
