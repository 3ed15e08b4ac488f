"""Running: shards, artifacts, manifest, stages, engines."""
