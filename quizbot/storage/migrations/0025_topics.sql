-- Topics of a server's own, beside those of the bank: topic is what questions have, title what people read.
CREATE TABLE server_topics (
    guild_id BIGINT NOT NULL,
    topic TEXT NOT NULL,
    title TEXT NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (guild_id, topic)
);
