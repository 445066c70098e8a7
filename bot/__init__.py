"""The product: what people meet, on top of the engine and the storage. Nothing imports it."""
