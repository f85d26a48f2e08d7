"""Spreadsheets for people without kvdesk: written to be filled in, read back as values only."""
