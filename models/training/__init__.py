"""Training of the onrecord encoder: data, network, trainer, exporter."""
