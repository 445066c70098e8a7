-- How far each reader of job_events has come.

CREATE TABLE cursors (
    name TEXT PRIMARY KEY,
    event_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
