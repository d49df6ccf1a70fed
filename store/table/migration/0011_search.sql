-- Which words stand where in the articles, kept because all of them have to be read to know it. It follows from the rows of the project:
-- it is in no log and in no merge, and can be thrown away.

-- The articles that can be searched, by a number that each of them has here. One that does not stand here, or that was taken apart by
-- other rules, is taken apart before it is searched. document_id is NULL for what was an article and counts no more. regions is
-- written by the package store/derived: which words of the article stand in which kind of region.
CREATE TABLE searched (
    number      INTEGER PRIMARY KEY,
    document_id TEXT UNIQUE,
    rules       INTEGER NOT NULL,
    regions     BLOB NOT NULL
);

-- Where a word stands in the articles of a block, which are those of 256 numbers. places is written by the package annotate/search.
CREATE TABLE searched_word (
    block  INTEGER NOT NULL,
    word   TEXT NOT NULL,
    places BLOB NOT NULL,
    PRIMARY KEY (block, word)
) WITHOUT ROWID;
