"""The views of the window, one module a view."""
