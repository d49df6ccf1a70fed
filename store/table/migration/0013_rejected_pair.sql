-- Two entities that may seem to be one and of which somebody said that they are two, so that it is not proposed again. One of them may be
-- gone: the row then waits until that is undone. id follows from the two, whoever says it.
CREATE TABLE rejected_pair (
    id        TEXT PRIMARY KEY NOT NULL,
    entity_id TEXT NOT NULL,
    other_id  TEXT NOT NULL
);
