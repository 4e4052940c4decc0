"""A team's data in PostgreSQL with PostGIS: read like a folder, changed by proposals and review.

What belongs here: the database's schema made from the tables' contracts, loading and dumping,
proposals, review, publishing, and the reader that stands behind a catalog. What does not: what rows
mean (`geo/records/`) and how changes are told (`layers/words/`). Alone in speaking to a database.
"""
