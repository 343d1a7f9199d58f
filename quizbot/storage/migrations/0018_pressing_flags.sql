-- flagged is 2 where an answer seems to turn a key point round; moderators see these first.

DROP INDEX verdicts_flagged;
CREATE INDEX verdicts_flagged ON verdicts (challenge_id) WHERE flagged > 0;
