-- A clip of somebody else's face belongs to whoever asked for it once it was delivered: until then the loan may end. The same
-- holds where the face is gone. Such a clip is not shown, and when its job fails or is cancelled it is deleted: by a trigger, so
-- that no change of a job can forget it.

CREATE VIEW withheld_files AS
SELECT job_id, role FROM job_files JOIN jobs ON jobs.id = job_id
WHERE kind = 'clip' AND role IN ('clip', 'poster') AND state <> 'delivered'
    AND NOT EXISTS (SELECT 1 FROM faces WHERE faces.id = face_id AND faces.user_id = jobs.user_id);

CREATE TRIGGER job_clip_withdrawn AFTER UPDATE OF state, face_id ON jobs
WHEN NEW.state IN ('failed', 'cancelled') AND EXISTS (SELECT 1 FROM withheld_files WHERE job_id = NEW.id) BEGIN
    DELETE FROM job_files WHERE job_id = NEW.id AND role IN (SELECT role FROM withheld_files WHERE job_id = NEW.id);
    UPDATE jobs SET rendered_at = NULL, result = '{}' WHERE id = NEW.id; -- if it is tried again, it is rendered again
END;

-- What has ended already: the trigger looks at it.
UPDATE jobs SET state = state WHERE id IN (SELECT job_id FROM withheld_files);
