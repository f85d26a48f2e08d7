"""Packages that carry changes between desks: format, limits, signatures."""
