package reviewview

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// field is what first takes the keyboard below a caption.
func (d *desk) field(caption string) fyne.Focusable {
	d.t.Helper()
	return uitest.Fields(d.t, d.view.panel.object, caption)[0].(fyne.Focusable)
}

// enter gives the field below a caption the keyboard and types.
func (d *desk) enter(caption, text string) {
	d.t.Helper()
	d.win.Canvas().Focus(d.field(caption))
	d.typed(text)
}

// TestEditHasEveryField: what is written, sought among many, and what is meant are chosen before a candidate is taken; what is no value
// is not taken, and said.
func TestEditHasEveryField(t *testing.T) {
	p, documents := newProject(t)
	act(t, p, anna, func(tx *store.Tx) error {
		cb, err := tx.Codebook()
		if err != nil {
			return err
		}
		topics := strings.Fields("ports banks courts farms mines roads rails ships taxes votes wages rents fuels foods fires floods")
		actor := &cb.Labels[0]
		for _, a := range []annotate.Attribute{{Name: "age", Type: annotate.Number, Required: true}, {Name: "topic", Type: annotate.Choice, Options: topics}} {
			a.ID, a.LabelID, a.Position = annotate.DerivedID("attribute", "actor", a.Name), actor.ID, len(actor.Attributes)
			actor.Attributes = append(actor.Attributes, a)
		}
		return tx.SetCodebook(cb, nil)
	})
	var entities [2]annotate.Entity
	for i, who := range []annotate.Annotator{anna, ben} {
		act(t, p, who, func(tx *store.Tx) error {
			entities[i] = annotate.Entity{LabelID: annotate.DerivedID("label", "actor"), Name: who.Name + "’s network"}
			return tx.CreateEntity(&entities[i])
		})
		mark(t, p, who, documents[0], "actor", "Haqqani network", func(s *annotate.Span) { s.EntityID = entities[i].ID })
	}
	d := open(t, p, theme.Light)
	d.expect(review.Entity, "Haqqani")
	d.typed("e")
	d.enter("age · required", "old")
	d.pressed(fyne.KeyEscape, fyne.KeyReturn) // to the text, and to take it
	if len(d.goldIn(documents[0])) != 0 || len(d.told) != 1 || !strings.HasPrefix(d.told[0], "Age: ") {
		t.Fatalf("what is no number was taken; told %q", d.told)
	}
	d.pressed(fyne.KeyDown, fyne.KeyUp) // another candidate and back: the field is empty again
	d.enter("age · required", "41")
	d.pressed(fyne.KeyReturn)
	d.enter("topic", "flo")
	d.pressed(fyne.KeyReturn)
	d.enter("Entity", "2")
	d.enter("Note", "by its name")
	d.shot("edit-fields")
	d.pressed(fyne.KeyEscape, fyne.KeyReturn)
	got := d.goldIn(documents[0])
	if len(got) != 1 || got[0].Attributes["age"] != 41.0 || got[0].Attributes["topic"] != "floods" || got[0].EntityID != entities[1].ID || got[0].Note != "by its name" {
		t.Fatalf("%+v; told %q", got, d.told)
	}
	// What was chosen for gold can be taken back.
	d.typed("be")
	d.enter("Entity", "3")
	d.pressed(fyne.KeyEscape, fyne.KeyReturn)
	if got := d.goldIn(documents[0]); len(got) != 1 || got[0].EntityID != "" || got[0].Attributes["age"] != 41.0 {
		t.Errorf("%+v; told %q", got, d.told)
	}
}
