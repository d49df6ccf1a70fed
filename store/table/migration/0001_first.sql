-- The first schema. Tables and columns named in the design are read by scripts outside the project.

CREATE TABLE story (
    id   TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    date TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
);

-- The large columns stand last, so that a list of documents never reads the pages that they overflow to.
CREATE TABLE document (
    id            TEXT PRIMARY KEY NOT NULL,
    story_id      TEXT NOT NULL REFERENCES story (id),
    position      INTEGER NOT NULL,
    title         TEXT NOT NULL DEFAULT '',
    outlet        TEXT NOT NULL DEFAULT '',
    author        TEXT NOT NULL DEFAULT '',
    url           TEXT NOT NULL DEFAULT '',
    published     TEXT NOT NULL DEFAULT '',
    language      TEXT NOT NULL DEFAULT '',
    text_sha256   TEXT NOT NULL,
    source_name   TEXT NOT NULL DEFAULT '',
    source_format TEXT NOT NULL DEFAULT '',
    text          TEXT NOT NULL,
    source        BLOB
);
CREATE INDEX document_order ON document (story_id, position, id);
CREATE UNIQUE INDEX document_text ON document (story_id, text_sha256);

CREATE TABLE region (
    document_id TEXT NOT NULL REFERENCES document (id),
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    PRIMARY KEY (document_id, start)
) WITHOUT ROWID;

CREATE TABLE codebook (
    id         TEXT PRIMARY KEY NOT NULL CHECK (id = 'codebook'),
    name       TEXT NOT NULL DEFAULT '',
    guidelines TEXT NOT NULL DEFAULT ''
);

CREATE TABLE label (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    color       TEXT NOT NULL,
    style       TEXT NOT NULL,
    hotkey      TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    parent_id   TEXT REFERENCES label (id) DEFERRABLE INITIALLY DEFERRED,
    position    INTEGER NOT NULL
);

CREATE TABLE attribute (
    id       TEXT PRIMARY KEY NOT NULL,
    label_id TEXT NOT NULL REFERENCES label (id),
    name     TEXT NOT NULL,
    type     TEXT NOT NULL,
    options  TEXT NOT NULL DEFAULT '[]',
    required INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL
);
CREATE INDEX attribute_label ON attribute (label_id, position);

CREATE TABLE relation_type (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    head_label  TEXT NOT NULL DEFAULT '',
    tail_label  TEXT NOT NULL DEFAULT '',
    scope       TEXT NOT NULL,
    symmetric   INTEGER NOT NULL DEFAULT 0,
    description TEXT NOT NULL DEFAULT '',
    position    INTEGER NOT NULL
);

CREATE TABLE annotator (
    id   TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL
);

CREATE TABLE entity (
    id          TEXT PRIMARY KEY NOT NULL,
    label_id    TEXT NOT NULL REFERENCES label (id),
    name        TEXT NOT NULL,
    aliases     TEXT NOT NULL DEFAULT '[]',
    external_id TEXT NOT NULL DEFAULT '',
    note        TEXT NOT NULL DEFAULT ''
);
CREATE INDEX entity_name ON entity (label_id, name);

-- Kept in the order in which it is read: all spans of a document, layer by layer, lie side by side.
CREATE TABLE span (
    id           TEXT NOT NULL UNIQUE,
    document_id  TEXT NOT NULL REFERENCES document (id),
    annotator_id TEXT NOT NULL REFERENCES annotator (id),
    label_id     TEXT NOT NULL REFERENCES label (id),
    entity_id    TEXT REFERENCES entity (id),
    attributes   TEXT NOT NULL DEFAULT '{}',
    note         TEXT NOT NULL DEFAULT '',
    confidence   REAL NOT NULL DEFAULT 1,
    derived_from TEXT NOT NULL DEFAULT '[]',
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    PRIMARY KEY (document_id, annotator_id, id)
) WITHOUT ROWID;
CREATE INDEX span_entity ON span (entity_id) WHERE entity_id IS NOT NULL;

CREATE TABLE segment (
    span_id TEXT NOT NULL REFERENCES span (id),
    ordinal INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    PRIMARY KEY (span_id, ordinal)
) WITHOUT ROWID;

CREATE TABLE relation (
    id               TEXT PRIMARY KEY NOT NULL,
    relation_type_id TEXT NOT NULL REFERENCES relation_type (id),
    annotator_id     TEXT NOT NULL REFERENCES annotator (id),
    head_span_id     TEXT NOT NULL REFERENCES span (id),
    tail_span_id     TEXT NOT NULL REFERENCES span (id),
    note             TEXT NOT NULL DEFAULT '',
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL
);
CREATE INDEX relation_head ON relation (head_span_id);
CREATE INDEX relation_tail ON relation (tail_span_id);

CREATE TABLE progress (
    document_id  TEXT NOT NULL REFERENCES document (id),
    annotator_id TEXT NOT NULL REFERENCES annotator (id),
    state        TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    PRIMARY KEY (document_id, annotator_id)
) WITHOUT ROWID;

CREATE TABLE decision (
    id             TEXT PRIMARY KEY NOT NULL,
    document_id    TEXT NOT NULL REFERENCES document (id),
    reviewer_id    TEXT NOT NULL REFERENCES annotator (id),
    kind           TEXT NOT NULL,
    verdict        TEXT NOT NULL,
    candidates     TEXT NOT NULL DEFAULT '[]',
    result_span_id TEXT REFERENCES span (id),
    reason         TEXT NOT NULL DEFAULT '',
    decided_at     TEXT NOT NULL
);
CREATE INDEX decision_document ON decision (document_id);
CREATE INDEX decision_result ON decision (result_span_id) WHERE result_span_id IS NOT NULL;

-- One row an act. undone is 0 while the act holds, the seq of the act that undid it while it can be redone, and -1
-- once something else was done instead.
CREATE TABLE act (
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,
    at           TEXT NOT NULL,
    annotator_id TEXT,
    kind         TEXT NOT NULL,
    action       TEXT NOT NULL,
    summary      TEXT NOT NULL,
    target       INTEGER,
    undone       INTEGER NOT NULL DEFAULT 0,
    first_change INTEGER NOT NULL,
    last_change  INTEGER NOT NULL
);
CREATE INDEX act_applied ON act (seq, annotator_id) WHERE kind = 'do' AND undone = 0;
CREATE INDEX act_undone ON act (undone, annotator_id) WHERE undone > 0;

CREATE TABLE change (
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,
    at           TEXT NOT NULL,
    annotator_id TEXT,
    action       TEXT NOT NULL,
    entity_kind  TEXT NOT NULL,
    entity_id    TEXT NOT NULL,
    act_seq      INTEGER NOT NULL,
    before       TEXT,
    after        TEXT
);
CREATE INDEX change_entity ON change (entity_id);

CREATE TRIGGER change_is_kept BEFORE UPDATE ON change
BEGIN
    SELECT raise(ABORT, 'the change log is append-only');
END;
CREATE TRIGGER change_stays BEFORE DELETE ON change
BEGIN
    SELECT raise(ABORT, 'the change log is append-only');
END;
