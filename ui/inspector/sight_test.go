package inspector

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// TestTheFieldThatHasTheKeyboardIsInSight goes through the fields of a span in a codebook of sixty labels, which fill the inspector.
func TestTheFieldThatHasTheKeyboardIsInSight(t *testing.T) {
	cb := everyType()
	for i := range 60 {
		name := fmt.Sprintf("topic number %d", i)
		cb.Labels = append(cb.Labels, annotate.Label{ID: annotate.DerivedID("label", name), Name: name, Color: "#0072b2", Style: annotate.Tint, Position: i + 2})
	}
	anna := annotate.NewAnnotator("anna")
	project, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "test.parallax"), cb)
	if err != nil {
		t.Fatal(err)
	}
	span := annotate.Span{AnnotatorID: anna.ID, LabelID: annotate.DerivedID("label", "claim"), Segments: []annotate.Segment{{Start: 0, End: 5}}}
	uitest.Do(t, project, anna, func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("Ports")
		if err != nil {
			return err
		}
		d := annotate.Document{StoryID: story.ID, Title: "Ports", Text: "Ports stay shut.", TextSHA256: annotate.HashText("Ports stay shut."), SourceName: "p.txt", SourceFormat: "text"}
		if err := tx.AddDocument(&d, nil); err != nil {
			return err
		}
		span.DocumentID = d.ID
		return tx.CreateSpan(&span)
	})
	b := &bench{Desk: uitest.NewDesk(t, project, anna, theme.Light, fyne.NewSize(320, 600))}
	b.inspector = New(b.Session, Hooks{OnLeave: func() { b.left++ }})
	t.Cleanup(b.inspector.Close)
	b.Window.SetContent(b.inspector)
	inSight := func(what string) {
		t.Helper()
		o, ok := b.Window.Canvas().Focused().(fyne.CanvasObject)
		if !ok {
			t.Fatalf("%s: nothing has the keyboard", what)
		}
		top := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
		if top < 0 || top+min(o.Size().Height, 60) > 600 {
			t.Errorf("%s: the field is at %.0f, out of sight", what, top)
		}
	}
	b.inspector.ShowSpan(span.ID)
	if !b.inspector.FocusMissing() {
		t.Fatal("no attribute is missing")
	}
	inSight("the first attribute")
	b.Type("1")
	inSight("the second, after a digit")
	for i := range 5 {
		b.Press(fyne.KeyTab)
		inSight(fmt.Sprintf("%d fields on", i+1))
	}
	b.inspector.FocusEntity()
	inSight("the entity")
	b.inspector.FocusFirst()
	inSight("the first attribute again")
	b.Session.Do("note", "A note", func(tx *store.Tx) error {
		now, err := tx.Span(span.ID)
		now.Note = "More\nlines\nthan\nthere\nwere"
		if err != nil {
			return err
		}
		return tx.UpdateSpan(now)
	})
	inSight("after an act of somebody else")
}
