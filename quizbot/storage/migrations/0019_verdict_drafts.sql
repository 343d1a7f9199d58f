-- What the grader says of an answer before its challenge closes, so that the reveal is on time. Nobody
-- sees it. detail is NULL until the answer has stood unchanged up to due; taught is a digest of what the
-- server had taught when it was made.
CREATE TABLE verdict_drafts (
    answer_id BIGINT PRIMARY KEY REFERENCES answers (id),
    version INTEGER NOT NULL,
    due BIGINT NOT NULL,
    taught TEXT,
    detail TEXT
);
CREATE INDEX verdict_drafts_due ON verdict_drafts (due) WHERE detail IS NULL;
