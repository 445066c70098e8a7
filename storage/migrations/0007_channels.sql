-- The channel that a job or a batch was asked for in, as a column that SQLite reads from JSON: lists of one channel are limited by
-- the rows of that channel alone.

ALTER TABLE jobs ADD COLUMN channel TEXT GENERATED ALWAYS AS (COALESCE(json_extract(front, '$.front'), '')) VIRTUAL;
ALTER TABLE batches ADD COLUMN channel TEXT GENERATED ALWAYS AS (COALESCE(json_extract(front, '$.front'), '')) VIRTUAL;
CREATE INDEX jobs_by_channel ON jobs (user_id, channel, kind, id);
