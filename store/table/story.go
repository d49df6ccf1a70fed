package table

import (
	"database/sql"
	"errors"

	"github.com/parallax-annotation/parallax/annotate"
)

// Story returns the story whose column has a value.
func (s *Session) Story(column, value string) (annotate.Story, error) {
	var t annotate.Story
	err := s.Row("SELECT id, name, date, note FROM story WHERE "+column+" = ?", value).Scan(&t.ID, &t.Name, &t.Date, &t.Note)
	if errors.Is(err, sql.ErrNoRows) {
		return t, annotate.NotFoundf("there is no story with the %s %s", column, value)
	}
	return t, err
}

// StoryRow is a story as its row.
func StoryRow(t annotate.Story) Row {
	return Row{Values: []any{t.ID, t.Name, t.Date, t.Note}}
}
