"""What stands where on a page, in points, before anything is drawn.

What belongs here: papers, frames, the width of text, and where blocks, names and symbols stand.
What does not: the words (`layers/words/`), and drawing (`layers/pens/`).
"""
