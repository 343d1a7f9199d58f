-- refused: 1 while Discord has refused every message of a claimed challenge, so that none can stand in its
-- channel; 0 where that is not known.
ALTER TABLE challenges ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;

-- What is being asked is looked up over all servers, for those who practise.
CREATE INDEX challenges_asked_now ON challenges (question_id) WHERE state IN ('claimed', 'open', 'closed');

-- held: 1 where its verdict was kept back from the member, since its question was asked somewhere.
ALTER TABLE practice_answers ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
