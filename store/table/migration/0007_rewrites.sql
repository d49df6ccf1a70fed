-- Versions belong to fields. value holds the fields that a change altered where partial is 1, else a whole row; basis names the
-- change that a rewrite rewrote, as its time and its id, '' where a person made it.

ALTER TABLE version ADD COLUMN partial INTEGER NOT NULL DEFAULT 0;
ALTER TABLE version ADD COLUMN basis TEXT NOT NULL DEFAULT '';

-- What a merge asks of the whole log: the few rows that the many refer to, and what was deleted.
CREATE INDEX change_part ON change (entity_kind, entity_id, seq)
    WHERE entity_kind NOT IN ('span', 'relation', 'entity', 'progress', 'decision', 'region', 'assignment');
CREATE INDEX change_gone ON change (entity_kind, entity_id) WHERE after IS NULL;
