-- Consent to each face: the text as it was shown, by which way, and whose face it is. The job is the check of the face, which the
-- consent came before; faces name it, too. A consent goes with its face, or with a check of which no face was kept.

CREATE TABLE consent_texts (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    first_shown_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE consents ADD COLUMN job_id INTEGER;
ALTER TABLE consents ADD COLUMN subject TEXT NOT NULL DEFAULT ''
    CHECK (subject IN ('', 'own_face', 'permitted_face', 'voices'));
ALTER TABLE consents ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE consents ADD COLUMN way TEXT NOT NULL DEFAULT '';
ALTER TABLE consents ADD COLUMN text_sha256 TEXT REFERENCES consent_texts;
CREATE UNIQUE INDEX consents_by_job ON consents (job_id) WHERE job_id IS NOT NULL;

CREATE TRIGGER face_consent_dropped AFTER DELETE ON faces BEGIN
    DELETE FROM consents WHERE job_id = OLD.job_id;
END;
CREATE TRIGGER check_consent_dropped AFTER DELETE ON jobs BEGIN
    DELETE FROM consents WHERE job_id = OLD.id AND NOT EXISTS (SELECT 1 FROM faces WHERE job_id = OLD.id);
END;

-- Clips that others made with a lent face, for its owner; they outlive the clip. Written by a trigger, so that no way to make one
-- can forget it.

CREATE TABLE face_uses (
    job_id INTEGER PRIMARY KEY,
    face_id INTEGER NOT NULL REFERENCES faces ON DELETE CASCADE,
    user_id INTEGER REFERENCES users ON DELETE SET NULL,
    chat_id INTEGER REFERENCES chats ON DELETE SET NULL,
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX face_uses_by_face ON face_uses (face_id, job_id);
CREATE INDEX face_uses_by_user ON face_uses (user_id);
CREATE INDEX face_uses_by_chat ON face_uses (chat_id);

CREATE TRIGGER lent_face_used AFTER UPDATE OF state ON jobs
WHEN NEW.state = 'rendered' AND OLD.state <> 'rendered' AND NEW.face_id IS NOT NULL BEGIN
    INSERT INTO face_uses (job_id, face_id, user_id, chat_id, made_at)
    SELECT NEW.id, id, NEW.user_id, NEW.chat_id, NEW.changed_at FROM faces
    WHERE id = NEW.face_id AND user_id <> NEW.user_id
    ON CONFLICT DO NOTHING;
END;
