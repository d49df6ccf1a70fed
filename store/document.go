package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// Documents lists the documents of a story by position, without their texts.
func (p *Project) Documents(ctx context.Context, storyID string) (documents []annotate.Document, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		documents, err = s.Documents(storyID)
		return err
	})
	return documents, err
}

// Document returns a document with its text, without its source.
func (p *Project) Document(ctx context.Context, id string) (document annotate.Document, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		document, err = s.Document(id)
		return err
	})
	return document, err
}

// Document returns a document with its text, without its source.
func (tx *Tx) Document(id string) (annotate.Document, error) { return tx.Session.Document(id) }

// Documents lists the documents of a story by position, without their texts.
func (tx *Tx) Documents(storyID string) ([]annotate.Document, error) {
	return tx.Session.Documents(storyID)
}

// Source returns the file from which a document came, as it came in; nil where none was kept.
func (p *Project) Source(ctx context.Context, documentID string) (source []byte, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		err := s.Row("SELECT source FROM document WHERE id = ?", documentID).Scan(&source)
		if errors.Is(err, sql.ErrNoRows) {
			return annotate.NotFoundf("there is no article %s", documentID)
		}
		return err
	})
	return source, err
}

// DocumentByHash returns a document whose text has that SHA-256, with its text and its file.
func (p *Project) DocumentByHash(ctx context.Context, sha256 string) (d annotate.Document, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		var id string
		err := s.Row("SELECT d.id FROM story t CROSS JOIN document d ON d.story_id = t.id AND d.text_sha256 = ? ORDER BY d.id LIMIT 1", sha256).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return annotate.NotFoundf("there is no article with the hash %s", sha256)
		}
		if err != nil {
			return err
		}
		if d, err = s.Document(id); err != nil {
			return err
		}
		return s.Row("SELECT source FROM document WHERE id = ?", id).Scan(&d.Source)
	})
	return d, err
}

// Regions returns the regions of a document in order.
func (p *Project) Regions(ctx context.Context, documentID string) (regions []annotate.Region, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		regions, err = s.Regions(documentID)
		return err
	})
	return regions, err
}

// Regions returns the regions of a document in order.
func (tx *Tx) Regions(documentID string) ([]annotate.Region, error) {
	return tx.Session.Regions(documentID)
}

// FindDocument returns the document of a story that has the text with that hash, without its text.
func (tx *Tx) FindDocument(storyID, sha256 string) (document annotate.Document, found bool, err error) {
	document, err = table.ScanDocument(tx.Row("SELECT "+table.DocumentColumns+" FROM document WHERE story_id = ? AND text_sha256 = ?", storyID, sha256).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return document, false, nil
	}
	return document, err == nil, err
}

// FindText returns the id of the first document that has the text with that hash, in whichever story, "" where none has.
func (tx *Tx) FindText(sha256 string) (id string, err error) {
	err = tx.Row("SELECT d.id FROM story s JOIN document d ON d.story_id = s.id WHERE d.text_sha256 = ? ORDER BY s.name, d.position LIMIT 1", sha256).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, err
}

