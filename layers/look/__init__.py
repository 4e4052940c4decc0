"""From meaning to look: the tables every room reads.

What belongs here: colours, type, symbols, dashes, the classes of a legend, lanes, the backdrop's
layers, and how a text becomes safe in HTML. What does not: sentences about records
(`layers/words/`), and anything that has a place on a page. Nothing of the other rooms is imported.
"""
