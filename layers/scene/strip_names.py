"""Where the names of a straightened corridor's places stand: in tiers over the line.

What belongs here: choosing names that have room. What does not: drawing them
(`layers/scene/strip.py`). The unit is the point of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geo.network.strip import Post
from layers.look.palette import TextLook
from layers.scene.type import text_size
from layers.words.strip import telling_first

TIERS = 3
_GAP = 2.0


@dataclass(frozen=True, slots=True)
class PostName:
    """A post's name in its tier: text, left edge, and the x of its leader."""

    text: str
    left: float
    width: float
    at: float
    tier: int


def placed_names(
    posts: Sequence[Post], at: Callable[[float], float], look: TextLook, *, right: float
) -> list[PostName]:
    """Return the names that have room, ends and changes first, in the lowest tier that is free.

    A leader never runs through another name.
    """
    placed: list[PostName] = []
    for place in telling_first(posts):
        post = posts[place]
        x = at(post.km)
        text = f"{post.node.name} {post.km:,.0f}"
        width = text_size(text, look)[0]
        left = min(x - 2.0, right - width)
        for tier in range(TIERS):
            label = PostName(text, left, width, x, tier)
            if not any(_clash(label, other) for other in placed):
                placed.append(label)
                break
    return placed


def _clash(one: PostName, other: PostName) -> bool:
    """Tell whether two names meet, or the leader of the higher runs through the lower."""
    if one.tier == other.tier:
        return one.left < other.left + other.width + 4.0 and other.left < one.left + one.width + 4.0
    higher, lower = (one, other) if one.tier > other.tier else (other, one)
    return lower.left - _GAP < higher.at < lower.left + lower.width + _GAP
