-- What a server has taken out of its asking. The question itself stays where it is and can come back.
CREATE TABLE retired_questions (
    guild_id BIGINT NOT NULL,
    question_id TEXT NOT NULL,
    retired_by BIGINT NOT NULL,
    retired_at BIGINT NOT NULL,
    PRIMARY KEY (guild_id, question_id)
);

-- The version counts a question's changes, so that of two who change it at once one is told.
-- replaces names the shipped question of which this is the server's own version.
ALTER TABLE server_questions ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE server_questions ADD COLUMN replaces TEXT;

-- Where a draft comes from: nowhere, a question (at its version; 0 is a shipped one), a suggestion.
ALTER TABLE question_drafts ADD COLUMN question_id TEXT NOT NULL DEFAULT '';
ALTER TABLE question_drafts ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE question_drafts ADD COLUMN suggestion_id BIGINT NOT NULL DEFAULT 0;

ALTER TABLE queue ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE queue SET place = id;

-- Questions that members propose. state: waiting, approved, declined.
CREATE TABLE suggestions (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    author_id BIGINT NOT NULL,
    author_name TEXT NOT NULL,
    form TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    suggested_at BIGINT NOT NULL,
    decided_by BIGINT,
    decided_at BIGINT,
    reason TEXT NOT NULL DEFAULT '',
    question_id TEXT,
    channel_id BIGINT,
    message_id BIGINT
);
CREATE INDEX suggestions_of_guild ON suggestions (guild_id, state, id);
CREATE INDEX suggestions_of_member ON suggestions (guild_id, author_id, id);

ALTER TABLE guilds ADD COLUMN review_channel_id BIGINT;
ALTER TABLE guilds ADD COLUMN boards TEXT NOT NULL DEFAULT 'public';
ALTER TABLE guilds ADD COLUMN week_start TEXT NOT NULL DEFAULT 'monday';

-- What a moderator typed, such as a reason; target holds only what the bot wrote itself.
ALTER TABLE audit ADD COLUMN detail TEXT NOT NULL DEFAULT '';

CREATE INDEX ledger_of_day ON ledger (guild_id, day);
