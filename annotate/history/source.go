package history

import (
	"encoding/json"
	"iter"
)

// Source is where histories are read from: a project file, the server of a team, or, in tests, values. It tells what stands
// there; what that means is said here.
type Source interface {
	// Acts are the acts that are not simply the work of a person, by their numbers.
	Acts() (map[int64]Act, error)
	// Changes is the log of all rows of a kind that ever were there: row by row in the order of their ids, each row's changes in
	// the order in which they were made.
	Changes(kind string) iter.Seq2[Logged, error]
	// ChangesOf is the log of some rows, each row's changes in the order in which they were made.
	ChangesOf(kind string, ids []string) iter.Seq2[Logged, error]
	// Remembered are the versions that the log cannot tell, in the order of kinds, ids and marks.
	Remembered() ([]Remembered, error)
	// OtherNames are the ids that rows of a kind have elsewhere.
	OtherNames(kind string) ([]OtherName, error)
	// Together are the groups of rows of a kind that other sources had as different things, as merges remember them.
	Together(kind string) ([][]string, error)
	// Text is the text of a document by its hash, with the file that it came from; nil where there is none.
	Text(id, hash string) (text, file any, err error)
}

// Act is what an act means for the changes that it made.
type Act struct {
	Base     bool  // it made the project
	Merge    bool  // it merged files
	OfMerge  bool  // it undid or redid a merge
	Until    int64 // of a merge: the last change of the act that undid it, 0 while it is in force
	Rewrites bool  // what it altered in annotations only followed from something else that it did
}

// Logged is an entry of a log.
type Logged struct {
	Mark
	Row               string
	Seq, Act          int64
	Annotator, Action string
	Derived           bool   // a merge had to do it, and nobody meant it
	Meant             bool   // also where the act rewrites: the rest followed from it
	Hash              string // of a document's text, "" where the log does not say it
	Before, After     json.RawMessage
}

// Remembered is a version of a row that the log cannot tell.
type Remembered struct {
	Kind, Row string
	Moment
}

// OtherName is an id under which a row is known elsewhere. Hash tells documents apart that share one.
type OtherName struct{ ID, Hash, Row string }
