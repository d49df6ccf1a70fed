package table

import (
	"database/sql"
	"strconv"

	"github.com/parallax-annotation/parallax/annotate"
)

// flagColumns are the columns that Flags reads, of a table named f.
const flagColumns = `f.id, f.document_id, f.annotator_id, ifnull(f.span_id, ''), f.start, f."end", f.question, f.state, f.created_at, f.updated_at`

// FlagOrder orders the flags of an article, of a table named f: those of all of it first, then by place, then as they were put.
const FlagOrder = `ifnull(f.start, -1), f."end", f.created_at, f.id`

// Flags returns the flags of a query, which begins after FROM and names their table f. One that breaks a rule of the model is a Spoiled;
// how long the text is is not known here.
func (s *Session) Flags(query string, args ...any) ([]annotate.Flag, error) {
	return Collect(s, func(rows *Cursor) (annotate.Flag, error) {
		var f annotate.Flag
		var start, end sql.NullInt64
		var created, updated string
		err := rows.Scan(&f.ID, &f.DocumentID, &f.AnnotatorID, &f.SpanID, &start, &end, &f.Question, &f.State, &created, &updated)
		if err != nil {
			return f, err
		}
		f.Place = annotate.Segment{Start: int(start.Int64), End: int(end.Int64)}
		f.CreatedAt, f.UpdatedAt = Unstamp(created), Unstamp(updated)
		return f, flagAsRead(f, start, end)
	}, "SELECT "+flagColumns+" FROM "+query, args...)
}

// flagAsRead says what is wrong with a flag that was read.
func flagAsRead(f annotate.Flag, start, end sql.NullInt64) error {
	if !f.State.Valid() {
		return Wrong(FlagKind, f.ID, "state", "%q, where %q or %q belongs", f.State, annotate.FlagOpen, annotate.FlagResolved)
	}
	if start.Valid != end.Valid || start.Valid && (start.Int64 < 0 || start.Int64 >= end.Int64) || !start.Valid && f.SpanID != "" {
		return Wrong(FlagKind, f.ID, "place", "%s–%s, which is no stretch of a text", placeOf(start), placeOf(end))
	}
	return nil
}

func placeOf(n sql.NullInt64) string {
	if !n.Valid {
		return "nothing"
	}
	return strconv.FormatInt(n.Int64, 10)
}

// Replies returns the replies to a flag in the order in which they were given.
func (s *Session) Replies(flagID string) ([]annotate.Reply, error) {
	return Collect(s, func(rows *Cursor) (annotate.Reply, error) {
		var r annotate.Reply
		var created string
		err := rows.Scan(&r.ID, &r.FlagID, &r.AnnotatorID, &r.Text, &created)
		r.CreatedAt = Unstamp(created)
		return r, err
	}, "SELECT r.id, r.flag_id, r.annotator_id, r.text, r.created_at FROM reply r WHERE r.flag_id = "+Asked+" ORDER BY r.created_at, r.id", flagID)
}

// Threads returns the flags of a query, as Flags does, each where it stands now, with its replies.
func (s *Session) Threads(query string, args ...any) ([]annotate.Thread, error) {
	flags, err := s.Flags(query, args...)
	if err != nil || len(flags) == 0 {
		return nil, err
	}
	annotators, err := s.Annotators()
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, a := range annotators {
		names[a.ID] = a.Name
	}
	threads := make([]annotate.Thread, len(flags))
	for i, flag := range flags {
		t := annotate.Thread{Flag: flag, Annotator: names[flag.AnnotatorID]}
		if err := s.placeThread(&t); err != nil {
			return nil, err
		}
		replies, err := s.Replies(flag.ID)
		if err != nil {
			return nil, err
		}
		for _, reply := range replies {
			t.Replies = append(t.Replies, annotate.Answer{Reply: reply, Annotator: names[reply.AnnotatorID]})
		}
		threads[i] = t
	}
	return threads, nil
}

// placeThread finds where a flag stands now.
func (s *Session) placeThread(t *annotate.Thread) error {
	if t.OfArticle() {
		return nil
	}
	t.Segments = []annotate.Segment{t.Place}
	if t.SpanID == "" {
		return nil
	}
	segments, err := Collect(s, func(rows *Cursor) (g annotate.Segment, err error) { return g, rows.Scan(&g.Start, &g.End) },
		`SELECT g.start, g."end" FROM span s JOIN segment g ON g.span_id = s.id WHERE s.id = `+Asked+` ORDER BY g.ordinal`, t.SpanID)
	if len(segments) > 0 {
		t.Segments, t.OnSpan = segments, true
	}
	return err
}

// FlagRow is a flag as its row.
func FlagRow(f annotate.Flag) Row {
	var start, end any
	if !f.OfArticle() {
		start, end = int64(f.Place.Start), int64(f.Place.End)
	}
	return Row{Values: []any{f.ID, f.DocumentID, f.AnnotatorID, Optional(f.SpanID), start, end, f.Question, string(f.State), Stamp(f.CreatedAt), Stamp(f.UpdatedAt)}}
}

// ReplyRow is a reply as its row.
func ReplyRow(r annotate.Reply) Row {
	return Row{Values: []any{r.ID, r.FlagID, r.AnnotatorID, r.Text, Stamp(r.CreatedAt)}}
}
