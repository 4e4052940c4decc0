"""What makes the geometry of ``data/`` from hand-filled tables and three pinned data packages.

Build time only: nothing at run time imports this package. The tables are explained in README.md
beside this file.
"""
