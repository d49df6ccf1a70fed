-- The theme that an entity belongs to, which is an entity too. It is checked when all is written, for a theme and what belongs to it may
-- come and go together.
ALTER TABLE entity ADD COLUMN parent_id TEXT REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX entity_parent ON entity (parent_id) WHERE parent_id IS NOT NULL;
