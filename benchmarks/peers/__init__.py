"""What others do: small apps and drawings with the usual tools, over the same layers.

They use nothing of this project but its data files, as a reader of a tutorial would.
"""
