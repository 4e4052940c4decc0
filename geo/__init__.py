"""What is true: corridors, their network, and the ledger of sourced claims.

Nothing in this package draws, and nothing in it knows the web. On the ground stand the words
everybody speaks (`model/`), errors, clean text, spellings, calendars, zips that are always the
same, and the one module that measures (`crs`); above them the rooms, each importing only from those
before it:

- `records`: contracts, readers, checks and the catalog
- `state`: what holds at a date, and what a Selection shows
- `ledger`: what was said, by whom, and what stands first
- `network`: ways through, and what shuts them
- `changes`: what differs between two days or two catalogs
- `editions`: one state of the data as a file, and the shelf of them
- `formats`: the link, and a Selection as data files
- `own`: a reader's own data, read within limits, as an overlay
"""
