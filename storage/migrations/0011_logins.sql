-- Logins get an id and the name of their browser, so that people can tell them apart and end them. Links log somebody in once;
-- the link holds a random secret, the row only its hash.

ALTER TABLE sessions RENAME TO old_sessions;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    browser TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
INSERT INTO sessions (user_id, sha256, browser, created_at, expires_at)
    SELECT user_id, sha256, '', created_at, expires_at FROM old_sessions ORDER BY created_at;
DROP TABLE old_sessions;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE login_links (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
