"""The nine pages of the window, a file each."""
