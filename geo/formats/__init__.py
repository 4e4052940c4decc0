"""What leaves and enters in a form of its own: the link, and a Selection as data files.

What belongs here: codecs, listings and their licences. What does not: pages and pictures
(`layers/pack/`).
"""
