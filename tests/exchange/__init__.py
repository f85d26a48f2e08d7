"""Packages, segments and keys, against real files and hostile ones."""
