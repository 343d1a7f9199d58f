"""Results to messages: pure functions, one file per kind of message."""
