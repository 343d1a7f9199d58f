"""Documents as people write them to questions: bytes in, understood items and remarks out."""
