"""Reading the results: report, tables, exports, terminal."""
