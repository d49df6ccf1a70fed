-- What the migrations make, statement by statement as SQLite keeps it, each below the name of its table. It is only compared with. After a
-- migration was added: go test ./store/table -run Schema -schema

-- story
CREATE TABLE story (
    id   TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    date TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
)

-- document
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
)

-- document
CREATE INDEX document_order ON document (story_id, position, id)

-- document
CREATE UNIQUE INDEX document_text ON document (story_id, text_sha256)

-- region
CREATE TABLE region (
    document_id TEXT NOT NULL REFERENCES document (id),
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    PRIMARY KEY (document_id, start)
) WITHOUT ROWID

-- codebook
CREATE TABLE codebook (
    id         TEXT PRIMARY KEY NOT NULL CHECK (id = 'codebook'),
    name       TEXT NOT NULL DEFAULT '',
    guidelines TEXT NOT NULL DEFAULT ''
, speech TEXT)

-- label
CREATE TABLE label (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    color       TEXT NOT NULL,
    style       TEXT NOT NULL,
    hotkey      TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    parent_id   TEXT REFERENCES label (id) DEFERRABLE INITIALLY DEFERRED,
    position    INTEGER NOT NULL
)

-- attribute
CREATE TABLE attribute (
    id       TEXT PRIMARY KEY NOT NULL,
    label_id TEXT NOT NULL REFERENCES label (id),
    name     TEXT NOT NULL,
    type     TEXT NOT NULL,
    options  TEXT NOT NULL DEFAULT '[]',
    required INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL
)

-- attribute
CREATE INDEX attribute_label ON attribute (label_id, position)

-- relation_type
CREATE TABLE relation_type (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    head_label  TEXT NOT NULL DEFAULT '',
    tail_label  TEXT NOT NULL DEFAULT '',
    scope       TEXT NOT NULL,
    symmetric   INTEGER NOT NULL DEFAULT 0,
    description TEXT NOT NULL DEFAULT '',
    position    INTEGER NOT NULL
)

-- annotator
CREATE TABLE annotator (
    id   TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL
, proposes INTEGER)

-- entity
CREATE TABLE entity (
    id          TEXT PRIMARY KEY NOT NULL,
    label_id    TEXT NOT NULL REFERENCES label (id),
    name        TEXT NOT NULL,
    aliases     TEXT NOT NULL DEFAULT '[]',
    external_id TEXT NOT NULL DEFAULT '',
    note        TEXT NOT NULL DEFAULT ''
, parent_id TEXT REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED)

-- entity
CREATE INDEX entity_name ON entity (label_id, name)

-- span
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
) WITHOUT ROWID

-- span
CREATE INDEX span_entity ON span (entity_id) WHERE entity_id IS NOT NULL

-- segment
CREATE TABLE segment (
    span_id TEXT NOT NULL REFERENCES span (id),
    ordinal INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    PRIMARY KEY (span_id, ordinal)
) WITHOUT ROWID

-- relation
CREATE TABLE relation (
    id               TEXT PRIMARY KEY NOT NULL,
    relation_type_id TEXT NOT NULL REFERENCES relation_type (id),
    annotator_id     TEXT NOT NULL REFERENCES annotator (id),
    head_span_id     TEXT NOT NULL REFERENCES span (id),
    tail_span_id     TEXT NOT NULL REFERENCES span (id),
    note             TEXT NOT NULL DEFAULT '',
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL
)

-- relation
CREATE INDEX relation_head ON relation (head_span_id)

-- relation
CREATE INDEX relation_tail ON relation (tail_span_id)

-- progress
CREATE TABLE progress (
    document_id  TEXT NOT NULL REFERENCES document (id),
    annotator_id TEXT NOT NULL REFERENCES annotator (id),
    state        TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    PRIMARY KEY (document_id, annotator_id)
) WITHOUT ROWID

-- decision
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
, item TEXT, votes TEXT, result_relation_id TEXT)

-- decision
CREATE INDEX decision_document ON decision (document_id)

-- decision
CREATE INDEX decision_result ON decision (result_span_id) WHERE result_span_id IS NOT NULL

-- act
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
)

-- act
CREATE INDEX act_applied ON act (seq, annotator_id) WHERE kind = 'do' AND undone = 0

-- act
CREATE INDEX act_undone ON act (undone, annotator_id) WHERE undone > 0

-- change
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
)

-- change
CREATE INDEX change_entity ON change (entity_id)

-- change
CREATE TRIGGER change_is_kept BEFORE UPDATE ON change
BEGIN
    SELECT raise(ABORT, 'the change log is append-only');
END

