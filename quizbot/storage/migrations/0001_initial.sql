-- The SQL that SQLite and PostgreSQL share. Times are whole seconds since 1970 (UTC) in BIGINT;
-- days are local dates as 'YYYY-MM-DD'; lists and snapshots are JSON in TEXT; truths are 0 or 1.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE guilds (
    guild_id BIGINT PRIMARY KEY,
    zone TEXT NOT NULL DEFAULT 'UTC',
    moderator_role_id BIGINT,
    share_default INTEGER NOT NULL DEFAULT 1,
    last_number INTEGER NOT NULL DEFAULT 0,
    welcomed_at BIGINT
);

CREATE TABLE schedules (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    channel_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    days TEXT NOT NULL,
    zone TEXT NOT NULL,
    topics TEXT NOT NULL DEFAULT '[]',
    levels TEXT NOT NULL DEFAULT '[]',
    form TEXT NOT NULL DEFAULT 'open',
    reveal_after BIGINT NOT NULL,
    late_limit BIGINT NOT NULL,
    ping_role_id BIGINT,
    thread INTEGER NOT NULL DEFAULT 0,
    paused INTEGER NOT NULL DEFAULT 0,
    next_at BIGINT,
    problem TEXT,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX schedules_due ON schedules (next_at) WHERE paused = 0 AND removed_at IS NULL;
CREATE INDEX schedules_of_guild ON schedules (guild_id);

-- A slot is one due date of a schedule. Its row is the claim: there is never a second one.
CREATE TABLE slots (
    schedule_id BIGINT NOT NULL REFERENCES schedules (id),
    day TEXT NOT NULL,
    due BIGINT NOT NULL,
    challenge_id BIGINT,
    missed TEXT,
    PRIMARY KEY (schedule_id, day)
);

CREATE TABLE challenges (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    channel_id BIGINT NOT NULL,
    schedule_id BIGINT REFERENCES schedules (id),
    number INTEGER NOT NULL,
    question_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    question TEXT NOT NULL,
    form TEXT NOT NULL,
    state TEXT NOT NULL,
    due BIGINT NOT NULL,
    late_limit BIGINT NOT NULL,
    reveal_at BIGINT NOT NULL,
    reveal_after BIGINT NOT NULL,
    claimed_at BIGINT NOT NULL,
    ping_role_id BIGINT,
    thread INTEGER NOT NULL DEFAULT 0,
    message_id BIGINT,
    reveal_message_id BIGINT,
    revealed_at BIGINT,
    answered INTEGER NOT NULL DEFAULT 0,
    answered_shown INTEGER NOT NULL DEFAULT 0,
    edited_at BIGINT NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    try_at BIGINT NOT NULL DEFAULT 0,
    UNIQUE (guild_id, number)
);
CREATE INDEX challenges_asked ON challenges (guild_id, question_id);
CREATE INDEX challenges_pending ON challenges (try_at) WHERE state IN ('claimed', 'closed');
CREATE INDEX challenges_to_reveal ON challenges (reveal_at) WHERE state = 'open';
CREATE INDEX challenges_to_recount ON challenges (edited_at) WHERE state = 'open' AND answered <> answered_shown;
CREATE INDEX challenges_in_channel ON challenges (channel_id, state);

CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    challenge_id BIGINT NOT NULL REFERENCES challenges (id),
    guild_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    choice INTEGER,
    sure TEXT NOT NULL,
    share INTEGER NOT NULL,
    version INTEGER NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (challenge_id, user_id)
);
CREATE INDEX answers_of_member ON answers (guild_id, user_id);

CREATE TABLE answer_versions (
    answer_id BIGINT NOT NULL REFERENCES answers (id),
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    choice INTEGER,
    sure TEXT NOT NULL,
    share INTEGER NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (answer_id, version)
);

-- Verdicts are added, never changed; the newest of an answer counts. decided_by is NULL for the grader.
CREATE TABLE verdicts (
    id INTEGER PRIMARY KEY,
    answer_id BIGINT NOT NULL REFERENCES answers (id),
    challenge_id BIGINT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    points INTEGER NOT NULL,
    detail TEXT NOT NULL,
    grader TEXT NOT NULL,
    decided_by BIGINT,
    reason TEXT,
    decided_at BIGINT NOT NULL
);
CREATE INDEX verdicts_of_answer ON verdicts (answer_id, id);
CREATE INDEX verdicts_of_challenge ON verdicts (challenge_id);

-- Points given and taken; every board is a query over it. day is the local date in the server's zone.
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    points INTEGER NOT NULL,
    reason TEXT NOT NULL,
    topic TEXT NOT NULL,
    verdict_id BIGINT UNIQUE REFERENCES verdicts (id),
    author_id BIGINT,
    day TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX ledger_of_member ON ledger (guild_id, user_id);

-- Sums of the ledger, kept in the same transaction; topic '' is all topics.
CREATE TABLE board (
    guild_id BIGINT NOT NULL,
    period TEXT NOT NULL,
    topic TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    points INTEGER NOT NULL,
    PRIMARY KEY (guild_id, period, topic, user_id)
);
CREATE INDEX board_order ON board (guild_id, period, topic, points DESC, user_id);

CREATE TABLE members (
    guild_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (guild_id, user_id)
);

CREATE TABLE server_questions (
    guild_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    topic TEXT NOT NULL,
    question TEXT NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (guild_id, id)
);

CREATE TABLE question_drafts (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    author_id BIGINT NOT NULL,
    form TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE queue (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    question_id TEXT NOT NULL,
    added_by BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    UNIQUE (guild_id, question_id)
);

CREATE TABLE practice_runs (
    id INTEGER PRIMARY KEY,
    user_id BIGINT NOT NULL,
    guild_id BIGINT,
    form TEXT NOT NULL,
    questions TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL,
    started_at BIGINT NOT NULL
);

CREATE TABLE practice_answers (
    run_id BIGINT NOT NULL REFERENCES practice_runs (id),
    position INTEGER NOT NULL,
    user_id BIGINT NOT NULL,
    question_id TEXT NOT NULL,
    text TEXT NOT NULL,
    choice INTEGER,
    score DOUBLE PRECISION,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (run_id, position)
);
CREATE INDEX practice_of_member ON practice_answers (user_id, question_id);

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    actor_id BIGINT NOT NULL,
    act TEXT NOT NULL,
    target TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX audit_of_guild ON audit (guild_id, id);
