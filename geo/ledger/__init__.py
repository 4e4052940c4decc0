"""What was said: figures and dates known by a date, who disagrees, what stands first and why.

What belongs here: claims, series, promises, key figures and their citations, as of a date. What
does not: words for a reader (`layers/words/`).
"""
