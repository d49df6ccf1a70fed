package annotate

import (
	"crypto/sha256"
	"encoding/hex"
)

// Document is one article. Its text never changes after import; its metadata may be corrected.
type Document struct {
	ID       string
	StoryID  string
	Position int // place within the story, from 0

	Title     string
	Outlet    string
	Author    string
	URL       string
	Published string // ISO 8601 date or time, "" where unknown
	Language  string // BCP 47, "" where unknown

	Text         string // cleaned text; lists of documents leave it empty
	TextSHA256   string // lower-case hex over Text in UTF-8
	SourceName   string // name of the file it came from
	SourceFormat string // "text", "html", "jsonl", ...
	Source       []byte // the file as it came in; lists of documents leave it empty
}

// HashText returns the lower-case hex SHA-256 of text in UTF-8.
func HashText(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Name is what the window calls the document: its title, else its outlet, else the file it came from.
func (d Document) Name() string {
	for _, name := range []string{d.Title, d.Outlet, d.SourceName} {
		if name != "" {
			return name
		}
	}
	return "Untitled article"
}
