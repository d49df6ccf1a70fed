-- What merging knows of other files beside the tables. A row counts while the act that wrote it is in force.

-- One thing that two files know under different ids. text_sha256 tells documents apart that share an id.
CREATE TABLE alias (
    entity_kind TEXT NOT NULL,
    id          TEXT NOT NULL,
    text_sha256 TEXT NOT NULL DEFAULT '',
    row_id      TEXT NOT NULL,
    act_seq     INTEGER NOT NULL
);

-- Versions of rows that merging met and the tables do not show. value is the row as the log keeps it, NULL for its deletion.
CREATE TABLE version (
    entity_kind  TEXT NOT NULL,
    entity_id    TEXT NOT NULL,
    at           TEXT NOT NULL,
    change_id    TEXT NOT NULL,
    annotator_id TEXT,
    action       TEXT NOT NULL,
    value        TEXT,
    act_seq      INTEGER NOT NULL
);
CREATE INDEX version_entity ON version (entity_kind, entity_id);
