-- What the grader says of an answer before its challenge closes, so that the reveal is on time. Nobody
-- sees it. detail is NULL until the answer has stood unchanged up to due; grader and taught (a digest)
-- tell what it was made with.
CREATE TABLE verdict_drafts (
    answer_id BIGINT PRIMARY KEY REFERENCES answers (id),
    version INTEGER NOT NULL,
    due BIGINT NOT NULL,
    grader TEXT,
    taught TEXT,
    detail TEXT
);
CREATE INDEX verdict_drafts_due ON verdict_drafts (due) WHERE detail IS NULL;
