"""How it looks, in rooms with one direction. No Streamlit here.

`look` <- `words` <- `scene` <- `pens` <- `pack` <- `atlas`, `words` <- `screen` <- `pack` and
`words` <- `answers`. What draws on paper and slides (`pens`) and what draws in the browser
(`screen`) do not know each other.
"""
