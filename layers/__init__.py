"""How it looks, in rooms with one direction. No Streamlit here.

`look` <- `words` <- `scene` <- `pens` <- `pack`, and `words` <- `screen` <- `pack`. What draws on
paper and slides (`pens`) and what draws in the browser (`screen`) do not know each other.
"""
