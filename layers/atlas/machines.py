"""What an atlas says to machines: the list of its pages, and headers for those who serve it.

What belongs here: sitemap, robots, and the policy under which every page works. What does not: what
stands in a page's own head (`layers/atlas/pages.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from layers.atlas.pages import Page, address_of
from layers.atlas.site import Atlas

# Nothing but files of the atlas is asked for, no script or style stands in a page, and only the map
# to be embedded may stand in pages of others.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
)
_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
EMBED = "embed.html"
# Files whose names hold the hash of their content may be kept for good.
FOR_EVER = "/assets/h/"
_PACKED = (
    *("text/css", "text/javascript", "application/javascript", "application/json"),
    *("application/geo+json", "application/atom+xml", "image/svg+xml"),
)
_LONGEST_SITEMAP = 50_000


def sitemap_xml(atlas: Atlas, pages: Iterable[Page]) -> bytes:
    """Return the list of pages with the day each last changed; only whole addresses may stand."""
    rows = "".join(
        f"<url><loc>{escape(address_of(atlas, page.path))}</loc>"
        f"<lastmod>{page.modified or atlas.made_on}</lastmod></url>\n"
        for page in list(pages)[:_LONGEST_SITEMAP]
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    ).encode()


def robots_txt(atlas: Atlas) -> bytes:
    """Return that everything may be read, and where the list of pages is."""
    listed = f"Sitemap: {atlas.address}sitemap.xml\n" if atlas.address else ""
    return f"User-agent: *\nAllow: /\n{listed}".encode()


def headers_file() -> bytes:
    """Return `_headers`, as several hosts of plain files read it."""
    common = "\n".join(f"  {name}: {value}" for name, value in _HEADERS.items())
    return (
        f"/*\n  Content-Security-Policy: {_POLICY}'self'\n{common}\n"
        f"/{EMBED}\n  ! Content-Security-Policy\n  Content-Security-Policy: {_POLICY}*\n"
        f"{FOR_EVER}*\n  Cache-Control: public, max-age=31536000, immutable\n"
    ).encode()


def nginx_snippet() -> bytes:
    """Return the same as lines to include in a `server` or `location` of nginx."""
    common = "".join(f'add_header {name} "{value}" always;\n' for name, value in _HEADERS.items())
    embed = EMBED.replace(".", "[.]")
    framed = f'set $framed "\'self\'";\nif ($uri ~ /{embed}$) {{ set $framed "*"; }}\n'
    return (
        f"# Include this in the server block of the atlas.\n{framed}"
        f'add_header Content-Security-Policy "{_POLICY}$framed" always;\n{common}'
        f"gzip on;\ngzip_types {' '.join(_PACKED)};\n"
    ).encode()
