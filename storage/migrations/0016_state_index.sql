-- Queries name one state, which a partial index for several states does not answer: they read all jobs.

DROP INDEX jobs_open;
CREATE INDEX jobs_by_state ON jobs (state, lease_until);

-- Clips that were deleted after their delivery: they count for the limit of a day, too. Written by a trigger, so that no way to delete one can forget it;
-- kept for a day.

CREATE TABLE deleted_clips (
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    chat_id INTEGER REFERENCES chats ON DELETE SET NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX deleted_clips_by_user ON deleted_clips (user_id, created_at);
CREATE INDEX deleted_clips_by_chat ON deleted_clips (chat_id, created_at);
CREATE INDEX deleted_clips_by_time ON deleted_clips (created_at);

CREATE TRIGGER clip_deleted AFTER DELETE ON jobs
WHEN OLD.kind = 'clip' AND OLD.state = 'delivered' AND EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id) BEGIN
    INSERT INTO deleted_clips (user_id, chat_id, created_at) VALUES (OLD.user_id, OLD.chat_id, OLD.created_at);
END;
