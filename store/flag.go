package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// FlagQuery says which flags are wanted.
type FlagQuery struct {
	StoryID    string // only that story's, "" for all
	DocumentID string // only that article's, "" for all
	Open       bool   // only those that wait for an answer
}

// Flagged is a thread with what stands around it.
type Flagged struct {
	annotate.Thread
	Story   string            // name
	Article annotate.Document // without its text
	Label   string            // name of the label of the span that it stands on, "" where it stands on none
	Layer   string            // name of whose span that is
	Words   string            // that stand there, joined by " … "
}

// Flags lists flags with their replies: stories by name, articles by position, in each in the order of the text.
func (p *Project) Flags(ctx context.Context, q FlagQuery) (all []Flagged, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		all, err = flagged(s, q)
		return err
	})
	return all, err
}

func flagged(s *table.Session, q FlagQuery) ([]Flagged, error) {
	threads, err := s.Threads(`flag f JOIN document d ON d.id = f.document_id JOIN story t ON t.id = d.story_id
		WHERE ?1 IN ('', t.id) AND ?2 IN ('', d.id) AND (NOT ?3 OR f.state = ?4) ORDER BY t.name, d.position, d.id, `+table.FlagOrder,
		q.StoryID, q.DocumentID, q.Open, string(annotate.FlagOpen))
	if err != nil {
		return nil, err
	}
	all := make([]Flagged, len(threads))
	for i, thread := range threads {
		all[i].Thread = thread
		if i > 0 && all[i-1].DocumentID == thread.DocumentID {
			all[i].Article, all[i].Story = all[i-1].Article, all[i-1].Story
		} else if err := readArticle(s, &all[i]); err != nil {
			return nil, err
		}
		if err := readWords(s, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func readArticle(s *table.Session, f *Flagged) (err error) {
	f.Article, err = table.ScanDocument(s.Row("SELECT "+table.DocumentColumns+" FROM document WHERE id = ?", f.DocumentID).Scan)
	if err != nil {
		return err
	}
	story, err := s.Story("id", f.Article.StoryID)
	f.Story = story.Name
	return err
}

// readWords reads the words at the place of a flag, and what it is that stands there.
func readWords(s *table.Session, f *Flagged) error {
	var words []string
	for _, g := range f.Segments {
		var part string
		if err := s.Row("SELECT substr(text, ?2, ?3) FROM document WHERE id = ?1", f.DocumentID, g.Start+1, g.End-g.Start).Scan(&part); err != nil {
			return err
		}
		words = append(words, part)
	}
	f.Words = strings.Join(words, " … ")
	if !f.OnSpan {
		return nil
	}
	return s.Row("SELECT l.name, a.name FROM span s JOIN label l ON l.id = s.label_id JOIN annotator a ON a.id = s.annotator_id WHERE s.id = ?",
		f.SpanID).Scan(&f.Label, &f.Layer)
}

// Flag returns the flag with that id.
func (tx *Tx) Flag(id string) (annotate.Flag, error) {
	flags, err := tx.Flags("flag f WHERE f.id = ?", id)
	if err == nil && len(flags) == 0 {
		err = annotate.NotFoundf("there is no question %s", id)
	}
	if err != nil {
		return annotate.Flag{}, err
	}
	return flags[0], nil
}

// AddFlag flags a span, a stretch or an article as unsure. It fills in the id, where there is none, the annotator, as the act's where
// none is named, the state, the times, where none are set, and of a flag on a span the article and the place.
func (tx *Tx) AddFlag(flag *annotate.Flag) error {
	f := *flag
	if f.ID == "" {
		f.ID = annotate.NewID()
	}
	if f.AnnotatorID == "" {
		f.AnnotatorID = tx.annotator.ID
	}
	if f.State == "" {
		f.State = annotate.FlagOpen
	}
	if f.CreatedAt.IsZero() {
		f.CreatedAt = tx.now
	}
	if f.UpdatedAt.IsZero() {
		f.UpdatedAt = f.CreatedAt
	}
	f.Question = strings.TrimSpace(f.Question)
	if err := tx.validateFlag(&f); err != nil {
		return err
	}
	err := tx.insert(table.FlagKind, table.FlagRow(f))
	switch {
	case disk.IsUnique(err):
		return annotate.Conflictf("the project has another question with the id %s", f.ID)
	case disk.IsForeignKey(err):
		return annotate.NotFoundf("the project has no annotator %s", f.AnnotatorID)
	case err != nil:
		return fmt.Errorf("flagging something as unsure: %w", err)
	}
	*flag = f
	return nil
}

// validateFlag brings a flag into the form in which it is kept, or says which rule it breaks.
func (tx *Tx) validateFlag(f *annotate.Flag) error {
	if f.AnnotatorID == "" {
		return annotate.Invalidf("a question needs somebody who asks it: choose who you are first")
	}
	if f.SpanID != "" {
		span, err := tx.Span(f.SpanID)
		if err != nil {
			return err
		}
		if f.DocumentID != "" && f.DocumentID != span.DocumentID {
			return annotate.Invalidf("the span %s is of another article", f.SpanID)
		}
		f.DocumentID, f.Place = span.DocumentID, annotate.Segment{Start: span.Start(), End: span.End()}
	}
	text, err := tx.Text(f.DocumentID)
	if err != nil {
		return err
	}
	if err := f.Validate(text.Len()); err != nil {
		return err
	}
	if !f.OfArticle() && (!text.IsGrapheme(f.Place.Start) || !text.IsGrapheme(f.Place.End)) {
		return annotate.Invalidf("the place %d–%d cuts a character that is written with several code points", f.Place.Start, f.Place.End)
	}
	return nil
}

// SetFlagState resolves a flag or opens it again.
func (tx *Tx) SetFlagState(id string, state annotate.FlagState) error {
	f, err := tx.Flag(id)
	if err != nil || f.State == state {
		return err
	}
	if !state.Valid() {
		return annotate.Invalidf("a question cannot be in the state %q (open or resolved)", state)
	}
	f.State, f.UpdatedAt = state, tx.now
	return tx.Update(table.FlagKind, table.FlagRow(f))
}

// AddReply answers a flag. It fills in the id, the annotator, as the act's where none is named, and the time, where there is none.
func (tx *Tx) AddReply(reply *annotate.Reply) error {
	r := *reply
	if r.ID == "" {
		r.ID = annotate.NewID()
	}
	if r.AnnotatorID == "" {
		r.AnnotatorID = tx.annotator.ID
	}
	if r.CreatedAt.IsZero() {
		r.CreatedAt = tx.now
	}
	r.Text = strings.TrimSpace(r.Text)
	if r.AnnotatorID == "" {
		return annotate.Invalidf("a reply needs somebody who gives it: choose who you are first")
	}
	if err := r.Validate(); err != nil {
		return err
	}
	if _, err := tx.Flag(r.FlagID); err != nil {
		return err
	}
	err := tx.insert(table.ReplyKind, table.ReplyRow(r))
	switch {
	case disk.IsUnique(err):
		return annotate.Conflictf("the project has another reply with the id %s", r.ID)
	case disk.IsForeignKey(err):
		return annotate.NotFoundf("the project has no annotator %s", r.AnnotatorID)
	case err != nil:
		return fmt.Errorf("replying: %w", err)
	}
	*reply = r
	return nil
}
