"""The product as plain files: a map of every date, and a page for every record.

What belongs here: the pages of the published atlas, their addresses, and the files beside them.
What does not: what is said of a record (`layers/words/`, `layers/screen/`), and the map's own code
(`layers/screen/web/`).
"""
