"""What changed between two states of the data: one account, every difference listed.

What belongs here: the state of a catalog on a day as facets, the differences between two states,
the journeys whose ways are compared, and the weekly tables of what is open and what falls due.
What does not: words (`layers/words/changes.py`), and editions as files (`geo/editions/`).
"""
