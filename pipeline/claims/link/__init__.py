"""What a figure is linked to: what it measures, whose it is, when, who says so; each a choice that says why."""
