package annotate

import (
	"strings"
	"time"
)

// FlagState says whether a flag still waits for an answer.
type FlagState string

const (
	FlagOpen     FlagState = "open"
	FlagResolved FlagState = "resolved"
)

// Valid says whether there is such a state.
func (s FlagState) Valid() bool { return s == FlagOpen || s == FlagResolved }

// Flag marks a span, a stretch of an article or all of an article as unsure, and asks the team about it. It is no annotation:
// no dataset holds it unless it is asked for.
type Flag struct {
	ID          string
	DocumentID  string
	AnnotatorID string  // who is unsure
	SpanID      string  // the span that it was put on, which may be gone; "" where it was put on none
	Place       Segment // in code points, of a span from its first segment to its last; zero for all of the article
	Question    string  // "" where there is nothing to say but that it is unsure
	State       FlagState
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// OfArticle says whether the flag stands on all of its article.
func (f Flag) OfArticle() bool { return f.Place == Segment{} }

// Validate reports the first rule that a flag breaks over a text of length code points.
func (f Flag) Validate(length int) error {
	if !f.State.Valid() {
		return Invalidf("a question cannot be in the state %q (open or resolved)", f.State)
	}
	if f.OfArticle() {
		if f.SpanID != "" {
			return Invalidf("a question about a span needs its place")
		}
		return nil
	}
	return ValidateSegments([]Segment{f.Place}, length)
}

// Reply is what somebody answers to a flag.
type Reply struct {
	ID          string
	FlagID      string
	AnnotatorID string
	Text        string
	CreatedAt   time.Time
}

// Validate reports the first rule that a reply breaks.
func (r Reply) Validate() error {
	if strings.TrimSpace(r.Text) == "" {
		return Invalidf("a reply needs words")
	}
	return nil
}

// Thread is a flag where it stands now, with all that was answered.
type Thread struct {
	Flag
	Annotator string    // name of who is unsure
	OnSpan    bool      // the span is there that it was put on
	Segments  []Segment // of that span, whose place may have been changed since; else the place of the flag; none for all of the article
	Replies   []Answer  // in the order in which they were given
}

// Answer is a reply with who gave it.
type Answer struct {
	Reply
	Annotator string // name
}
