"""One file, one slash command or group: read the input, call one service, show the result."""
