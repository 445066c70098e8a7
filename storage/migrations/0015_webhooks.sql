-- Addresses that people want told when their jobs end, and what is still to be sent there: the outbox. Its rows are written by a
-- trigger, in the transaction that ends the job, so that no way to end one can forget them. Of a job only the last state counts:
-- whoever tries it again does not want to hear any more that it failed. The secret stands here as it is, because each message is
-- signed with it.

CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_at TEXT NOT NULL,
    given_up INTEGER NOT NULL DEFAULT 0,
    tried_at TEXT,
    status INTEGER,
    fault TEXT,
    CHECK (fault IS NULL OR tried_at IS NOT NULL)
) STRICT;
CREATE INDEX webhooks_by_user ON webhooks (user_id);

CREATE TABLE webhook_messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id INTEGER NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    job_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    key TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    send_after TEXT NOT NULL,
    UNIQUE (job_id, webhook_id)
) STRICT;
CREATE INDEX webhook_messages_due ON webhook_messages (send_after, id);
CREATE INDEX webhook_messages_by_webhook ON webhook_messages (webhook_id);

CREATE TRIGGER webhook_job_changed AFTER UPDATE OF state ON jobs WHEN OLD.state <> NEW.state BEGIN
    DELETE FROM webhook_messages WHERE job_id = NEW.id;
    INSERT INTO webhook_messages (webhook_id, job_id, key, send_after)
    SELECT id, NEW.id, lower(hex(randomblob(16))), NEW.changed_at FROM webhooks
    WHERE user_id = NEW.user_id AND NEW.state IN ('delivered', 'failed', 'cancelled');
END;
