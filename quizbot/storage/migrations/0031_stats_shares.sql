-- What a member lets others of a server see of the own statistics: a JSON list of parts; no row is nothing.
CREATE TABLE stats_shares (
    guild_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    parts TEXT NOT NULL,
    PRIMARY KEY (guild_id, user_id)
);
