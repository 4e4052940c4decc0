"""Pages put together and saved: map page, brief, slides, single HTML file, data.

What belongs here: which pages and files make a pack, what must stand on them, and how they reach
the disk. What does not: drawing (`layers/pens/`) and words (`layers/words/`).
"""
