"""The pen for paper: matplotlib draws pages without pyplot.

What belongs here: the parts of a page, and the page as PNG, SVG and PDF. What does not: native
shapes of slides (`layers/pens/slides/`).
"""
