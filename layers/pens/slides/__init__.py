"""The pen for slides: native, editable PowerPoint shapes and tables.

What belongs here: shapes, text and tables on one slide. What does not: which slides there are
(`layers/pack/slides.py`).
"""
