-- What people are to be told in private, and moderators unasked; stored with the act it tells of.
-- user_id NULL: for the moderators. actor_id is who acted, and hears of it where it did not arrive.
-- stands says where the member finds it too. state: waiting, sending (it may have been sent), told,
-- open (for a moderator's next command), closed (it did not arrive).

CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL,
    user_id BIGINT,
    actor_id BIGINT,
    sentence TEXT NOT NULL,
    stands TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'waiting',
    tries INTEGER NOT NULL DEFAULT 0,
    try_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX notices_due ON notices (try_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX notices_of_guild ON notices (guild_id, state);

-- Points that moderators gave or took, as the member reads them.
CREATE INDEX ledger_by_hand ON ledger (guild_id, user_id, id) WHERE author_id IS NOT NULL AND challenge_id IS NULL;
