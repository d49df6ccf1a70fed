package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

const documentColumns = `id, story_id, position, title, outlet, author, url, published, language, text_sha256, source_name, source_format`

func scanDocument(scan func(...any) error, more ...any) (annotate.Document, error) {
	var d annotate.Document
	err := scan(append([]any{&d.ID, &d.StoryID, &d.Position, &d.Title, &d.Outlet, &d.Author, &d.URL, &d.Published,
		&d.Language, &d.TextSHA256, &d.SourceName, &d.SourceFormat}, more...)...)
	return d, err
}

// Documents lists the documents of a story by position, without their texts.
func (p *Project) Documents(ctx context.Context, storyID string) (documents []annotate.Document, err error) {
	err = p.read(ctx, func(s *session) error {
		documents, err = s.documents(storyID)
		return err
	})
	return documents, err
}

func (s *session) documents(storyID string) ([]annotate.Document, error) {
	return collect(s, func(rows *cursor) (annotate.Document, error) { return scanDocument(rows.Scan) },
		"SELECT "+documentColumns+" FROM document WHERE story_id = ? ORDER BY position, id", storyID)
}

// Document returns a document with its text, without its source.
func (p *Project) Document(ctx context.Context, id string) (document annotate.Document, err error) {
	err = p.read(ctx, func(s *session) error {
		document, err = s.document(id)
		return err
	})
	return document, err
}

// Document returns a document with its text, without its source.
func (tx *Tx) Document(id string) (annotate.Document, error) { return tx.document(id) }

// Documents lists the documents of a story by position, without their texts.
func (tx *Tx) Documents(storyID string) ([]annotate.Document, error) { return tx.documents(storyID) }

func (s *session) document(id string) (annotate.Document, error) {
	var text string
	d, err := scanDocument(s.row("SELECT "+documentColumns+", text FROM document WHERE id = ?", id).Scan, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return d, annotate.NotFoundf("there is no article %s", id)
	}
	d.Text = text
	return d, err
}

// Source returns the file from which a document came, as it came in; nil where none was kept.
func (p *Project) Source(ctx context.Context, documentID string) (source []byte, err error) {
	err = p.read(ctx, func(s *session) error {
		err := s.row("SELECT source FROM document WHERE id = ?", documentID).Scan(&source)
		if errors.Is(err, sql.ErrNoRows) {
			return annotate.NotFoundf("there is no article %s", documentID)
		}
		return err
	})
	return source, err
}

// DocumentByHash returns a document whose text has that SHA-256, with its text and its file.
func (p *Project) DocumentByHash(ctx context.Context, sha256 string) (d annotate.Document, err error) {
	err = p.read(ctx, func(s *session) error {
		var id string
		err := s.row("SELECT d.id FROM story t CROSS JOIN document d ON d.story_id = t.id AND d.text_sha256 = ? ORDER BY d.id LIMIT 1", sha256).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return annotate.NotFoundf("there is no article with the hash %s", sha256)
		}
		if err != nil {
			return err
		}
		if d, err = s.document(id); err != nil {
			return err
		}
		return s.row("SELECT source FROM document WHERE id = ?", id).Scan(&d.Source)
	})
	return d, err
}

// Regions returns the regions of a document in order.
func (p *Project) Regions(ctx context.Context, documentID string) (regions []annotate.Region, err error) {
	err = p.read(ctx, func(s *session) error {
		regions, err = s.regions(documentID)
		return err
	})
	return regions, err
}

// Regions returns the regions of a document in order.
func (tx *Tx) Regions(documentID string) ([]annotate.Region, error) { return tx.regions(documentID) }

func (s *session) regions(documentID string) ([]annotate.Region, error) {
	return collect(s, func(rows *cursor) (annotate.Region, error) {
		var r annotate.Region
		err := rows.Scan(&r.Start, &r.End, &r.Kind)
		if err == nil && (r.Start < 0 || r.Start >= r.End || r.End > math.MaxInt32) {
			err = wrong(regionKind, documentID, "stretch", "%d–%d, which is reversed or outside the text", r.Start, r.End)
		}
		return r, err
	}, regionKind.list.selected, documentID)
}

// FindDocument returns the document of a story that has the text with that hash, without its text.
func (tx *Tx) FindDocument(storyID, sha256 string) (document annotate.Document, found bool, err error) {
	document, err = scanDocument(tx.row("SELECT "+documentColumns+" FROM document WHERE story_id = ? AND text_sha256 = ?", storyID, sha256).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return document, false, nil
	}
	return document, err == nil, err
}

