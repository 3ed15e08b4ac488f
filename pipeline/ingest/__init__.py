"""Input forms to ``Document``: readers, header, blocks, near-duplicates, language."""