-- change
CREATE TRIGGER change_stays BEFORE DELETE ON change
BEGIN
    SELECT raise(ABORT, 'the change log is append-only');
END

-- alias
CREATE TABLE alias (
    entity_kind TEXT NOT NULL,
    id          TEXT NOT NULL,
    text_sha256 TEXT NOT NULL DEFAULT '',
    row_id      TEXT NOT NULL,
    act_seq     INTEGER NOT NULL
)

-- version
CREATE TABLE version (
    entity_kind  TEXT NOT NULL,
    entity_id    TEXT NOT NULL,
    at           TEXT NOT NULL,
    change_id    TEXT NOT NULL,
    annotator_id TEXT,
    action       TEXT NOT NULL,
    value        TEXT,
    act_seq      INTEGER NOT NULL
, text_sha256 TEXT NOT NULL DEFAULT '', partial INTEGER NOT NULL DEFAULT 0, basis TEXT NOT NULL DEFAULT '')

-- version
CREATE INDEX version_entity ON version (entity_kind, entity_id)

-- assignment
CREATE TABLE assignment (
    document_id  TEXT NOT NULL REFERENCES document (id),
    annotator_id TEXT NOT NULL REFERENCES annotator (id),
    PRIMARY KEY (document_id, annotator_id)
) WITHOUT ROWID

-- assignment
CREATE INDEX assignment_annotator ON assignment (annotator_id)

-- desk
CREATE TABLE desk (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	token TEXT NOT NULL,
	acts INTEGER NOT NULL
)

-- change
CREATE INDEX change_part ON change (entity_kind, entity_id, seq)
    WHERE entity_kind NOT IN ('span', 'relation', 'entity', 'progress', 'decision', 'region', 'assignment')

-- change
CREATE INDEX change_gone ON change (entity_kind, entity_id) WHERE after IS NULL

-- review
CREATE TABLE review (
    document_id TEXT PRIMARY KEY NOT NULL,
    rules       INTEGER NOT NULL,
    voters      INTEGER NOT NULL,
    gold        INTEGER NOT NULL,
    items       BLOB NOT NULL
)

-- review_link
CREATE TABLE review_link (
    other       TEXT NOT NULL,
    document_id TEXT NOT NULL,
    PRIMARY KEY (other, document_id)
) WITHOUT ROWID

-- review_link
CREATE INDEX review_link_document ON review_link (document_id)

-- review_stale
CREATE TABLE review_stale (
    document_id TEXT PRIMARY KEY NOT NULL
) WITHOUT ROWID

-- flag
CREATE TABLE flag (
    id           TEXT PRIMARY KEY NOT NULL,
    document_id  TEXT NOT NULL REFERENCES document (id),
    annotator_id TEXT NOT NULL REFERENCES annotator (id),
    span_id      TEXT,
    start        INTEGER,
    "end"        INTEGER,
    question     TEXT NOT NULL DEFAULT '',
    state        TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL
)

-- flag
CREATE INDEX flag_document ON flag (document_id)

-- reply
CREATE TABLE reply (
    id           TEXT PRIMARY KEY NOT NULL,
    flag_id      TEXT NOT NULL REFERENCES flag (id),
    annotator_id TEXT NOT NULL REFERENCES annotator (id),
    text         TEXT NOT NULL,
    created_at   TEXT NOT NULL
)

-- reply
CREATE INDEX reply_flag ON reply (flag_id)

-- aligned
CREATE TABLE aligned (
    document_id TEXT PRIMARY KEY NOT NULL,
    rules       INTEGER NOT NULL
) WITHOUT ROWID

-- alignment
CREATE TABLE alignment (
    a      TEXT NOT NULL,
    b      TEXT NOT NULL,
    copies INTEGER NOT NULL,
    pairs  TEXT NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID

-- alignment
CREATE INDEX alignment_b ON alignment (b)

-- searched
CREATE TABLE searched (
    number      INTEGER PRIMARY KEY,
    document_id TEXT UNIQUE,
    rules       INTEGER NOT NULL,
    regions     BLOB NOT NULL
)

-- searched_word
CREATE TABLE searched_word (
    block  INTEGER NOT NULL,
    word   TEXT NOT NULL,
    places BLOB NOT NULL,
    PRIMARY KEY (block, word)
) WITHOUT ROWID

-- rejected_pair
CREATE TABLE rejected_pair (
    id        TEXT PRIMARY KEY NOT NULL,
    entity_id TEXT NOT NULL,
    other_id  TEXT NOT NULL
)

-- entity
CREATE INDEX entity_parent ON entity (parent_id) WHERE parent_id IS NOT NULL
