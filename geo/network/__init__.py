"""Ways through: the graph of legs, what shuts it, what a way costs, and what a change does to it.

What belongs here: routes and comparisons over a state of the network. What does not: drawing them
(`layers/scene/`), or telling them in words (`layers/words/`).
"""
