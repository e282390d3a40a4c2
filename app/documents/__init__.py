"""Papers: frozen content in, bytes out."""
