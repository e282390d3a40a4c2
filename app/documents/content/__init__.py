"""What a paper says: frozen records and the sentences derived from them, the same for Word, PDF and Excel."""
