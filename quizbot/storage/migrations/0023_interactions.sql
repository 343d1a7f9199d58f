-- Presses, commands and forms of the last hour whose act was written, so that each is handled once though two
-- processes are told of it. mark stands for the one that handles it.
CREATE TABLE interactions (
    id BIGINT PRIMARY KEY,
    mark TEXT NOT NULL
);

-- The interaction by which an answer was handed in. Ids grow with time, so of two answers that come together
-- the later one is known; 0 for what was saved before.
ALTER TABLE answers ADD COLUMN interaction_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE answer_versions ADD COLUMN interaction_id BIGINT NOT NULL DEFAULT 0;
