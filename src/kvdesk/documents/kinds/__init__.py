"""One document kind a module: content in, blocks out."""
