-- The clock as the server saw it last. Deletion by age waits after a jump.

CREATE TABLE clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seen_at TEXT NOT NULL,
    doubted_at TEXT
) STRICT;
