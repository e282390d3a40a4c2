"""The database: mapped classes, the engine and the schema's history."""
