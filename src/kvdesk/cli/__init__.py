"""The command line, made from the registry of commands and questions."""
