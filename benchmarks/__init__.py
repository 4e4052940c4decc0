"""Measurements: `python -m benchmarks` runs them and prints one table.

What belongs here: measuring what the project promises, beside what others use, in one run on one
machine. What does not: tests. Nothing here fails when a figure misses its bar; it says so.
"""
