"""Editions of the data: one state of them as one file, and the shelf of those installed.

What belongs here: packing and unpacking, the check that ids are forever, and which edition is in
use. What does not: what differs between two editions (`geo/changes/`), and the tables themselves
(`geo/records/`).
"""