// AddDocument puts a document at the end of its story. It fills in the id, where there is none, the position, and the
// text's hash. The same text cannot stand twice in a story.
func (tx *Tx) AddDocument(document *annotate.Document, regions []annotate.Region) error {
	d := *document
	if !utf8.ValidString(d.Text) {
		return annotate.Invalidf("%s: its text is not valid UTF-8", d.Name())
	}
	if d.Text == "" {
		return annotate.Invalidf("%s: its text is empty", d.Name())
	}
	if d.ID == "" {
		d.ID = annotate.NewID()
	}
	d.TextSHA256 = annotate.HashText(d.Text)
	if _, err := tx.StoryByID(d.StoryID); err != nil {
		return err
	}
	other, found, err := tx.FindDocument(d.StoryID, d.TextSHA256)
	if err != nil {
		return err
	}
	if found {
		return annotate.Conflictf("the story has this text already, as %s", other.Name())
	}
	err = tx.row("SELECT ifnull(max(position) + 1, 0) FROM document WHERE story_id = ?", d.StoryID).Scan(&d.Position)
	if err != nil {
		return err
	}
	err = tx.insert(documentKind, documentRow(d))
	if isUnique(err) {
		return annotate.Conflictf("the project has another article with the id %s", d.ID)
	}
	if err != nil {
		return fmt.Errorf("adding %s: %w", d.Name(), err)
	}
	*document = d
	return tx.SetRegions(d.ID, regions)
}

// UpdateDocument corrects what is known about a document, or moves it within its story. Its story, its text and
// where it came from stay as they are, whatever document says.
func (tx *Tx) UpdateDocument(document annotate.Document) error {
	before, err := scanDocument(tx.row("SELECT "+documentColumns+" FROM document WHERE id = ?", document.ID).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return annotate.NotFoundf("there is no article %s", document.ID)
	}
	if err != nil {
		return err
	}
	if document.Text != "" && annotate.HashText(document.Text) != before.TextSHA256 {
		return annotate.Invalidf("the text of an article never changes: import the new text as another article")
	}
	d := document
	d.StoryID, d.TextSHA256, d.SourceName, d.SourceFormat = before.StoryID, before.TextSHA256, before.SourceName, before.SourceFormat
	return tx.update(documentKind, documentRow(d))
}

// DeleteDocument deletes a document with its regions and everybody's annotations of it, and the relations that other
// documents have with it.
func (tx *Tx) DeleteDocument(id string) error {
	for _, owned := range []struct {
		kind  *kind
		query string
	}{
		{decisionKind, "SELECT id FROM decision WHERE document_id = ?"},
		{progressKind, "SELECT document_id || '/' || annotator_id FROM progress WHERE document_id = ?"},
		{assignmentKind, "SELECT document_id || '/' || annotator_id FROM assignment WHERE document_id = ?"},
	} {
		ids, err := texts(tx.session, owned.query, id)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := tx.delete(owned.kind, id); err != nil {
				return err
			}
		}
	}
	spans, err := texts(tx.session, "SELECT id FROM span WHERE document_id = ?", id)
	if err != nil {
		return err
	}
	for _, span := range spans {
		if err := tx.DeleteSpan(span); err != nil {
			return err
		}
	}
	if err := tx.SetRegions(id, nil); err != nil {
		return err
	}
	return tx.delete(documentKind, id)
}

// SetRegions replaces the regions of a document.
func (tx *Tx) SetRegions(documentID string, regions []annotate.Region) error {
	if len(regions) > 0 {
		text, err := tx.Text(documentID)
		if err != nil {
			return err
		}
		if err := annotate.ValidateRegions(regions, text.Len()); err != nil {
			return err
		}
	}
	before, err := tx.load(regionKind, documentID, false)
	if err != nil {
		return err
	}
	after := row{values: []any{documentID}}
	for _, r := range regions {
		after.items = append(after.items, []any{int64(r.Start), int64(r.End), string(r.Kind)})
	}
	switch {
	case before == nil && len(regions) == 0:
		return nil
	case before == nil:
		return tx.insert(regionKind, after)
	case len(regions) == 0:
		return tx.delete(regionKind, documentID)
	}
	return tx.update(regionKind, after)
}

// Text returns the index of a document's text, which the writer keeps for the documents that were used last.
func (tx *Tx) Text(documentID string) (*textpos.Text, error) {
	kept := &tx.project.cache.texts
	if i := slices.IndexFunc(*kept, func(t *documentText) bool { return t.id == documentID }); i >= 0 {
		hit := (*kept)[i]
		copy((*kept)[1:i+1], (*kept)[:i])
		(*kept)[0] = hit
		return hit.text, nil
	}
	var text string
	err := tx.row("SELECT text FROM document WHERE id = ?", documentID).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, annotate.NotFoundf("there is no article %s", documentID)
	}
	if err != nil {
		return nil, err
	}
	*kept = slices.Insert(*kept, 0, &documentText{documentID, textpos.New(text)})
	*kept = (*kept)[:min(len(*kept), cachedTexts)]
	return (*kept)[0].text, nil
}

func documentRow(d annotate.Document) row {
	return row{values: []any{d.ID, d.StoryID, int64(d.Position), d.Title, d.Outlet, d.Author, d.URL, d.Published, d.Language,
		d.TextSHA256, d.SourceName, d.SourceFormat, d.Text, d.Source}}
}
