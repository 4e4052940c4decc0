"""The colours of the peers' lines."""

COLOURS = ("#1b6ca8", "#c4511b", "#2e7d4f", "#7a4b8f", "#8a6d1a", "#555555")
