-- A clip counts for the limit of a day from the moment that it is rendered: whoever asked for it can have it in the studio, even
-- if its delivery fails or is cancelled.

DROP TRIGGER clip_deleted;
CREATE TRIGGER clip_deleted AFTER DELETE ON jobs
WHEN OLD.kind = 'clip' AND OLD.rendered_at IS NOT NULL AND EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id) BEGIN
    INSERT INTO deleted_clips (user_id, chat_id, created_at) VALUES (OLD.user_id, OLD.chat_id, OLD.created_at);
END;
