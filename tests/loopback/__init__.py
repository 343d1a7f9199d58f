"""A stand-in for Discord on 127.0.0.1: its REST API and gateway, as far as the bot uses them.

It is for what cannot be seen from inside the bot's own process: the process killed at an instant,
an answer of Discord that is lost on its way, and the rule that a message with the same nonce is not
sent twice.
"""
