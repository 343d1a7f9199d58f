-- A document is kept, in base64, until something of its import is decided, so that it can be read
-- as another type. topic is what a moderator chose for questions whose document names none;
-- document_type is "" where it was seen from the content.
ALTER TABLE imports ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE imports ADD COLUMN document_type TEXT NOT NULL DEFAULT '';
CREATE TABLE import_documents (
    import_id BIGINT PRIMARY KEY REFERENCES imports (id),
    data TEXT NOT NULL
);
