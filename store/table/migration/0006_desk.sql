-- By this row a log that is found beside the file after a crash is known to belong to it: the token is new each time that a
-- program takes the file up to write, and stands in the file itself; acts counts what has been done since, so that the log
-- of each act holds the row too.
CREATE TABLE desk (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	token TEXT NOT NULL,
	acts INTEGER NOT NULL
);
INSERT INTO desk (id, token, acts) VALUES (1, '', 0);
