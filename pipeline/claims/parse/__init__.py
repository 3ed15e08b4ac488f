"""What the text says: numbers, units, ranges and shares as parsed quantities, before anything is linked."""
