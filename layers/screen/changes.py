"""The list of changes as HTML: by corridor, each a link that takes the map to its place.

What belongs here: markup. What does not: the sentences (`layers/words/changes.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.changes.kinds import Nature, Topic
from layers.look.text import safe
from layers.screen.cards import heading_html
from layers.screen.sources import source_link
from layers.words.changelist import ChangeList, ToldChange, total_text

# So many sentences of a corridor stand open; more than the second are in the file to take away.
FIRST_OF_GROUP, MOST_OF_GROUP = 6, 40
# Their records can be pinned: the card stands beside the map then.
_PINNED = (Topic.CLAIM, Topic.EVENT)


def changes_html(listed: ChangeList, *, only: Sequence[str] = (), most: int = MOST_OF_GROUP) -> str:
    """Return the changes by corridor; `only` names the corridors that are on, with the rest.

    Of each corridor stand the first `most`; how many more there are is said.

    What happened, what was only learned and what elapsed have a look of their own.
    """
    parts = [f'<p class="ledger-key">{safe(total_text(listed.account))}</p>']
    for name, told in listed.groups.items():
        if told[0].corridor_id and told[0].corridor_id not in only:
            continue
        shown = "".join(_item(listed, one) for one in told[:most])
        more = len(told) - most
        rest = f'<p class="ledger-none">and {more} more.</p>' if more > 0 else ""
        parts.append(f'{heading_html(name)}<ul class="change-list">{shown}</ul>{rest}')
    return "".join(parts)


def _item(listed: ChangeList, one: ToldChange) -> str:
    change = one.change
    sources = listed.catalog.sources
    cited = [source_link(sources[name]) for name in change.source_ids if name in sources]
    learned = " <i>known only now</i>" if change.nature is Nature.LEARNED else ""
    pin = change.key[1] if change.key[0] in _PINNED and change.after is not None else ""
    place = ":".join(change.subjects[-1]) if change.subjects else ""
    link = (
        f'<a class="record-link" href="?pin={safe(pin)}" target="_self" data-pin="{safe(pin)}" '
        f'data-place="{safe(place)}" data-fly>{safe(one.sentence)}</a>'
    )
    return f'<li class="change {change.nature.value}">{link}{learned} {" ".join(cited)}</li>'
