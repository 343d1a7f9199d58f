"""When slots are due, in every zone of the tz database, checked against a reckoning of its own.

The whole check takes minutes and is a command, ``python -m tests.zones``; a sample is a test.
"""
