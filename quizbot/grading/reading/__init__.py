"""The reader: a small model that reads prompt, key points and answer together."""
