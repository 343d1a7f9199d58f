"""The command line's door; see `quizbot.cli`."""

from quizbot.cli import main

if __name__ == "__main__":
    main()
