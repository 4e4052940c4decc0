"""What is true: corridors, their network, and the ledger of sourced claims.

Nothing in this package draws, and nothing in it knows the web.
"""
