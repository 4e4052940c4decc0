"""The PNG that is written: the same pixels back, its resolution, and what it says of itself."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from layers.pens.png import png_bytes


def test_another_program_reads_the_same_pixels_and_words() -> None:
    pixels = np.random.default_rng(7).integers(0, 256, (31, 17, 3), dtype=np.uint8)
    said = {"Software": "trade-corridors", "Title": "Герат – هرات", "Description": "A & B"}
    content = png_bytes(Image.fromarray(pixels), dpi=300, said=said)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.mode == "RGB"
        assert np.array_equal(np.asarray(picture), pixels)
        assert [round(one) for one in picture.info["dpi"]] == [300, 300]
        assert {name: picture.info[name] for name in said} == said
    assert png_bytes(Image.fromarray(pixels), dpi=300, said=said) == content
