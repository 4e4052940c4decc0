"""The words of the project: closed vocabularies and frozen records, everybody's to speak.

What belongs here: what a record is, by subject: `origins`, `dates`, `lines` (nodes, legs, branches,
corridors), `said` (sources, claims, events), `states` (statuses, closures), `choice` (a selection).
A record is one row of the data folder; a coordinate is a (longitude, latitude) pair in degrees,
WGS 84. Standard library only. What does not: files, geometry, tables, and whatever is reckoned from
records (the rooms beside this one).
"""
