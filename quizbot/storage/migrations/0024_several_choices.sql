-- picks: the indices of the choices taken, with commas between; "" for an answer in words. Several choices of a
-- question may be right, so one number is not enough.
ALTER TABLE answers ADD COLUMN picks TEXT NOT NULL DEFAULT '';
ALTER TABLE answer_versions ADD COLUMN picks TEXT NOT NULL DEFAULT '';
ALTER TABLE practice_answers ADD COLUMN picks TEXT NOT NULL DEFAULT '';

UPDATE answers SET picks = CAST(choice AS TEXT) WHERE choice IS NOT NULL;
UPDATE answer_versions SET picks = CAST(choice AS TEXT) WHERE choice IS NOT NULL;
UPDATE practice_answers SET picks = CAST(choice AS TEXT) WHERE choice IS NOT NULL;

ALTER TABLE answers DROP COLUMN choice;
ALTER TABLE answer_versions DROP COLUMN choice;
ALTER TABLE practice_answers DROP COLUMN choice;
