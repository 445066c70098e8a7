-- What people search their jobs by. Name, shape and voice stand in JSON; here they are columns that SQLite reads from it.

ALTER TABLE jobs ADD COLUMN name TEXT GENERATED ALWAYS AS (json_extract(front, '$.name')) VIRTUAL;
ALTER TABLE jobs ADD COLUMN form TEXT GENERATED ALWAYS AS (json_extract(request, '$.form')) VIRTUAL;
ALTER TABLE jobs ADD COLUMN voice_job_id INTEGER GENERATED ALWAYS AS (json_extract(front, '$.voice')) VIRTUAL;
CREATE INDEX jobs_by_kind ON jobs (user_id, kind, id);
