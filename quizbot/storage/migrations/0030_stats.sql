-- Sums for a server's statistics, by challenge, made anew whenever something of it has changed: without them
-- a million answers would be read for each look. Challenges that do not count have none.
-- week is the Monday of the local date on which the question was due.
CREATE TABLE stats_challenges (
    challenge_id BIGINT PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    question_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    prompt TEXT NOT NULL,
    day TEXT NOT NULL,
    week TEXT NOT NULL,
    answered INTEGER NOT NULL,
    graded INTEGER NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    got_it INTEGER NOT NULL,
    overridden INTEGER NOT NULL,
    looks INTEGER NOT NULL,
    looks_changed INTEGER NOT NULL
);
CREATE INDEX stats_challenges_of_guild ON stats_challenges (guild_id, day);
CREATE INDEX stats_challenges_of_week ON stats_challenges (guild_id, week, challenge_id);

-- How many answers to a challenge had each of its key points (had), or turned it round (turned).
CREATE TABLE stats_points (
    challenge_id BIGINT NOT NULL,
    guild_id BIGINT NOT NULL,
    point TEXT NOT NULL,
    answers INTEGER NOT NULL,
    had INTEGER NOT NULL,
    turned INTEGER NOT NULL,
    PRIMARY KEY (challenge_id, point)
);

-- How many members answered in a week.
CREATE TABLE stats_weeks (
    guild_id BIGINT NOT NULL,
    week TEXT NOT NULL,
    members INTEGER NOT NULL,
    PRIMARY KEY (guild_id, week)
);

-- Challenges whose sums are to be made anew; version counts what has changed meanwhile.
CREATE TABLE stats_stale (
    challenge_id BIGINT PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX stats_stale_of_guild ON stats_stale (guild_id);
INSERT INTO stats_stale (challenge_id, guild_id, version)
SELECT id, guild_id, 1 FROM challenges WHERE state = 'revealed';

CREATE INDEX second_looks_of_guild ON second_looks (guild_id, id);
