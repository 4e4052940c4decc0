"""Overland trade corridors of Afghanistan, Iran and Central Asia, from code."""
