package table

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
)

// InExportOrder walks the indexes of stories and documents, so that no text is ever held for sorting.
const InExportOrder = ` FROM story t CROSS JOIN document d ON d.story_id = t.id WHERE ?1 IN ('', t.id) ORDER BY t.name, d.position, d.id`

// ofStory is the same for one story, without looking at the others.
const ofStory = ` FROM story t CROSS JOIN document d ON d.story_id = t.id WHERE t.id = ?1 ORDER BY d.position, d.id`

// EachDocument calls fn for each document, with its text, in the order of an export.
func (s *Session) EachDocument(ctx context.Context, storyID string, fn func(annotate.Story, annotate.Document) error) error {
	from := InExportOrder
	if storyID != "" {
		from = ofStory
	}
	rows, err := s.Query(`SELECT t.id, t.name, t.date, t.note, d.id, d.story_id, d.position, d.title, d.outlet, d.author, d.url, d.published,
		d.language, d.text_sha256, d.source_name, d.source_format, d.text`+from, storyID)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		var t annotate.Story
		var text string
		scan := func(into ...any) error {
			return rows.Scan(append([]any{&t.ID, &t.Name, &t.Date, &t.Note}, into...)...)
		}
		d, err := ScanDocument(scan, &text)
		if err != nil {
			return err
		}
		d.Text = text
		if err := fn(t, d); err != nil {
			return err
		}
	}
	return rows.Err()
}

// StatesOf returns how far each annotator is with a document, by id.
func (s *Session) StatesOf(documentID string) (map[string]annotate.State, error) {
	states := map[string]annotate.State{}
	rows, err := s.Query("SELECT annotator_id, state FROM progress WHERE document_id = ?", documentID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var annotator string
		var state annotate.State
		if err := rows.Scan(&annotator, &state); err != nil {
			return nil, err
		}
		if state != annotate.Todo && state != annotate.Doing && state != annotate.Done {
			return nil, Wrong(ProgressKind, documentID+"/"+annotator, "state", "%q, which is no state of an article", state)
		}
		states[annotator] = state
	}
	return states, rows.Err()
}
