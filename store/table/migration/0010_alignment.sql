-- What two articles of a story share, kept because it takes long to find of many. It follows from the rows of the project: it is in no
-- log and in no merge, and can be thrown away.

-- The articles that were compared with each other one of their story that stands here. One that does not stand here, or that was
-- compared by other rules, is compared before what it shares is read.
CREATE TABLE aligned (
    document_id TEXT PRIMARY KEY NOT NULL,
    rules       INTEGER NOT NULL
) WITHOUT ROWID;

-- a and b are in the order of their ids; two that share nothing have no row. copies is 1 where they are copies of one text. pairs is
-- JSON, written by the package passage.
CREATE TABLE alignment (
    a      TEXT NOT NULL,
    b      TEXT NOT NULL,
    copies INTEGER NOT NULL,
    pairs  TEXT NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX alignment_b ON alignment (b);
