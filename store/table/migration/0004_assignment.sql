-- Who is to annotate which article. An annotator without a row is to annotate all.

CREATE TABLE assignment (
    document_id  TEXT NOT NULL REFERENCES document (id),
    annotator_id TEXT NOT NULL REFERENCES annotator (id),
    PRIMARY KEY (document_id, annotator_id)
) WITHOUT ROWID;
CREATE INDEX assignment_annotator ON assignment (annotator_id);
