"""`python -m kvdesk`: the command line."""

from kvdesk.cli.main import main

if __name__ == "__main__":
    main()
