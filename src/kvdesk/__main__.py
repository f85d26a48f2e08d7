"""`python -m kvdesk`: the command line; frozen, also the worker that tries a passphrase."""

from multiprocessing import freeze_support

from kvdesk.cli.main import main

if __name__ == "__main__":
    freeze_support()
    main()