// DocumentIDs lists the documents of all stories, story by story.
func (tx *Tx) DocumentIDs() ([]string, error) {
	return table.Collect(tx.Session, func(rows *table.Cursor) (id string, err error) { return id, rows.Scan(&id) },
		"SELECT d.id FROM story s JOIN document d ON d.story_id = s.id ORDER BY s.name, d.position, d.id")
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
	err = tx.Row("SELECT ifnull(max(position) + 1, 0) FROM document WHERE story_id = ?", d.StoryID).Scan(&d.Position)
	if err != nil {
		return err
	}
	err = tx.insert(table.DocumentKind, table.DocumentRow(d))
	if disk.IsUnique(err) {
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
	before, err := table.ScanDocument(tx.Row("SELECT "+table.DocumentColumns+" FROM document WHERE id = ?", document.ID).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return annotate.NotFoundf("there is no article %s", document.ID)
	}
	if err != nil {
		return err
	}
	if document.Text != "" && annotate.HashText(document.Text) != before.TextSHA256 {
		return annotate.Invalidf("the text of an article never changes: import the new text as another article")
	}
	for _, is := range [][2]string{{document.Title, before.Title}, {document.Outlet, before.Outlet}, {document.Author, before.Author}} {
		if err := annotate.ShortName(is[0]); err != nil && is[0] != is[1] {
			return err
		}
	}
	d := document
	d.StoryID, d.TextSHA256, d.SourceName, d.SourceFormat = before.StoryID, before.TextSHA256, before.SourceName, before.SourceFormat
	return tx.Update(table.DocumentKind, table.DocumentRow(d))
}

// DeleteDocument deletes a document with its regions and everybody's annotations of it, and the relations that other
// documents have with it.
func (tx *Tx) DeleteDocument(id string) error {
	for _, owned := range []struct {
		kind  *table.Kind
		query string
	}{
		{table.DecisionKind, "SELECT id FROM decision WHERE document_id = ?"},
		{table.ReplyKind, "SELECT r.id FROM flag f JOIN reply r ON r.flag_id = f.id WHERE f.document_id = ?"},
		{table.FlagKind, "SELECT id FROM flag WHERE document_id = ?"},
		{table.ProgressKind, "SELECT document_id || '/' || annotator_id FROM progress WHERE document_id = ?"},
		{table.AssignmentKind, "SELECT document_id || '/' || annotator_id FROM assignment WHERE document_id = ?"},
	} {
		ids, err := table.Texts(tx.Session, owned.query, id)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := tx.delete(owned.kind, id); err != nil {
				return err
			}
		}
	}
	spans, err := table.Texts(tx.Session, "SELECT id FROM span WHERE document_id = ?", id)
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
	return tx.delete(table.DocumentKind, id)
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
	before, err := tx.Load(table.RegionKind, documentID, false)
	if err != nil {
		return err
	}
	after := table.Row{Values: []any{documentID}}
	for _, r := range regions {
		after.Items = append(after.Items, []any{int64(r.Start), int64(r.End), string(r.Kind)})
	}
	switch {
	case before == nil && len(regions) == 0:
		return nil
	case before == nil:
		return tx.insert(table.RegionKind, after)
	case len(regions) == 0:
		return tx.delete(table.RegionKind, documentID)
	}
	return tx.Update(table.RegionKind, after)
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
	err := tx.Row("SELECT text FROM document WHERE id = ?", documentID).Scan(&text)
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

// StorySummary is a story and how many documents it has.
type StorySummary struct {
	annotate.Story
	Documents int
}

const storyList = "SELECT id, name, date, note, (SELECT count(*) FROM document WHERE story_id = story.id) FROM story ORDER BY name"

// Stories lists the stories by name. It reads no document.
func (p *Project) Stories(ctx context.Context) (stories []StorySummary, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		stories, err = table.Collect(s, func(rows *table.Cursor) (StorySummary, error) {
			var t StorySummary
			return t, rows.Scan(&t.ID, &t.Name, &t.Date, &t.Note, &t.Documents)
		}, storyList)
		return err
	})
	return stories, err
}

// EnsureStory returns the story of that name, and makes it where there is none.
func (tx *Tx) EnsureStory(name string) (story annotate.Story, made bool, err error) {
	story, err = tx.Session.Story("name", name)
	if !errors.Is(err, annotate.ErrNotFound) {
		return story, false, err
	}
	story = annotate.Story{ID: annotate.NewID(), Name: name}
	if err := story.Validate(); err != nil {
		return annotate.Story{}, false, err
	}
	return story, true, tx.insert(table.StoryKind, table.StoryRow(story))
}

// StoryByID returns the story with that id.
func (tx *Tx) StoryByID(id string) (annotate.Story, error) { return tx.Session.Story("id", id) }

// UpdateStory renames a story or corrects its date and note. Names stay unique.
func (tx *Tx) UpdateStory(story annotate.Story) error {
	before, err := tx.StoryByID(story.ID)
	if err != nil {
		return err
	}
	if story.Name != before.Name {
		err = annotate.ShortName(story.Name)
	}
	if err := cmp.Or(err, story.Validate()); err != nil {
		return err
	}
	err = tx.Update(table.StoryKind, table.StoryRow(story))
	if disk.IsUnique(err) {
		return annotate.Conflictf("there is another story called %q", story.Name)
	}
	return err
}

// DeleteStory deletes a story with its documents and all that was said of them.
func (tx *Tx) DeleteStory(id string) error {
	ids, err := table.Texts(tx.Session, "SELECT id FROM document WHERE story_id = ? ORDER BY position, id", id)
	if err != nil {
		return fmt.Errorf("listing the articles of a story: %w", err)
	}
	for _, document := range ids {
		if err := tx.DeleteDocument(document); err != nil {
			return err
		}
	}
	return tx.delete(table.StoryKind, id)
}
