"""The data that travel with the package: tables, alignments, basemap. No code belongs here.

The scripts that made the geometry live in ``data/build`` of the checkout and are not installed.
"""
