"""One file, one shell command: ``python bot.py COMMAND``."""
