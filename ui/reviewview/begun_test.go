package reviewview

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// row is how the list shows the item that starts with words.
func (d *desk) row(words string) string {
	d.t.Helper()
	for i := range d.view.queue.Shown() {
		if e := d.view.queue.At(i); d.view.page.text.Slice(e.Start, e.Start+len([]rune(words))) == words {
			r := newRow()
			d.view.list.bind(r, e)
			return r.below.text
		}
	}
	d.t.Fatalf("nothing in the list starts with %q", words)
	return ""
}

// click chooses the item in the list that starts with words.
func (d *desk) click(words string) {
	d.t.Helper()
	for i := range d.view.queue.Shown() {
		if e := d.view.queue.At(i); d.view.page.text.Slice(e.Start, e.Start+len([]rune(words))) == words {
			d.view.list.widget.Select(i)
			d.settle()
			return
		}
	}
	d.t.Fatalf("nothing in the list starts with %q", words)
}

// aways are ways in which an item is left with something begun in it, and comes back.
var aways = map[string]func(d *desk, document annotate.Document){
	"a click on another item and back": func(d *desk, _ annotate.Document) {
		d.click("The network")
		if said := d.row("The envoy"); !strings.HasPrefix(said, "Begun") {
			d.t.Errorf("the list says %q", said)
		}
		d.click("The envoy")
	},
	"a command": func(d *desk, _ annotate.Document) {
		d.table.Start(d.table.ByID("review.skip"))
		d.settle()
		d.table.Start(d.table.ByID("review.back"))
		d.settle()
	},
	"a restart": func(d *desk, _ annotate.Document) { d.restart() },
	"a restart at another item": func(d *desk, _ annotate.Document) {
		d.click("The network")
		d.restart()
		d.expect(review.Some, "The network")
		d.click("The envoy")
	},
	"two restarts, the first without a look at it": func(d *desk, _ annotate.Document) {
		d.click("The network")
		d.restart()
		d.restart()
		d.click("The envoy")
	},
	"a third annotator who makes it another item": func(d *desk, document annotate.Document) {
		mark(d.t, d.session.Project, annotate.NewAnnotator("ruth"), document, "actor", "The envoy Zoe\u0308 Müller")
		d.settle()
		d.click("The envoy")
	},
	"an act of another program": func(d *desk, _ annotate.Document) {
		d.view.hear(store.Act{Action: "external", Large: true})
		d.settle()
	},
}

// TestABegunReasonComesBackWithItsItem, and is in no decision until one takes it.
func TestABegunReasonComesBackWithItsItem(t *testing.T) {
	for name, away := range aways {
		t.Run(name, func(t *testing.T) {
			d, document, _ := two(t)
			d.win.Canvas().Focus(d.view.panel.reason)
			d.typed("half a reas")
			away(d, document)
			d.Want("the reason", d.view.panel.reason.Text, "half a reas")
			d.Want("decisions", len(d.decisions(document)), 0)
			d.view.focusText()
			d.typed("x")
			d.Want("kept with the decision", d.decisions(document)[0].Reason, "half a reas")
			d.restart()
			d.Want("waiting", len(d.view.waiting.all()), 0)
		})
	}
}

// TestABegunEditComesBackWithItsItem: boundaries, label, note and what is no value yet; nothing of it is gold before it is taken.
func TestABegunEditComesBackWithItsItem(t *testing.T) {
	for name, away := range aways {
		t.Run(name, func(t *testing.T) {
			p, documents := newProject(t)
			document := documents[0]
			act(t, p, anna, func(tx *store.Tx) error {
				cb, err := tx.Codebook()
				if err != nil {
					return err
				}
				i := slices.IndexFunc(cb.Labels, func(l annotate.Label) bool { return l.Name == "claim" })
				for _, a := range []annotate.Attribute{{Name: "weight", Type: annotate.Number}, {Name: "topics", Type: annotate.Choices, Options: []string{"ports", "banks"}}} {
					a.ID, a.LabelID, a.Position = annotate.DerivedID("attribute", "claim", a.Name), cb.Labels[i].ID, len(cb.Labels[i].Attributes)
					cb.Labels[i].Attributes = append(cb.Labels[i].Attributes, a)
				}
				return tx.SetCodebook(cb, nil)
			})
			mark(t, p, anna, document, "actor", "Zoe\u0308 Müller")
			mark(t, p, ben, document, "actor", "The envoy Zoe\u0308 Müller met")
			mark(t, p, anna, document, "claim", "The network denied it")
			d := open(t, p, theme.Light)
			d.typed("e")
			d.pressed(fyne.KeyDown, fyne.KeyLeft) // ben's words, without the last one
			d.typed("2")                          // a claim
			d.enter("topics", "12")
			d.enter("Note", "as in the ti")
			d.enter("weight", "much")
			away(d, document)
			if d.view.hand.draft == nil {
				t.Fatal("no edit is shown")
			}
			d.Want("gold", len(d.goldIn(document)), 0)
			d.Want("the number", d.field("weight").(*control.Entry).Text, "much")
			d.view.focusText()
			d.pressed(fyne.KeyReturn)
			d.Want("what is no number is not taken", len(d.goldIn(document)), 0)
			d.win.Canvas().Focus(d.field("weight"))
			d.field("weight").(*control.Entry).SetText("3")
			d.view.focusText()
			d.pressed(fyne.KeyReturn)
			got := d.goldIn(document)
			if len(got) != 1 {
				t.Fatalf("%d spans in gold; told %q", len(got), d.told)
			}
			d.Want("label", got[0].LabelID, annotate.DerivedID("label", "claim"))
			d.Want("words", d.view.page.text.Slice(got[0].Start(), got[0].End()), "The envoy Zoe\u0308 Müller")
			d.Want("note", got[0].Note, "as in the ti")
			d.Want("values", got[0].Attributes, map[string]any{"weight": 3.0, "topics": []string{"ports", "banks"}})
			d.restart()
			d.Want("waiting", len(d.view.waiting.all()), 0)
		})
	}
}

