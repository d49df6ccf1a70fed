-- What somebody is unsure of and asks the others. A flag stands on a stretch of an article, or on all of it where start and "end" are
-- NULL. span_id names the span that it was put on; where that is gone, the flag stays on its words.
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
);
CREATE INDEX flag_document ON flag (document_id);

CREATE TABLE reply (
    id           TEXT PRIMARY KEY NOT NULL,
    flag_id      TEXT NOT NULL REFERENCES flag (id),
    annotator_id TEXT NOT NULL REFERENCES annotator (id),
    text         TEXT NOT NULL,
    created_at   TEXT NOT NULL
);
CREATE INDEX reply_flag ON reply (flag_id);
