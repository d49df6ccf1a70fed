package store

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
)

// View reads one state of a project, for what other packages make of it. It must not be used after the function that it was given
// to has returned, nor by two goroutines.
type View struct{ *session }

// View calls fn with the project as it is now, whatever others write meanwhile.
func (p *Project) View(ctx context.Context, fn func(*View) error) error {
	return p.read(ctx, func(s *session) error { return fn(&View{s}) })
}

// View reads what the act has done so far.
func (tx *Tx) View() *View { return &View{tx.session} }

// Formerly returns the ids of rows of a kind, as Change.EntityKind calls it, by the names that they no longer have. A name that
// several have had is that of the one that had it last.
func (v *View) Formerly(kind string, ids []string) (map[string]string, error) {
	k, err := kindNamed(kind)
	if err != nil {
		return nil, err
	}
	return v.formerly(k, ids)
}

// OptionNow is what has become of an option that an attribute once had, found where it has become another.
func (v *View) OptionNow(attribute annotate.Attribute, option string) (now string, found bool, err error) {
	return v.optionNow(attribute, option)
}

// EntityNow returns the entity that one which is gone was merged into, however many times; "" where it was not.
func (v *View) EntityNow(id string) (string, error) { return v.entityNow(id) }

// SameTexts finds the texts that stand letter by letter in more than one story.
func (v *View) SameTexts() ([]Repeat, error) { return v.sameTexts() }

// Decisions returns the decisions on a document in the order in which they were made.
func (v *View) Decisions(documentID string) ([]annotate.Decision, error) {
	return v.decisions("document_id", documentID)
}

// Progress is how far an annotator is with a document, "" where that was never said.
func (v *View) Progress(documentID, annotatorID string) (state annotate.State, err error) {
	err = v.row("SELECT ifnull((SELECT state FROM progress WHERE document_id = ? AND annotator_id = ?), '')", documentID, annotatorID).Scan(&state)
	return state, err
}

// TextHash is the hash of a document's text, "" where there is no such document.
func (v *View) TextHash(documentID string) (hash string, err error) {
	err = v.row("SELECT ifnull((SELECT text_sha256 FROM document WHERE id = ?), '')", documentID).Scan(&hash)
	return hash, err
}
