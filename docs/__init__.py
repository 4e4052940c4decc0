"""Pages of documentation, with the scripts that write those made from the data."""
