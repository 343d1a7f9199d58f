-- When the bot was removed from a server, whose data is deleted 30 days later; NULL while it is there.
ALTER TABLE guilds ADD COLUMN removed_at BIGINT;
CREATE INDEX guilds_removed ON guilds (removed_at) WHERE removed_at IS NOT NULL;
