-- Tokens that people make for their own scripts. The script holds a random secret, the row only its hash: whoever reads the
-- database cannot come in with it.

CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    created_at TEXT NOT NULL,
    used_at TEXT
) STRICT;
CREATE INDEX tokens_by_user ON tokens (user_id);
