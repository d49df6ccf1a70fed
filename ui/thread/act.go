package thread

import (
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// About says what a question is about: its words, or its article.
func About(f store.Flagged, n int) string {
	if f.OfArticle() {
		return "the article " + wording.Quoted(f.Article.Name(), n)
	}
	return wording.Quoted(f.Words, n)
}

// Question is what was asked; what was flagged without words says that.
func Question(f store.Flagged) string {
	if f.Question == "" {
		return "Unsure"
	}
	return f.Question
}

// Answer adds a reply.
func Answer(s *session.Session, f store.Flagged, text string) bool {
	_, ok := s.Do("reply", "Answered the question about "+About(f, 40), func(tx *store.Tx) error {
		return tx.AddReply(&annotate.Reply{FlagID: f.ID, Text: text})
	})
	return ok
}

// Turn resolves an open question, and opens a resolved one again.
func Turn(s *session.Session, f store.Flagged) bool {
	action, verb, state := "resolve", "Resolved", annotate.FlagResolved
	if f.State == annotate.FlagResolved {
		action, verb, state = "reopen", "Reopened", annotate.FlagOpen
	}
	_, ok := s.Do(action, verb+" the question about "+About(f, 40), func(tx *store.Tx) error { return tx.SetFlagState(f.ID, state) })
	return ok
}
