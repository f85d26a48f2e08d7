"""The desk: one writer, commands and questions as frozen data, undo, start-up."""
