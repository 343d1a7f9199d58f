-- Why a slot was missed, and why a grade is flagged, are codes now; the words for people are the
-- program's. What Discord refused with stays as it was said.
ALTER TABLE slots ADD COLUMN missed_detail TEXT;
UPDATE slots SET missed_detail = missed WHERE missed NOT IN (
    'the bot was not running',
    'the schedule was changed to a time already past',
    'No question fits this schedule; widen its topics or levels, or add questions.'
);
UPDATE slots SET missed = CASE missed
    WHEN 'the bot was not running' THEN 'not_running'
    WHEN 'the schedule was changed to a time already past' THEN 'moved'
    WHEN 'No question fits this schedule; widen its topics or levels, or add questions.' THEN 'no_question'
    ELSE 'refused'
END
WHERE missed IS NOT NULL;

-- Tricks are left out where a server's curve is fitted to its moderators' grades.
ALTER TABLE verdicts ADD COLUMN trick INTEGER NOT NULL DEFAULT 0;
UPDATE verdicts SET detail = json_set(detail, '$.flags', (
    SELECT json_group_array(json_object(
        'kind', CASE value
            WHEN 'a list of keywords rather than sentences' THEN 'keywords'
            WHEN 'words strung together, in an order that sentences do not have' THEN 'jumbled'
            WHEN 'more like an answer to another question' THEN 'elsewhere'
            WHEN 'speaks to the grader; those sentences were left out' THEN 'instructions'
            WHEN 'denies what the key points say' THEN 'negated'
            WHEN 'states a common mistake' THEN 'mistake'
            WHEN 'very long beside the model answer' THEN 'long'
            WHEN 'close to the border between two bands' THEN 'close'
            ELSE 'other'
        END,
        'words', CASE
            WHEN value IN (
                'a list of keywords rather than sentences',
                'words strung together, in an order that sentences do not have',
                'more like an answer to another question',
                'speaks to the grader; those sentences were left out',
                'denies what the key points say',
                'states a common mistake',
                'very long beside the model answer',
                'close to the border between two bands'
            ) THEN json_array()
            ELSE json_array(value)
        END
    )) FROM json_each(verdicts.detail, '$.flags')
))
WHERE json_array_length(detail, '$.flags') > 0;
UPDATE verdicts SET trick = 1 WHERE EXISTS (
    SELECT 1 FROM json_each(verdicts.detail, '$.flags') AS flag
    WHERE json_extract(flag.value, '$.kind') IN ('keywords', 'jumbled', 'elsewhere', 'instructions')
);
