-- How many members of a board have so many points, more than none: places and pages are summed from
-- it rather than counted over all members. Kept in the same transaction as the board.
CREATE TABLE board_levels (
    guild_id BIGINT NOT NULL,
    period TEXT NOT NULL,
    topic TEXT NOT NULL,
    points INTEGER NOT NULL,
    members INTEGER NOT NULL,
    PRIMARY KEY (guild_id, period, topic, points)
);
INSERT INTO board_levels (guild_id, period, topic, points, members)
SELECT guild_id, period, topic, points, count(*) FROM board WHERE points > 0
GROUP BY guild_id, period, topic, points;
