"""The rules: no clock, no input or output, no Discord. Time and chance are arguments."""
