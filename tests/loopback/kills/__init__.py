"""The bot's process, killed again and again at named instants, and what must hold after each kill.

``python -m tests.loopback.kills --kills 1000 --seed 1`` runs it; the suite runs a short form.
"""
