"""The static map's names as they are drawn: text with its halo, dots and leaders.

What belongs here: drawing what was placed. What does not: placing it (`layers/scene/placing.py`),
which names exist (`layers/pens/paper/names.py`) and how type looks (`layers/look/palette.py`). One
unit of the axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from layers.look.palette import POINTS_PER_PIXEL
from layers.scene.placing import LEADING, PlacedLabel, cap_height, leader_end
from layers.scene.type import set_text, text_size


def draw_labels(ax: Axes, labels: Iterable[PlacedLabel], *, zorder: float) -> None:
    """Draw labels with their halos where they were placed."""
    for label in labels:
        top = label.box.y1
        if label.led:
            _draw_leader(ax, label, zorder=zorder)
        if label.wish.dot:
            colour = label.wish.lines[0][1].colour
            dot = Circle(label.wish.at, label.wish.dot, facecolor=colour, edgecolor="none")
            dot.set_zorder(zorder)
            ax.add_artist(dot)
        x = label.box.x0 + label.align * label.box.width
        for order, (text, look) in enumerate(label.wish.lines):
            _, up, _ = text_size(text, look)
            height = cap_height(look)
            baseline = top - max(height, up if order == 0 else 0.0)
            width = look.halo_px * POINTS_PER_PIXEL * look.size_pt / 7.0
            set_text(
                ax,
                (x, baseline),
                text,
                look,
                align={0.0: "left", 0.5: "center", 1.0: "right"}[label.align],
                halo_points=width if look.halo else 0.0,
                zorder=zorder + 0.1,
                gid=f"label:{label.wish.key}",
            )
            top = baseline - look.size_pt * (LEADING - 1.0) - look.size_pt * 0.16


def spaced_out(text: str) -> str:
    """Return a name in capitals with thin spaces between its letters, as maps write countries."""
    return "\u2009\u200a".join(text.upper()).replace("\u2009\u200a \u2009\u200a", "\u2002 ")


def _draw_leader(ax: Axes, label: PlacedLabel, *, zorder: float) -> None:
    """Draw a fine line from a symbol to the nearest edge of its label."""
    x, y = label.wish.at
    to_x, to_y = leader_end(label)
    length = float(np.hypot(to_x - x, to_y - y))
    if length <= label.wish.radius:
        return
    share = label.wish.radius / length
    look = label.wish.lines[0][1]
    ax.plot(
        [x + (to_x - x) * share, to_x],
        [y + (to_y - y) * share, to_y],
        color=look.colour,
        linewidth=0.5,
        zorder=zorder,
        solid_capstyle="butt",
    )
