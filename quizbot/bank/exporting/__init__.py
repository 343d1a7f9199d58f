"""Questions to files: our own YAML, a table for spreadsheets, cards for Anki."""
