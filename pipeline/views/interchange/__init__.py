"""Results in the forms of other tools: annotation tools, corpora, the web."""
