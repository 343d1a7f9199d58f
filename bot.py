"""The command line's door; see `quizbot.commandline.cli`."""

from quizbot.commandline.cli import main

if __name__ == "__main__":
    main()
