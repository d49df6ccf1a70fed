-- The queue of a review, article by article, kept because it takes long to make of many. It follows from the rows of the project:
-- it is in no log and in no merge, and can be thrown away. An article that has no row, that stands in review_stale, or whose row was
-- made by other rules, is made anew before it is read.

-- items is written by the package review; gold counts the spans of the layer gold.
CREATE TABLE review (
    document_id TEXT PRIMARY KEY NOT NULL,
    rules       INTEGER NOT NULL,
    voters      INTEGER NOT NULL,
    gold        INTEGER NOT NULL,
    items       BLOB NOT NULL
);

-- The other articles on whose gold the items of an article depend, because relations lead there.
CREATE TABLE review_link (
    other       TEXT NOT NULL,
    document_id TEXT NOT NULL,
    PRIMARY KEY (other, document_id)
) WITHOUT ROWID;
CREATE INDEX review_link_document ON review_link (document_id);

CREATE TABLE review_stale (
    document_id TEXT PRIMARY KEY NOT NULL
) WITHOUT ROWID;