// TestAnEditThatIsLeftIsGone: Escape drops it, and where nothing was changed there is nothing to keep.
func TestAnEditThatIsLeftIsGone(t *testing.T) {
	d, _, _ := two(t)
	d.typed("e")
	d.click("The network")
	d.click("The envoy")
	if d.view.hand.draft != nil {
		t.Error("an edit in which nothing was changed is kept")
	}
	d.typed("e")
	d.pressed(fyne.KeyLeft, fyne.KeyEscape)
	d.restart()
	if d.view.hand.draft != nil || len(d.view.waiting.all()) != 0 {
		t.Error("what Escape dropped comes back")
	}
}

// TestABegunEditOfGoldComesBack: it changes that gold span and no other one; where the decision was reopened meanwhile, a candidate
// is taken with the changes.
func TestABegunEditOfGoldComesBack(t *testing.T) {
	for name, reopened := range map[string]bool{"as it was": false, "reopened meanwhile": true} {
		t.Run(name, func(t *testing.T) {
			d, document, _ := two(t)
			d.typed("2b")
			before := d.goldIn(document)[0]
			d.typed("e")
			d.pressed(fyne.KeyLeft)
			d.table.Start(d.table.ByID("review.skip"))
			d.settle()
			if reopened {
				d.session.UndoAct(d.lastAct())
				d.settle()
			}
			d.restart()
			d.table.Start(d.table.ByID("review.show"))
			d.table.Start(d.table.ByID("review.show"))
			d.click("The envoy")
			d.view.focusText()
			d.pressed(fyne.KeyReturn)
			after := d.goldIn(document)
			if len(after) != 1 || after[0].ID == before.ID == reopened {
				t.Fatalf("%+v was %+v; told %q", after, before, d.told)
			}
			d.Want("words", d.view.page.text.Slice(after[0].Start(), after[0].End()), "The envoy Zoe\u0308 Müller")
		})
	}
}

// lastAct is the place of the last act in the history.
func (d *desk) lastAct() int64 {
	d.t.Helper()
	undo, _, err := d.session.Undoable()
	d.Must(err)
	return undo.Seq
}

// TestABegunEditOfARelationComesBack: type, direction and note.
func TestABegunEditOfARelationComesBack(t *testing.T) {
	p, documents := newProject(t)
	for _, who := range []annotate.Annotator{anna, ben} {
		actor := mark(t, p, who, documents[0], "actor", "a senior official")
		claim := mark(t, p, who, documents[0], "claim", "We know of the meeting")
		if who == anna {
			act(t, p, who, func(tx *store.Tx) error {
				return tx.CreateRelation(&annotate.Relation{TypeID: annotate.DerivedID("relation_type", "makes"), HeadSpanID: actor.ID, TailSpanID: claim.ID})
			})
		}
	}
	d := open(t, p, theme.Light)
	d.typed("11")
	d.expect(review.Relation, "a senior official")
	d.typed("e")
	d.enter("Note", "by the headline")
	d.restart()
	if d.view.hand.draft == nil || d.view.hand.draft.relation == nil {
		t.Fatal("no edit of the relation is shown")
	}
	d.view.focusText()
	d.pressed(fyne.KeyReturn)
	relations, err := p.Relations(ctx, documents[0].ID, gold.ID)
	if err != nil || len(relations) != 1 || relations[0].Note != "by the headline" {
		t.Errorf("%+v %v; told %q", relations, err, d.told)
	}
}
