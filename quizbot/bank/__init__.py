"""The bank: YAML to questions and back, with one validator for every way in."""
