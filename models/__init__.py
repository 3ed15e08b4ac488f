"""Trained weights, the code that trains them, and the model card."""
