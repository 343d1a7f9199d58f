"""Benchmarks: how fast the bot is, beside a bare discord.py bot in the same run.

They print figures and judge nothing: a machine that is busy must not turn a test red.
"""
