-- Times are UTC text, fixed width, so that they sort as text. JSON columns are opaque to SQL.

-- Files. A row says that the file (or folder) of that content is durable in the media folder. Only face_files and job_files
-- name files; when the last naming row goes, the triggers drop the file's row and put its hash on the list of removals, which
-- is worked off after the commit: a crash in between loses nothing and leaves nothing behind.

CREATE TABLE files (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    bytes INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE removals (
    sha256 TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER file_dropped AFTER DELETE ON files BEGIN
    INSERT INTO removals (sha256) VALUES (OLD.sha256) ON CONFLICT DO NOTHING;
END;

-- People and chats. `account` and `address` name them to the outside, e.g. "telegram:4711"; ids are never reused.

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}',
    turn INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX users_by_turn ON users (turn);

CREATE TABLE bans (
    account TEXT PRIMARY KEY,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    text_version TEXT NOT NULL,
    given_at TEXT NOT NULL
) STRICT;
CREATE INDEX consents_by_user ON consents (user_id);

CREATE TABLE chats (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL UNIQUE,
    user_id INTEGER REFERENCES users ON DELETE CASCADE,
    settings TEXT NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX chats_by_user ON chats (user_id);

CREATE TABLE dialogues (
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    chat_id INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
    state TEXT NOT NULL,
    data TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (user_id, chat_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dialogues_by_chat ON dialogues (chat_id);

-- Faces.

CREATE TABLE faces (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    job_id INTEGER UNIQUE,
    name TEXT NOT NULL,
    facts TEXT NOT NULL,
    is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX faces_by_user ON faces (user_id);
CREATE UNIQUE INDEX one_default_face ON faces (user_id) WHERE is_default = 1;

CREATE TABLE face_files (
    face_id INTEGER NOT NULL REFERENCES faces ON DELETE CASCADE,
    role TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES files,
    PRIMARY KEY (face_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX face_files_by_file ON face_files (sha256);

CREATE TABLE shared_faces (
    chat_id INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
    face_id INTEGER NOT NULL REFERENCES faces ON DELETE CASCADE,
    shared_at TEXT NOT NULL,
    PRIMARY KEY (chat_id, face_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shared_faces_by_face ON shared_faces (face_id);

-- Jobs. A lease (owner, token, lease_until) belongs to a running job, or to a rendered one that is being sent: there it is the
-- recorded intent to deliver.

CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    name TEXT NOT NULL,
    front TEXT NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX batches_by_user ON batches (user_id);

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    key TEXT,
    chat_id INTEGER REFERENCES chats ON DELETE SET NULL,
    face_id INTEGER REFERENCES faces ON DELETE SET NULL,
    batch_id INTEGER REFERENCES batches ON DELETE SET NULL,
    kind TEXT NOT NULL,
    request TEXT NOT NULL,
    work REAL NOT NULL CHECK (work > 0),
    state TEXT NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'rendered', 'delivered', 'failed', 'cancelled')),
    attempts INTEGER NOT NULL DEFAULT 0,
    owner TEXT,
    token TEXT,
    lease_until TEXT,
    stage TEXT NOT NULL DEFAULT '',
    progress REAL NOT NULL DEFAULT 0,
    result TEXT NOT NULL DEFAULT '{}',
    code TEXT,
    facts TEXT NOT NULL DEFAULT '{}',
    front TEXT NOT NULL DEFAULT '{}',
    sends INTEGER NOT NULL DEFAULT 0,
    send_after TEXT,
    messages TEXT NOT NULL DEFAULT '[]',
    created_at TEXT NOT NULL,
    started_at TEXT,
    rendered_at TEXT,
    finished_at TEXT,
    changed_at TEXT NOT NULL,
    UNIQUE (user_id, key),
    CHECK (token IS NULL OR state IN ('running', 'rendered')),
    CHECK (token IS NOT NULL OR state <> 'running'),
    CHECK ((token IS NULL) = (owner IS NULL) AND (token IS NULL) = (lease_until IS NULL)),
    CHECK ((code IS NOT NULL) = (state = 'failed')),
    CHECK ((finished_at IS NOT NULL) = (state IN ('delivered', 'failed', 'cancelled')))
) STRICT;
CREATE INDEX jobs_queued ON jobs (user_id, id) WHERE state = 'queued';
CREATE INDEX jobs_open ON jobs (state, lease_until) WHERE state IN ('queued', 'running', 'rendered');
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX jobs_timed ON jobs (kind, rendered_at) WHERE rendered_at IS NOT NULL;
CREATE INDEX jobs_by_user ON jobs (user_id, created_at);
CREATE INDEX jobs_by_chat ON jobs (chat_id, created_at);
CREATE INDEX jobs_by_face ON jobs (face_id);
CREATE INDEX jobs_by_batch ON jobs (batch_id);

CREATE TABLE job_files (
    job_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    role TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES files,
    PRIMARY KEY (job_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_files_by_file ON job_files (sha256);

CREATE TRIGGER face_file_dropped AFTER DELETE ON face_files BEGIN
    DELETE FROM files WHERE sha256 = OLD.sha256
        AND NOT EXISTS (SELECT 1 FROM face_files WHERE sha256 = OLD.sha256)
        AND NOT EXISTS (SELECT 1 FROM job_files WHERE sha256 = OLD.sha256);
END;
CREATE TRIGGER job_file_dropped AFTER DELETE ON job_files BEGIN
    DELETE FROM files WHERE sha256 = OLD.sha256
        AND NOT EXISTS (SELECT 1 FROM face_files WHERE sha256 = OLD.sha256)
        AND NOT EXISTS (SELECT 1 FROM job_files WHERE sha256 = OLD.sha256);
END;

-- Events. Written by triggers, so that no change of a job can forget its own. One writer at a time: ids are committed in order.
-- Of a job's progress only the last event is kept.

CREATE TABLE job_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('state', 'progress')),
    state TEXT NOT NULL,
    stage TEXT NOT NULL,
    progress REAL NOT NULL,
    code TEXT,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX job_events_by_user ON job_events (user_id, id);
CREATE INDEX job_events_by_job ON job_events (job_id, kind);

CREATE TRIGGER job_created AFTER INSERT ON jobs BEGIN
    INSERT INTO job_events (job_id, user_id, kind, state, stage, progress, code, at)
    VALUES (NEW.id, NEW.user_id, 'state', NEW.state, NEW.stage, NEW.progress, NEW.code, NEW.changed_at);
END;
CREATE TRIGGER job_state_changed AFTER UPDATE OF state ON jobs WHEN OLD.state <> NEW.state BEGIN
    INSERT INTO job_events (job_id, user_id, kind, state, stage, progress, code, at)
    VALUES (NEW.id, NEW.user_id, 'state', NEW.state, NEW.stage, NEW.progress, NEW.code, NEW.changed_at);
END;
CREATE TRIGGER job_progressed AFTER UPDATE OF stage, progress ON jobs
WHEN OLD.state = NEW.state AND (OLD.stage <> NEW.stage OR OLD.progress <> NEW.progress) BEGIN
    DELETE FROM job_events WHERE job_id = NEW.id AND kind = 'progress';
    INSERT INTO job_events (job_id, user_id, kind, state, stage, progress, code, at)
    VALUES (NEW.id, NEW.user_id, 'progress', NEW.state, NEW.stage, NEW.progress, NEW.code, NEW.changed_at);
END;

CREATE TABLE feedback (
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    job_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    verdict TEXT NOT NULL CHECK (verdict IN ('good', 'bad')),
    comment TEXT NOT NULL,
    given_at TEXT NOT NULL,
    PRIMARY KEY (job_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_by_user ON feedback (user_id);
