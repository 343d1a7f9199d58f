-- What a notice is: '' a sentence, 'review' the daily reminder, which is of no server (guild_id 0).
ALTER TABLE notices ADD COLUMN kind TEXT NOT NULL DEFAULT '';
