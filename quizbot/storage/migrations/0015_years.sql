-- A server with years of challenges: what is open or claimed in it, and what it asked last, are found
-- in an index alone.
CREATE INDEX challenges_of_guild ON challenges (guild_id, state, question_id);
DROP INDEX challenges_asked;
CREATE INDEX challenges_asked ON challenges (guild_id, question_id, number, state);
