"""What the rules know of English, once: verbs, nouns, titles, kin, months, sentence ends, and ``Span``."""
