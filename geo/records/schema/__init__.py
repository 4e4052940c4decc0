"""The contract of every table of the data folder: its file, its key, its columns.

What belongs here: the only description of the data's form, by subject: `lines`, `states`, `said`,
`ways`, and `every` (the CSV tables in order); `data/datapackage.json` is derived from them. What
does not: what a contract can say (`geo/records/contract.py`), and reading by them
(`geo/records/rows.py`).
"""
