"""Files of the office, read into rows and faults."""
