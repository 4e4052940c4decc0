"""What the reader's browser gets: the interactive map, cards, charts, and their JavaScript.

What belongs here: plain JSON values, HTML strings, Altair charts, and the modules in `web/`. What
does not: Streamlit (`page/`), and drawing on paper and slides (`layers/pens/`), of which nothing
is known here.
"""
