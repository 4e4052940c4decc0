"""Somebody's own files as an overlay beside the shipped data: stranger's bytes in, tables out.

What belongs here: telling what a file is by its bytes, reading it within limits, asking what cannot
be known, and giving the tables back. What does not: how an overlay's records stand beside the
shipped ones (`geo/records/beside.py`), and asking a reader (`page/own.py`). No byte from outside
reaches a library that would open files or connections of its own.
"""
