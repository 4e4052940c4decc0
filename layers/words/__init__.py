"""What is said of records, and in which order.

What belongs here: the wording of figures, dates and states, and the rows of every list and table
as plain text. What does not: how a text looks or where it stands (`layers/scene/`), HTML
(`layers/screen/`). Only `layers/look/` is imported.
"""
