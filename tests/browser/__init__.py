"""Tests that look at the page through Chromium. Everything here carries the mark ``browser``."""
