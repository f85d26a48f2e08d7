"""Named questions to the database, one module a room; SQL as constants, frozen rows out."""
