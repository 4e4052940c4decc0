"""The subcommands of `corridors`, one module each: what it accepts, what it prints, how it ends.

What is true comes from `geo`, how it looks from `layers`. Both are imported when a command runs, so
that `--help` answers at once.
"""
