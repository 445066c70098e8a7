-- What the web page needs beside jobs and faces.

-- Logins of a browser. The browser holds a random id, the row only its hash: whoever reads the database cannot come in with it.

CREATE TABLE sessions (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- Files on their way in, in pieces. The content is the file of that id in the folder of uploads, of which the first `received`
-- bytes are durable: they are written before the row says so. A file there without a row is rubbish.

CREATE TABLE uploads (
    id TEXT PRIMARY KEY CHECK (length(id) = 32),
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    received INTEGER NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND bytes),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_user ON uploads (user_id);
CREATE INDEX uploads_by_change ON uploads (changed_at);
