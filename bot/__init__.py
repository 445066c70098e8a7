"""The product: user interfaces on top of the engine and the storage. Nothing imports it."""
