"""What is read off the letters alone: marks, sentences, cue verbs, phrases."""
