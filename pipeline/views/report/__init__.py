"""The report: results as a page that opens from disk."""
