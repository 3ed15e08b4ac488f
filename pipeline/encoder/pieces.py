"""Words to word pieces: the model's own vocabulary, with a cache, since news repeats its words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

MAX_PIECES = 8  # a word of more pieces (URLs, base64) keeps its first ones
_CACHED = 16_384  # words: those that come again; more only costs memory in a long run


class WordPieces:
    """Piece ids of single words; never empty, at most ``MAX_PIECES``."""

    def __init__(self, path: Path | str) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.cls, self.sep, self.unk = (self._special(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
        self._known = lru_cache(_CACHED)(self._ids)

    def __call__(self, word: str) -> tuple[int, ...]:
        """Ids of the pieces of one word."""
        return self._known(word)

    def _ids(self, word: str) -> tuple[int, ...]:
        encoding = self.tokenizer.encode(word[:100], add_special_tokens=False)
        return tuple(encoding.ids[:MAX_PIECES]) or (self.unk,)

    def ranks(self) -> dict[str, int]:
        """The vocabulary's whole words with their numbers, roughly by falling frequency."""
        return {word: rank for word, rank in self.tokenizer.get_vocab().items() if word.isalpha()}

    def _special(self, piece: str) -> int:
        found = self.tokenizer.token_to_id(piece)
        if found is None:
            raise ValueError(f"the vocabulary has no {piece}")
        return int(found)
