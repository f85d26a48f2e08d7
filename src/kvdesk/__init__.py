"""kvdesk: the desk of a secretariat that has no server."""

__version__ = "0.1.0"
