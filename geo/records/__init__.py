"""Records and their checks: what a row says, what must hold, and the catalog of all of them.

What belongs here: the contracts of the tables, reading them from one or several origins, every
check, and the catalog. What does not: the records themselves (`geo/model/`, which everybody
speaks), and what holds at a date (`geo/state/`).
"""
