"""The pen's last step to pixels: the library's renderer, quicker with text, for the same pixels.

What belongs here: what the general renderer does anew for each letter and need not. What does not:
what is drawn (`layers/pens/paper.py`), and files (`layers/pens/files.py`).
"""

# The backend carries no types.
# mypy: disable-error-code="no-untyped-call, misc"

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import LoadFlags, RenderMode

from layers.scene.type import extent

# A letter as it is: neither turned nor slanted, in the 65,536ths that the library counts in.
_UPRIGHT = [[0x10000, 0], [0, 0x10000]]
# Places are told in such parts of a pixel.
_PARTS = 64


class PixelRenderer(RendererAgg):
    """Draws into pixels; level text is set letter by letter without a matrix for each."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """Return a text's measures in pixels, which the layout has asked for mostly."""
        if ismath:
            measured: tuple[float, float, float] = super().get_text_width_height_descent(
                s, prop, ismath
            )
            return measured
        return extent(s, prop, self.dpi)

    def _draw_text_glyphs_and_boxes(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        angle: float,
        glyphs: Iterable[tuple[Any, ...]],
        boxes: Iterable[Any],
    ) -> None:
        """Draw letters as the library places them: `y` is from the top, `up` from the baseline."""
        if angle or boxes:
            super()._draw_text_glyphs_and_boxes(gc, x, y, angle, glyphs, boxes)
            return
        draw, floor, height = self._renderer.draw_text_image, self.height - y, int(self.height)
        held = None
        for font, size, number, _, _, along, up in glyphs:
            if font is not held:
                font.set_size(size, self.dpi)
                held = font
            at = [round(_PARTS * (x + along)), round(_PARTS * (floor + up))]
            font._set_transform(_UPRIGHT, at)
            letter = font._render_glyph(number, LoadFlags.NO_HINTING, RenderMode.NORMAL)
            pixels = letter.buffer
            if pixels.size:
                draw(pixels, letter.left, height - letter.top + len(pixels), 0, gc)
