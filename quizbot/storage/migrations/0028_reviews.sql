-- Spaced repetition: a member's cards, each grading of one, and what the member wishes.

-- question_id is the shipped question's where a server has its own version of it. own_of is the server whose own
-- question it is, guild_id the one that the card belongs to; 0 is none. phase, step, stability, difficulty and day
-- are FSRS's. reviews counts the gradings. due is NULL for a card that was taken out; before aside_until it waits,
-- since its question is asked somewhere. missed_in is the challenge whose missed answer alone made the card.
CREATE TABLE review_cards (
    id INTEGER PRIMARY KEY,
    user_id BIGINT NOT NULL,
    question_id TEXT NOT NULL,
    own_of BIGINT NOT NULL DEFAULT 0,
    guild_id BIGINT NOT NULL DEFAULT 0,
    phase INTEGER NOT NULL,
    step INTEGER,
    stability DOUBLE PRECISION,
    difficulty DOUBLE PRECISION,
    day TEXT,
    reviews INTEGER NOT NULL DEFAULT 0,
    due BIGINT,
    aside_until BIGINT NOT NULL DEFAULT 0,
    missed_in BIGINT,
    created_at BIGINT NOT NULL,
    UNIQUE (user_id, question_id, own_of)
);
CREATE INDEX review_cards_due ON review_cards (user_id, due) WHERE due IS NOT NULL;
CREATE INDEX review_cards_of_guild ON review_cards (guild_id);
CREATE INDEX server_questions_replacing ON server_questions (guild_id, replaces) WHERE replaces IS NOT NULL;

-- rating: 1 again, 2 hard, 3 good, 4 easy. day is the member's day of study.
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    card_id BIGINT NOT NULL REFERENCES review_cards (id),
    number INTEGER NOT NULL,
    user_id BIGINT NOT NULL,
    rating INTEGER NOT NULL,
    day TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (card_id, number)
);
CREATE INDEX reviews_of_member ON reviews (user_id, day);

-- zone NULL: that of the server of the newest card. hour NULL: no reminder. remind_at is when to look whether the
-- reminder of a date is due, reminded_on the date of the last one. reminders_ended: 1 until the member has read
-- that they were switched off since private messages are closed.
CREATE TABLE review_settings (
    user_id BIGINT PRIMARY KEY,
    zone TEXT,
    retention DOUBLE PRECISION NOT NULL DEFAULT 0.9,
    new_a_day INTEGER NOT NULL DEFAULT 10,
    keep_missed INTEGER NOT NULL DEFAULT 1,
    hour INTEGER,
    remind_at BIGINT,
    reminded_on TEXT,
    reminders_ended INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX review_reminders_due ON review_settings (remind_at) WHERE remind_at IS NOT NULL;
