"""The application layer: what people can do, with whose rights, and within which limits. Knows no front end."""
