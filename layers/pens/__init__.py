"""What draws: one package a medium.

What belongs here: turning what is laid out into a drawing. What does not: what is said
(`layers/words/`), files and whole packs (`layers/pack/`), the screen (`layers/screen/`).
"""
