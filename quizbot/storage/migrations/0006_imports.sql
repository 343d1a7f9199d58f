-- Documents that moderators imported, until each of their questions is saved or left out.
CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    author_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    remarks TEXT NOT NULL,
    closed INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
CREATE INDEX imports_of_guild ON imports (guild_id, closed, id);

-- state: waiting, saved, left. fields is the question in the shape of a bank file, as JSON; points
-- are proposed key points, remarks what a person must look at. clear: 1 when there is nothing.
CREATE TABLE import_items (
    import_id BIGINT NOT NULL REFERENCES imports (id),
    place INTEGER NOT NULL,
    line INTEGER NOT NULL,
    topic TEXT NOT NULL,
    fields TEXT NOT NULL,
    points TEXT NOT NULL,
    remarks TEXT NOT NULL,
    clear INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    question_id TEXT,
    decided_by BIGINT,
    PRIMARY KEY (import_id, place)
);
