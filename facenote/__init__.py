"""What the engine, the storage and the bot share: the base of all errors. Imports none of them."""
