package thread

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

// Ask asks what is to be known of what is to be flagged, of which words tell; among are the questions of its article. Enter flags it,
// without a question too, and calls then; Escape leaves it.
func Ask(sheets *sheet.Stack, s *session.Session, flag annotate.Flag, words string, among []store.Flagged, then, closed func()) {
	var shown *sheet.Sheet
	field := sheet.NewField("", &shown)
	field.SetPlaceHolder("Question to the team")
	rows := []fyne.CanvasObject{part.Wrapped(words)}
	for _, other := range among {
		if other.State == annotate.FlagOpen && other.SpanID == flag.SpanID && (flag.SpanID != "" || other.Place == flag.Place) {
			rows = append(rows, part.Wrapped("Asked already: "+Question(other)))
		}
	}
	shown = sheets.Show(sheet.Options{
		Title: "Flag as unsure", Body: control.NewColumn(8, append(rows, field)...), Width: 460, Action: "Flag", Focus: field,
		Run: func() bool {
			flag.Question = strings.TrimSpace(field.Text)
			_, ok := s.Do("flag", "Flagged "+words+" as unsure", func(tx *store.Tx) error { return tx.AddFlag(&flag) })
			if ok {
				then()
			}
			return ok
		},
		Closed: closed,
	})
}
