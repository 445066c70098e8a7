"""What the bot says: one Fluent file a language, the same keys in each."""
