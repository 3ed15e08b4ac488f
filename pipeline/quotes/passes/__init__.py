"""What is done to attributions, one pass a module."""
