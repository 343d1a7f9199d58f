-- Messages that may differ from what the database says, missing ones too, until they were brought up to
-- date. kind: question, thread, suggestion, second_look; version counts what has changed meanwhile.
-- failures: tries that ended in an error nobody foresaw.
CREATE TABLE stale_messages (
    kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    guild_id BIGINT NOT NULL,
    version INTEGER NOT NULL,
    since BIGINT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    try_at BIGINT NOT NULL,
    PRIMARY KEY (kind, subject_id)
);
CREATE INDEX stale_messages_due ON stale_messages (try_at);
INSERT INTO stale_messages (kind, subject_id, guild_id, version, since, try_at)
SELECT 'question', id, guild_id, 1, reveal_at, 0 FROM challenges
WHERE state = 'closed' AND message_id IS NOT NULL;

-- How often in a row a step ended in an error nobody foresaw, and when a schedule is tried again.
ALTER TABLE challenges ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE schedules ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE schedules ADD COLUMN try_at BIGINT NOT NULL DEFAULT 0;
