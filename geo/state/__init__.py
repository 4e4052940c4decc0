"""What holds at a date: statuses, closures and confirmations, and what a Selection shows of them.

What belongs here: questions whose answer is a leg, node or closure in a state. What does not: what
was said of it in numbers and promises (`geo/ledger/`), and ways over it (`geo/network/`).
"""
