-- What moderators are told unasked, once: slots that were missed, and that new questions run short.
-- slots.told: when somebody was told, 0 before. schedules.short: 0 enough, 1 to be told, 2 told.

ALTER TABLE slots ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
UPDATE slots SET told = 1 WHERE missed IS NOT NULL;
CREATE INDEX slots_to_tell ON slots (schedule_id, day) WHERE missed IS NOT NULL AND told = 0;

ALTER TABLE schedules ADD COLUMN short INTEGER NOT NULL DEFAULT 0;
CREATE INDEX schedules_short ON schedules (id) WHERE short = 1;
