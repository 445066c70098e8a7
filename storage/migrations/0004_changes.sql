-- What changes for a person beside the standing of jobs, for whoever watches: their faces, their language, a job that is gone.
-- Written by triggers, too. Ids go on where those of job_events are: one number tells how far a reader has come in both.

CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('faces', 'language', 'gone')),
    job_id INTEGER,
    CHECK ((kind = 'gone') = (job_id IS NOT NULL))
) STRICT;
CREATE INDEX changes_by_user ON changes (user_id, id);

INSERT INTO sqlite_sequence (name, seq)
SELECT 'job_events', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'job_events');

-- Of faces and language the last change is kept, of jobs that are gone those that somebody may still have to hear of. A person
-- who is being deleted is told nothing: the row is gone before what hangs on it.

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
