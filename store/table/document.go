package table

import (
	"database/sql"
	"errors"
	"math"

	"github.com/parallax-annotation/parallax/annotate"
)

// DocumentColumns are the columns that ScanDocument reads.
const DocumentColumns = `id, story_id, position, title, outlet, author, url, published, language, text_sha256, source_name, source_format`

// ScanDocument reads DocumentColumns and whatever stands after them.
func ScanDocument(scan func(...any) error, more ...any) (annotate.Document, error) {
	var d annotate.Document
	err := scan(append([]any{&d.ID, &d.StoryID, &d.Position, &d.Title, &d.Outlet, &d.Author, &d.URL, &d.Published,
		&d.Language, &d.TextSHA256, &d.SourceName, &d.SourceFormat}, more...)...)
	return d, err
}

// Documents returns the documents of a story in their order, without their texts.
func (s *Session) Documents(storyID string) ([]annotate.Document, error) {
	return Collect(s, func(rows *Cursor) (annotate.Document, error) { return ScanDocument(rows.Scan) },
		"SELECT "+DocumentColumns+" FROM document WHERE story_id = "+Asked+" ORDER BY position, id", storyID)
}

// Document returns a document with its text but not its file.
func (s *Session) Document(id string) (annotate.Document, error) {
	var text string
	d, err := ScanDocument(s.Row("SELECT "+DocumentColumns+", text FROM document WHERE id = ?", id).Scan, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return d, annotate.NotFoundf("there is no article %s", id)
	}
	d.Text = text
	return d, err
}

// Regions returns the regions of a document in the order of the text.
func (s *Session) Regions(documentID string) ([]annotate.Region, error) {
	return Collect(s, func(rows *Cursor) (annotate.Region, error) {
		var r annotate.Region
		err := rows.Scan(&r.Start, &r.End, &r.Kind)
		if err == nil && (r.Start < 0 || r.Start >= r.End || r.End > math.MaxInt32) {
			err = Wrong(RegionKind, documentID, "stretch", "%d–%d, which is reversed or outside the text", r.Start, r.End)
		}
		return r, err
	}, RegionKind.List.selected, documentID)
}

// DocumentRow is a document as its row.
func DocumentRow(d annotate.Document) Row {
	return Row{Values: []any{d.ID, d.StoryID, int64(d.Position), d.Title, d.Outlet, d.Author, d.URL, d.Published, d.Language,
		d.TextSHA256, d.SourceName, d.SourceFormat, d.Text, d.Source}}
}
