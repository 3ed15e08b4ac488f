"""What is no claim: codes, names, dates and other numbers that count nothing."""
