-- The key of the request that ordered a batch: the same request seen twice makes one batch.

ALTER TABLE batches ADD COLUMN key TEXT;
CREATE UNIQUE INDEX batches_by_key ON batches (user_id, key) WHERE key IS NOT NULL;
