"""The one home of SQL: the log, its projections, queries and the unit of work."""
