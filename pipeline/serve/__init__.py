"""Results served on this machine: a page to search and read them, a REST API, tools for language-model agents."""
