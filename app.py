"""The page: a table of contents.

`streamlit run app.py` reads this file twice. As the server starts it finds `app`, which adds
routes and headers; for every reader it runs `main`. What is on the page stands in `main`, one line
a section; each section is a module of `page/`.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st


def main() -> None:
    """Show the page from what the reader chose."""
    from geo.errors import DataError, StoreError
    from page.beside import with_own
    from page.choose import chosen
    from page.detail import show_detail
    from page.faults import show_faults, show_refusal
    from page.follow import follow
    from page.frame import panels, show_notes, start_page
    from page.load import load
    from page.map import show_map
    from page.memory import settle

    start_page()
    try:
        shared, shared_files = load()
        catalog, files = with_own(shared, shared_files)
    except DataError as error:
        show_faults(error)
        return
    except StoreError as error:
        show_refusal(error)
        return
    map_part, panel_part = panels()
    with map_part:
        show_map(catalog, files)
    with panel_part:
        # Charts and tables take a while to import: the map is on its way by then.
        from page.panels import show_panels

        now = chosen(catalog)
        show_notes(now.notes)
        show_detail(catalog, now.selection)
        show_panels(catalog, now.selection)
    follow(shared)
    settle(shared.data_hash)


if __name__ == "__main__":
    main()
else:
    # Only what the server needs is imported here: it listens the sooner.
    from page.serve import lifespan, middleware, routes

    app = st.App(Path(__file__), lifespan=lifespan, routes=routes(), middleware=middleware())
