"""From the model's role spans to attributions."""
