"""Handlers of buttons, menus and forms: read the input, call one service, show the result."""
