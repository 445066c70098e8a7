-- Clips that their owners show to others by a link. The link holds a random secret, the row only its hash: whoever reads the
-- database cannot open it. One link for each clip; it goes with the clip.

CREATE TABLE shares (
    job_id INTEGER PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    allows_download INTEGER NOT NULL CHECK (allows_download IN (0, 1)),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX shares_by_end ON shares (expires_at);
