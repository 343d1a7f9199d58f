-- Grades that can be explained, corrected and learned from.

-- raw: the grader's estimate (0..1) before its curve. flagged: 1 where a person should look.
ALTER TABLE verdicts ADD COLUMN raw DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE verdicts ADD COLUMN flagged INTEGER NOT NULL DEFAULT 0;
UPDATE verdicts SET raw = score;
CREATE INDEX verdicts_flagged ON verdicts (challenge_id) WHERE flagged = 1;
CREATE INDEX verdicts_decided ON verdicts (challenge_id) WHERE decided_by IS NOT NULL;

-- The challenge that a line gives points for or takes them from; NULL for others.
ALTER TABLE ledger ADD COLUMN challenge_id BIGINT;
UPDATE ledger SET challenge_id = (SELECT challenge_id FROM verdicts WHERE id = ledger.verdict_id) WHERE verdict_id IS NOT NULL;
CREATE INDEX ledger_of_challenge ON ledger (challenge_id, user_id) WHERE challenge_id IS NOT NULL;

-- What a moderator has marked of an answer's key points and not saved yet: a letter a point.
CREATE TABLE decision_drafts (
    verdict_id BIGINT NOT NULL,
    moderator_id BIGINT NOT NULL,
    marks TEXT NOT NULL,
    PRIMARY KEY (verdict_id, moderator_id)
);

-- A member's wish that a person looks at a grade, once per answer; verdict_id is what it came to.
CREATE TABLE second_looks (
    id INTEGER PRIMARY KEY,
    answer_id BIGINT NOT NULL UNIQUE REFERENCES answers (id),
    guild_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    reason TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    verdict_id BIGINT REFERENCES verdicts (id)
);
CREATE INDEX second_looks_waiting ON second_looks (guild_id) WHERE verdict_id IS NULL;

-- What a server's moderators taught the grader: whole answers (point is '') and ways to say a point.
CREATE TABLE learned (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    question_id TEXT NOT NULL,
    point TEXT NOT NULL,
    text TEXT NOT NULL,
    answer_id BIGINT NOT NULL,
    added_by BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    removed_by BIGINT,
    removed_at BIGINT
);
CREATE UNIQUE INDEX learned_once ON learned (guild_id, question_id, point, text) WHERE removed_at IS NULL;

-- Challenges that do not count: each row says so (1) or takes it back (0); the newest holds, and void repeats its reason.
CREATE TABLE voids (
    id INTEGER PRIMARY KEY,
    challenge_id BIGINT NOT NULL REFERENCES challenges (id),
    voided INTEGER NOT NULL,
    actor_id BIGINT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL
);
ALTER TABLE challenges ADD COLUMN void TEXT;
