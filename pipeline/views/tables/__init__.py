"""Results as tables: CSV, XLSX, Parquet, SQLite, DuckDB, and SQL over the records themselves."""
