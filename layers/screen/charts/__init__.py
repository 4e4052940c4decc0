"""Altair charts of the panels.

What belongs here: placing marks on rows made elsewhere (`layers/words/charts.py`). What does not:
reading the ledger, and the page the chart stands on.
"""
