"""Tests: one file per module, the shipped data, the direction of imports, and the page itself."""
