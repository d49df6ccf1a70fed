package store

import (
	"context"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/check"
	"github.com/parallax-annotation/parallax/store/table"
)

// View reads one state of a project, for what other packages make of it. It must not be used after the function that it was given
// to has returned, nor by two goroutines.
type View struct{ *table.Session }

// View calls fn with the project as it is now, whatever others write meanwhile.
func (p *Project) View(ctx context.Context, fn func(*View) error) error {
	return p.Read(ctx, func(s *table.Session) error { return fn(&View{s}) })
}

// View reads what the act has done so far.
func (tx *Tx) View() *View { return &View{tx.Session} }

// Formerly returns the ids of rows of a kind, as Change.EntityKind calls it, by the names that they no longer have. A name that
// several have had is that of the one that had it last.
func (v *View) Formerly(kind string, ids []string) (map[string]string, error) {
	k, err := table.KindNamed(kind)
	if err != nil {
		return nil, err
	}
	return v.Session.Formerly(k, ids)
}

// OptionNow is what has become of an option that an attribute once had, found where it has become another.
func (v *View) OptionNow(attribute annotate.Attribute, option string) (now string, found bool, err error) {
	return v.Session.OptionNow(attribute, option)
}

// EntityNow returns the entity that one which is gone was merged into, however many times; "" where it was not.
func (v *View) EntityNow(id string) (string, error) { return v.Session.EntityNow(id) }

// SameTexts finds the texts that stand letter by letter in more than one story.
func (v *View) SameTexts() ([]check.Repeat, error) { return check.SameTexts(v.Session) }

// Decisions returns the decisions on a document in the order in which they were made.
func (v *View) Decisions(documentID string) ([]annotate.Decision, error) {
	return v.Session.Decisions("document_id", documentID)
}

// Progress is how far an annotator is with a document, "" where that was never said.
func (v *View) Progress(documentID, annotatorID string) (state annotate.State, err error) {
	err = v.Row("SELECT ifnull((SELECT state FROM progress WHERE document_id = ? AND annotator_id = ?), '')", documentID, annotatorID).Scan(&state)
	return state, err
}

// TextHash is the hash of a document's text, "" where there is no such document.
func (v *View) TextHash(documentID string) (hash string, err error) {
	err = v.Row("SELECT ifnull((SELECT text_sha256 FROM document WHERE id = ?), '')", documentID).Scan(&hash)
	return hash, err
}

// Stats counts what a project holds. ByLabel and ByAnnotator count spans by name, ByDocument by document id; those
// without a span are there with 0. What is only proposed counts nowhere.
type Stats struct {
	Stories     int            `json:"stories"`
	Documents   int            `json:"documents"`
	Spans       int            `json:"spans"`
	Relations   int            `json:"relations"`
	Entities    int            `json:"entities"`
	Annotators  int            `json:"annotators"`
	ByLabel     map[string]int `json:"by_label"`
	ByAnnotator map[string]int `json:"by_annotator"`
	ByDocument  map[string]int `json:"by_document"`
}

// Stats counts what the project holds.
func (p *Project) Stats(ctx context.Context) (Stats, error) {
	var t Stats
	look := func(ctx context.Context, s *table.Session) (err error) {
		t, err = stats(ctx, s)
		return err
	}
	steady, err := p.readSteady(ctx, 1, look)
	if !steady && err == nil {
		err = p.ReadLong(ctx, func(s *table.Session) error { return look(ctx, s) })
	}
	if err != nil {
		return Stats{}, fmt.Errorf("counting: %w", err)
	}
	return t, nil
}

func stats(ctx context.Context, s *table.Session) (Stats, error) {
	t := Stats{ByLabel: map[string]int{}, ByAnnotator: map[string]int{}, ByDocument: map[string]int{}}
	err := s.Row(`SELECT (SELECT count(*) FROM story), (SELECT count(*) FROM relation WHERE annotator_id NOT IN `+table.Proposers+`), (SELECT count(*) FROM entity)`).Scan(&t.Stories, &t.Relations, &t.Entities)
	if err != nil {
		return t, err
	}
	err = count(s, t.ByLabel, "SELECT l.name, ifnull(n, 0) FROM label l LEFT JOIN (SELECT label_id, count(*) n FROM span WHERE annotator_id NOT IN "+table.Proposers+" GROUP BY label_id) ON label_id = l.id")
	if err != nil {
		return t, err
	}
	names := map[string]string{}
	if err := texts(s, names, "SELECT id, name FROM annotator WHERE id NOT IN "+table.Proposers); err != nil {
		return t, err
	}
	for _, name := range names {
		t.ByAnnotator[name] = 0
	}
	documents, err := table.Texts(s, "SELECT id FROM document")
	if err != nil {
		return t, err
	}
	for _, id := range documents {
		t.ByDocument[id] = 0
	}
	t.Annotators, t.Documents = len(names), len(documents)
	// The rest is counted in one pass through the spans, in the order in which they lie.
	rows, err := s.Query("SELECT document_id, annotator_id, count(*) FROM span WHERE annotator_id NOT IN " + table.Proposers + " GROUP BY document_id, annotator_id")
	if err != nil {
		return t, err
	}
	defer rows.Close()
	for rows.Next() {
		if err := ctx.Err(); err != nil {
			return t, err
		}
		var document, annotator string
		var n int
		if err := rows.Scan(&document, &annotator, &n); err != nil {
			return t, err
		}
		t.Spans += n
		t.ByDocument[document] += n
		t.ByAnnotator[names[annotator]] += n
	}
	return t, rows.Err()
}

// texts reads rows of a key and a text.
func texts(s *table.Session, into map[string]string, query string) error {
	rows, err := s.Query(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key, text string
		if err := rows.Scan(&key, &text); err != nil {
			return err
		}
		into[key] = text
	}
	return rows.Err()
}
