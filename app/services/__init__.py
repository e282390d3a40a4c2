"""What the program can do: one call, one transaction, one entry in the log."""
