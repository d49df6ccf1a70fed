package inspector

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// empty is what stands there while no span is in hand: the next keys to press, and what the story holds.
type empty struct {
	widget.BaseWidget
	session *session.Session
	keys    *fyne.Container
	counts  *widget.Label
	content *fyne.Container
	rows    [][2]string // the keys that are shown, and what they do
}

func newEmpty(s *session.Session) *empty {
	e := &empty{session: s, keys: &fyne.Container{Layout: layout.NewFormLayout()}, counts: widget.NewLabel("")}
	e.counts.Wrapping = fyne.TextWrapWord
	title := widget.NewLabel("No span selected")
	title.TextStyle.Bold = true
	e.content = control.NewColumn(10, control.Flush(title), e.keys, control.NewCaption("In this story"), control.Flush(e.counts))
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer is called by Fyne.
func (e *empty) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(e.content) }

// show brings it up to date.
func (e *empty) show() {
	defer e.count()
	codebook := e.session.Codebook()
	rows := [][2]string{}
	for k, l := range codebook.Labels {
		if k == 4 {
			break
		}
		key := fmt.Sprint(k + 1)
		if l.Hotkey != "" {
			key += " " + l.Hotkey
		}
		rows = append(rows, [2]string{key, "tag the selection as " + l.Name})
	}
	rows = append(rows, [2]string{"n p", "next, previous span"}, [2]string{"Enter", "edit the span here"},
		[2]string{"r", "relate it to another span"}, [2]string{"Esc", "back to the text"}, [2]string{"F1", "all keys"})
	if slices.Equal(rows, e.rows) {
		return
	}
	e.rows, e.keys.Objects = rows, nil
	for _, row := range rows {
		does := widget.NewLabel(row[1])
		does.Truncation = fyne.TextTruncateEllipsis
		e.keys.Objects = append(e.keys.Objects, control.NewKey(row[0]), control.Flush(does))
	}
	control.Relayout(e.content)
}

// count says what is tagged in the story.
func (e *empty) count() {
	sentence := "No story is open."
	if e.session.Story().ID != "" {
		sentence = e.sentence(e.session.Counts())
	}
	if e.counts.Text != sentence {
		e.counts.SetText(sentence)
		control.Relayout(e.content)
	}
}

func (e *empty) sentence(counts map[string]int) string {
	var parts []string
	for _, l := range e.session.Codebook().Labels {
		if n := counts[l.ID]; n > 0 {
			parts = append(parts, wording.LabelCount(n, l.Name))
		}
	}
	who := e.session.Annotator().Name
	if len(parts) == 0 {
		return who + " has tagged nothing yet."
	}
	return strings.Join(parts, " · ") + " by " + who
}
