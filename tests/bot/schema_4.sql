-- A database as the code of version 0.1.0 with schema 4 wrote it: clips made in Telegram alone and as a batch, one cancelled, a
-- batch that is still open, a login and an upload. Never edited.
BEGIN TRANSACTION;
CREATE TABLE bans (
    account TEXT PRIMARY KEY,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    name TEXT NOT NULL,
    front TEXT NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL
) STRICT;
INSERT INTO "batches" VALUES(1,1,'telegram','{"open":false,"status":12,"zipped":2}','2026-11-27T21:47:31.736937+00:00');
INSERT INTO "batches" VALUES(2,1,'telegram','{"open":true,"status":null,"zipped":0}','2026-11-27T21:47:33.568693+00:00');
CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('faces', 'language', 'gone')),
    job_id INTEGER,
    CHECK ((kind = 'gone') = (job_id IS NOT NULL))
) STRICT;
INSERT INTO "changes" VALUES(1,1,'faces',NULL);
CREATE TABLE chats (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL UNIQUE,
    user_id INTEGER REFERENCES users ON DELETE CASCADE,
    settings TEXT NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL
) STRICT;
INSERT INTO "chats" VALUES(1,'telegram:11',1,'{}','2026-11-27T21:47:29.570614+00:00');
CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    text_version TEXT NOT NULL,
    given_at TEXT NOT NULL
) STRICT;
INSERT INTO "consents" VALUES(1,1,'2026-11','2026-11-27T21:47:29.570614+00:00');
CREATE TABLE cursors (
    name TEXT PRIMARY KEY,
    event_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "cursors" VALUES('telegram-status',18);
CREATE TABLE dialogues (
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    chat_id INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
    state TEXT NOT NULL,
    data TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (user_id, chat_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "dialogues" VALUES(1,1,'batch','{"batch":2}','2026-11-27T21:47:33.653464+00:00');
CREATE TABLE face_files (
    face_id INTEGER NOT NULL REFERENCES faces ON DELETE CASCADE,
    role TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES files,
    PRIMARY KEY (face_id, role)
) STRICT, WITHOUT ROWID;
INSERT INTO "face_files" VALUES(1,'poster','667c448cd10a701b374bc3f1360df64f08f1dd24f006b24ad48c175b9d06c6aa');
INSERT INTO "face_files" VALUES(1,'template','9d492734cb1d472fad8cad16427d98c06a3e90b66c5f0742413ee1d70b88845f');
CREATE TABLE faces (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    job_id INTEGER UNIQUE,
    name TEXT NOT NULL,
    facts TEXT NOT NULL,
    is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;
INSERT INTO "faces" VALUES(1,1,NULL,'Face 1','{"blocked":false,"report":{"verdict":"warn","findings":[{"code":"speech","severity":"warn","value":3.2,"unit":"","recommended":null,"limit":null,"overridable":true,"advice":"","frame":null,"side":""}]},"lip_score":null,"kind":"video","renderer":null,"size":null}',1,'2026-11-27T21:47:29.570614+00:00');
CREATE TABLE feedback (
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    job_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    verdict TEXT NOT NULL CHECK (verdict IN ('good', 'bad')),
    comment TEXT NOT NULL,
    given_at TEXT NOT NULL,
    PRIMARY KEY (job_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE files (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    bytes INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "files" VALUES('1898e229b027646158eb1c9f59a9f9ab3d2a46bae003c9ce0f2c2c90af807618',2900,'2026-11-27T21:47:30.621793+00:00');
INSERT INTO "files" VALUES('667c448cd10a701b374bc3f1360df64f08f1dd24f006b24ad48c175b9d06c6aa',689,'2026-11-27T21:47:29.570614+00:00');
INSERT INTO "files" VALUES('687da40039d95a60d8dda4e448b656a83f66248c92ebde6f662ef429267f0998',23955,'2026-11-27T21:47:30.857169+00:00');
INSERT INTO "files" VALUES('85013bb8166d18ab2259c48353b29fcdeb4413a4e8b383e19b9adc4e2a71130b',23951,'2026-11-27T21:47:30.372983+00:00');
INSERT INTO "files" VALUES('9d492734cb1d472fad8cad16427d98c06a3e90b66c5f0742413ee1d70b88845f',2900,'2026-11-27T21:47:29.570614+00:00');
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
INSERT INTO "job_events" VALUES(2,1,1,'state','queued','',0.0,NULL,'2026-11-27T21:47:30.372983+00:00');
INSERT INTO "job_events" VALUES(3,1,1,'state','running','',0.0,NULL,'2026-11-27T21:47:30.501554+00:00');
INSERT INTO "job_events" VALUES(4,1,1,'state','rendered','',1.0,NULL,'2026-11-27T21:47:30.621793+00:00');
INSERT INTO "job_events" VALUES(5,1,1,'state','delivered','',1.0,NULL,'2026-11-27T21:47:30.832417+00:00');
INSERT INTO "job_events" VALUES(6,2,1,'state','queued','',0.0,NULL,'2026-11-27T21:47:30.857169+00:00');
INSERT INTO "job_events" VALUES(7,2,1,'state','running','',0.0,NULL,'2026-11-27T21:47:30.876542+00:00');
INSERT INTO "job_events" VALUES(9,2,1,'progress','running','draw',0.64,NULL,'2026-11-27T21:47:31.085961+00:00');
INSERT INTO "job_events" VALUES(10,2,1,'state','cancelled','draw',0.64,NULL,'2026-11-27T21:47:31.459479+00:00');
INSERT INTO "job_events" VALUES(11,3,1,'state','queued','',0.0,NULL,'2026-11-27T21:47:32.017900+00:00');
INSERT INTO "job_events" VALUES(12,3,1,'state','running','',0.0,NULL,'2026-11-27T21:47:32.081957+00:00');
INSERT INTO "job_events" VALUES(13,4,1,'state','queued','',0.0,NULL,'2026-11-27T21:47:32.254083+00:00');
INSERT INTO "job_events" VALUES(14,3,1,'state','rendered','',1.0,NULL,'2026-11-27T21:47:32.338003+00:00');
INSERT INTO "job_events" VALUES(15,4,1,'state','running','',0.0,NULL,'2026-11-27T21:47:32.493521+00:00');
INSERT INTO "job_events" VALUES(16,4,1,'state','rendered','',1.0,NULL,'2026-11-27T21:47:32.678500+00:00');
INSERT INTO "job_events" VALUES(17,3,1,'state','delivered','',1.0,NULL,'2026-11-27T21:47:32.965354+00:00');
INSERT INTO "job_events" VALUES(18,4,1,'state','delivered','',1.0,NULL,'2026-11-27T21:47:33.296139+00:00');
INSERT INTO "job_events" VALUES(19,4,1,'progress','delivered','',1.0,NULL,'2026-11-27T21:47:33.517874+00:00');
CREATE TABLE job_files (
    job_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    role TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES files,
    PRIMARY KEY (job_id, role)
) STRICT, WITHOUT ROWID;
INSERT INTO "job_files" VALUES(1,'clip','1898e229b027646158eb1c9f59a9f9ab3d2a46bae003c9ce0f2c2c90af807618');
INSERT INTO "job_files" VALUES(3,'clip','1898e229b027646158eb1c9f59a9f9ab3d2a46bae003c9ce0f2c2c90af807618');
INSERT INTO "job_files" VALUES(4,'clip','1898e229b027646158eb1c9f59a9f9ab3d2a46bae003c9ce0f2c2c90af807618');
INSERT INTO "job_files" VALUES(1,'poster','667c448cd10a701b374bc3f1360df64f08f1dd24f006b24ad48c175b9d06c6aa');
INSERT INTO "job_files" VALUES(3,'poster','667c448cd10a701b374bc3f1360df64f08f1dd24f006b24ad48c175b9d06c6aa');
INSERT INTO "job_files" VALUES(4,'poster','667c448cd10a701b374bc3f1360df64f08f1dd24f006b24ad48c175b9d06c6aa');
INSERT INTO "job_files" VALUES(2,'voice','687da40039d95a60d8dda4e448b656a83f66248c92ebde6f662ef429267f0998');
INSERT INTO "job_files" VALUES(1,'voice','85013bb8166d18ab2259c48353b29fcdeb4413a4e8b383e19b9adc4e2a71130b');
INSERT INTO "job_files" VALUES(3,'voice','85013bb8166d18ab2259c48353b29fcdeb4413a4e8b383e19b9adc4e2a71130b');
INSERT INTO "job_files" VALUES(4,'voice','85013bb8166d18ab2259c48353b29fcdeb4413a4e8b383e19b9adc4e2a71130b');
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
INSERT INTO "jobs" VALUES(1,1,'tg:11:1',1,1,NULL,'clip','{"form":"video","denoise":"auto"}',7.0,'delivered',1,NULL,NULL,NULL,'',1.0,'{"size":[64,64],"duration_s":2.0,"form":"video","lip_score":{"opening_r":0.86,"width_r":0.7,"seconds":9},"findings":[{"code":"voice_noise","severity":"warn","value":null,"unit":"","recommended":null,"limit":null,"overridable":true,"advice":"","frame":null,"side":""},{"code":"voice_level","severity":"ok","value":null,"unit":"","recommended":null,"limit":null,"overridable":true,"advice":"","frame":null,"side":""}]}',NULL,'{}','{"front":"telegram","chat":11,"thread":null,"reply":1,"output":"video"}',1,NULL,'[{"message":3,"file_id":"BAAC0000011898e229b027646","output":"video"}]','2026-11-27T21:47:30.372983+00:00','2026-11-27T21:47:30.501554+00:00','2026-11-27T21:47:30.621793+00:00','2026-11-27T21:47:30.832417+00:00','2026-11-27T21:47:30.832417+00:00');
INSERT INTO "jobs" VALUES(2,1,'tg:11:4',1,1,NULL,'clip','{"form":"video","denoise":"auto"}',7.0,'cancelled',1,NULL,NULL,NULL,'draw',0.64,'{}',NULL,'{}','{"front":"telegram","chat":11,"thread":null,"reply":4,"output":"video","status":5}',0,NULL,'[]','2026-11-27T21:47:30.857169+00:00','2026-11-27T21:47:30.876542+00:00',NULL,'2026-11-27T21:47:31.459479+00:00','2026-11-27T21:47:31.459479+00:00');
INSERT INTO "jobs" VALUES(3,1,'tg:11:10',1,1,1,'clip','{"form":"video","denoise":"auto"}',7.0,'delivered',1,NULL,NULL,NULL,'',1.0,'{"size":[64,64],"duration_s":2.0,"form":"video","lip_score":{"opening_r":0.86,"width_r":0.7,"seconds":9},"findings":[{"code":"voice_noise","severity":"warn","value":null,"unit":"","recommended":null,"limit":null,"overridable":true,"advice":"","frame":null,"side":""},{"code":"voice_level","severity":"ok","value":null,"unit":"","recommended":null,"limit":null,"overridable":true,"advice":"","frame":null,"side":""}]}',NULL,'{}','{"front":"telegram","chat":11,"thread":null,"reply":10,"output":"video"}',1,NULL,'[{"message":13,"file_id":"BAAC0000071898e229b027646","output":"video"}]','2026-11-27T21:47:32.017900+00:00','2026-11-27T21:47:32.081957+00:00','2026-11-27T21:47:32.338003+00:00','2026-11-27T21:47:32.965354+00:00','2026-11-27T21:47:32.965354+00:00');
INSERT INTO "jobs" VALUES(4,1,'tg:11:11',1,1,1,'clip','{"form":"video","denoise":"auto"}',7.0,'delivered',1,NULL,NULL,NULL,'',1.0,'{"size":[64,64],"duration_s":2.0,"form":"video","lip_score":{"opening_r":0.86,"width_r":0.7,"seconds":9},"findings":[{"code":"voice_noise","severity":"warn","value":null,"unit":"","recommended":null,"limit":null,"overridable":true,"advice":"","frame":null,"side":""},{"code":"voice_level","severity":"ok","value":null,"unit":"","recommended":null,"limit":null,"overridable":true,"advice":"","frame":null,"side":""}]}',NULL,'{}','{"front":"telegram","chat":11,"thread":null,"reply":11,"output":"video"}',1,NULL,'[{"message":14,"file_id":"BAAC0000101898e229b027646","output":"video"}]','2026-11-27T21:47:32.254083+00:00','2026-11-27T21:47:32.493521+00:00','2026-11-27T21:47:32.678500+00:00','2026-11-27T21:47:33.296139+00:00','2026-11-27T21:47:33.296139+00:00');
CREATE TABLE removals (
    sha256 TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "sessions" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',1,'2026-11-27T21:47:34.115489+00:00','2026-12-27T21:47:34.115489+00:00');
CREATE TABLE shared_faces (
    chat_id INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
    face_id INTEGER NOT NULL REFERENCES faces ON DELETE CASCADE,
    shared_at TEXT NOT NULL,
    PRIMARY KEY (chat_id, face_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE uploads (
    id TEXT PRIMARY KEY CHECK (length(id) = 32),
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    received INTEGER NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND bytes),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "uploads" VALUES('1e31bbe371bddb7974fffd618f021a31',1,'half.mp4',1000,0,'2026-11-27T21:47:34.115489+00:00','2026-11-27T21:47:34.115489+00:00');
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}',
    turn INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
) STRICT;
INSERT INTO "users" VALUES(1,'telegram:11','Anna','en','{}',4,'2026-11-27T21:47:29.570614+00:00');
CREATE TRIGGER file_dropped AFTER DELETE ON files BEGIN
    INSERT INTO removals (sha256) VALUES (OLD.sha256) ON CONFLICT DO NOTHING;
END;
CREATE INDEX users_by_turn ON users (turn);
CREATE INDEX consents_by_user ON consents (user_id);
CREATE INDEX chats_by_user ON chats (user_id);
CREATE INDEX dialogues_by_chat ON dialogues (chat_id);
CREATE INDEX faces_by_user ON faces (user_id);
CREATE UNIQUE INDEX one_default_face ON faces (user_id) WHERE is_default = 1;
CREATE INDEX face_files_by_file ON face_files (sha256);
CREATE INDEX shared_faces_by_face ON shared_faces (face_id);
CREATE INDEX batches_by_user ON batches (user_id);
CREATE INDEX jobs_queued ON jobs (user_id, id) WHERE state = 'queued';
CREATE INDEX jobs_open ON jobs (state, lease_until) WHERE state IN ('queued', 'running', 'rendered');
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX jobs_timed ON jobs (kind, rendered_at) WHERE rendered_at IS NOT NULL;
CREATE INDEX jobs_by_user ON jobs (user_id, created_at);
CREATE INDEX jobs_by_chat ON jobs (chat_id, created_at);
CREATE INDEX jobs_by_face ON jobs (face_id);
CREATE INDEX jobs_by_batch ON jobs (batch_id);
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
CREATE INDEX feedback_by_user ON feedback (user_id);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);
CREATE INDEX uploads_by_user ON uploads (user_id);
CREATE INDEX uploads_by_change ON uploads (changed_at);
CREATE INDEX changes_by_user ON changes (user_id, id);
CREATE TRIGGER change_numbered AFTER INSERT ON changes BEGIN
    UPDATE sqlite_sequence SET seq = NEW.id WHERE name = 'job_events';
    DELETE FROM changes WHERE user_id = NEW.user_id AND id <= NEW.id - 10000;
    -- Looks through all that the person has, so not when jobs go, of which thousands may at once.
    DELETE FROM changes WHERE NEW.kind <> 'gone' AND user_id = NEW.user_id AND kind = NEW.kind AND id < NEW.id;
END;
CREATE TRIGGER face_came AFTER INSERT ON faces BEGIN
    INSERT INTO changes (id, user_id, kind)
    SELECT seq + 1, NEW.user_id, 'faces' FROM sqlite_sequence WHERE name = 'job_events';
END;
CREATE TRIGGER face_changed AFTER UPDATE OF name, is_default ON faces BEGIN
    INSERT INTO changes (id, user_id, kind)
    SELECT seq + 1, NEW.user_id, 'faces' FROM sqlite_sequence WHERE name = 'job_events';
END;
CREATE TRIGGER face_gone AFTER DELETE ON faces WHEN EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id) BEGIN
    INSERT INTO changes (id, user_id, kind)
    SELECT seq + 1, OLD.user_id, 'faces' FROM sqlite_sequence WHERE name = 'job_events';
END;
CREATE TRIGGER language_changed AFTER UPDATE OF language ON users WHEN OLD.language <> NEW.language BEGIN
    INSERT INTO changes (id, user_id, kind)
    SELECT seq + 1, NEW.id, 'language' FROM sqlite_sequence WHERE name = 'job_events';
END;
CREATE TRIGGER job_gone AFTER DELETE ON jobs WHEN EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id) BEGIN
    INSERT INTO changes (id, user_id, kind, job_id)
    SELECT seq + 1, OLD.user_id, 'gone', OLD.id FROM sqlite_sequence WHERE name = 'job_events';
END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('job_events',19);
INSERT INTO "sqlite_sequence" VALUES('users',1);
INSERT INTO "sqlite_sequence" VALUES('chats',1);
INSERT INTO "sqlite_sequence" VALUES('faces',1);
INSERT INTO "sqlite_sequence" VALUES('jobs',4);
INSERT INTO "sqlite_sequence" VALUES('batches',2);
PRAGMA user_version = 4;
COMMIT;
