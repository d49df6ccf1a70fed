package reviewview

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// two is a project in which anna and ben differ over one actor: the shorter and the longer words.
func two(t testing.TB) (*desk, annotate.Document, [2]annotate.Span) {
	p, documents := newProject(t)
	d := documents[0]
	a := mark(t, p, anna, d, "actor", "Zoe\u0308 Müller")
	b := mark(t, p, ben, d, "actor", "The envoy Zoe\u0308 Müller met")
	mark(t, p, anna, d, "claim", "The network denied it")
	return open(t, p, theme.Light), d, [2]annotate.Span{a, b}
}

func TestEveryVerdictByKeys(t *testing.T) {
	for name, c := range map[string]struct {
		keys    string
		verdict review.Name
		want    []string // words of the gold spans
	}{
		"the first":         {"1", review.Take, []string{"Zoe\u0308 Müller"}},
		"the second":        {"2", review.Take, []string{"The envoy Zoe\u0308 Müller met"}},
		"several":           {"t12\r", review.Several, []string{"The envoy Zoe\u0308 Müller met", "Zoe\u0308 Müller"}},
		"several by t":      {"t21t", review.Several, []string{"The envoy Zoe\u0308 Müller met", "Zoe\u0308 Müller"}},
		"picked and undone": {"t122\r", review.Take, []string{"Zoe\u0308 Müller"}},
		"union":             {"u", review.Union, []string{"The envoy Zoe\u0308 Müller met"}},
		"intersection":      {"i", review.Intersection, []string{"Zoe\u0308 Müller"}},
		"none":              {"x", review.None, nil},
	} {
		t.Run(name, func(t *testing.T) {
			d, document, spans := two(t)
			d.expect(review.Boundary, "The envoy")
			d.keys(c.keys)
			var got []string
			for _, s := range d.goldIn(document) {
				got = append(got, d.view.page.text.Slice(s.Start(), s.End()))
				for _, candidate := range spans {
					if !slices.Contains(s.DerivedFrom, candidate.ID) {
						t.Errorf("%v do not hold %s", s.DerivedFrom, candidate.ID)
					}
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("gold is %q, not %q; told %q", got, c.want, d.told)
			}
			decisions := d.decisions(document)
			if len(decisions) != max(1, len(c.want)) || decisions[0].Verdict != string(c.verdict) || decisions[0].ReviewerID != eva.ID || len(decisions[0].Votes) != 2 {
				t.Errorf("%+v", decisions)
			}
			d.expect(review.Some, "The network denied it") // it moved on by itself
			if records := exported(t, d.session.Project); c.want != nil && (len(records) != 1 || len(records[0].Spans) != len(c.want)) {
				t.Errorf("%+v", records)
			}
			d.session.Undo()
			d.settle()
			d.expect(review.Boundary, "The envoy")
			if !d.view.hand.item.Open || len(d.goldIn(document)) != 0 || d.view.queue.gold != 0 {
				t.Error("undo leaves gold")
			}
			d.session.Redo()
			d.settle()
			if len(d.goldIn(document)) != len(c.want) || d.view.queue.gold != len(c.want) || d.view.queue.Counts().Decided != 1 {
				t.Errorf("redo: %d spans, %d counted, %+v", len(d.goldIn(document)), d.view.queue.gold, d.view.queue.Counts())
			}
		})
	}
}

// keys types runes; "\r" is Enter.
func (d *desk) keys(keys string) {
	for _, r := range keys {
		if r == '\r' {
			d.pressed(fyne.KeyReturn)
			continue
		}
		d.typed(string(r))
	}
}

func TestEditBeforeTaking(t *testing.T) {
	d, document, _ := two(t)
	d.typed("e")
	d.pressed(fyne.KeyDown, fyne.KeyLeft) // ben's words, without the last one
	d.keys(" ")                           // by characters
	d.shift(fyne.KeyRight)
	d.keys(" ")
	d.shift(fyne.KeyLeft)
	d.win.Canvas().FocusNext() // Tab
	d.typed("2")               // a claim
	d.win.Canvas().FocusNext() // voice
	d.win.Canvas().FocusNext() // stance
	d.typed("2")
	d.shot("edit")
	d.pressed(fyne.KeyEscape) // to the text
	d.pressed(fyne.KeyReturn)
	got := d.goldIn(document)
	if len(got) != 1 || got[0].LabelID != annotate.DerivedID("label", "claim") || got[0].Attributes["stance"] != "opposes" ||
		d.view.page.text.Slice(got[0].Start(), got[0].End()) != "The envoy Zoe\u0308 Müller" {
		t.Fatalf("%+v %q", got, d.told)
	}
	if one := d.decisions(document)[0]; one.Verdict != "edited" || one.ResultSpanID != got[0].ID {
		t.Errorf("%+v", one)
	}
	// What is gold is edited in place.
	d.typed("be")
	d.pressed(fyne.KeyLeft, fyne.KeyReturn)
	if again := d.goldIn(document); len(again) != 1 || again[0].ID != got[0].ID || d.view.page.text.Slice(again[0].Start(), again[0].End()) != "The envoy Zoe\u0308" {
		t.Errorf("%+v %q", again, d.told)
	}
	// So is it by its handles.
	d.typed("b")
	d.view.page.resized(got[0].ID, []annotate.Segment{at(t, document, "Zoe\u0308 Müller met")})
	d.settle()
	if again := d.goldIn(document); again[0].Segments[0] != at(t, document, "Zoe\u0308 Müller met") {
		t.Errorf("%+v %q", again, d.told)
	}
	d.view.page.resized(got[0].ID, []annotate.Segment{at(t, document, "The envoy Zoe\u0308")})
	d.settle()
	// Escape leaves it as it is.
	d.typed("be")
	d.pressed(fyne.KeyLeft, fyne.KeyEscape)
	if again := d.goldIn(document); again[0].Segments[0] != at(t, document, "The envoy Zoe\u0308") {
		t.Errorf("%+v", again)
	}
}

// shift presses a key with Shift held down.
func (d *desk) shift(key fyne.KeyName) {
	r := d.view.page.reader
	r.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	d.pressed(key)
	r.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

func TestReasonsAreTypedAndChosen(t *testing.T) {
	d, document, _ := two(t)
	d.typed("w")
	d.typed("the title belongs to it")
	d.pressed(fyne.KeyReturn)
	d.typed("2")
	d.expect(review.Some, "The network")
	d.typed("w")
	d.pressed(fyne.KeyReturn) // the one that was given before
	d.typed("x")
	for _, one := range d.decisions(document) {
		if one.Reason != "the title belongs to it" {
			t.Errorf("%s has the reason %q", one.Verdict, one.Reason)
		}
	}
	states, err := d.session.Project.States(ctx, document.StoryID, gold.ID)
	if err != nil || states[document.ID] != annotate.Done {
		t.Errorf("every item is decided, but gold is %q %v", states[document.ID], err)
	}
	if d.view.queue.Counts().Open != 0 || d.view.queue.Counts().Finished != 1 {
		t.Errorf("%+v", d.view.queue.Counts())
	}
}

// TestATypedReasonGoesWithTheVerdict: whichever way the verdict is given, what stands in the field is kept with it.
func TestATypedReasonGoesWithTheVerdict(t *testing.T) {
	for name, decide := range map[string]func(*desk){
		"a click on the card": func(d *desk) {
			card := d.view.panel.cards.Objects[0]
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(card)
			test.TapCanvas(d.win.Canvas(), at.AddXY(card.Size().Width/2, card.Size().Height/2))
		},
		"a key in the text": func(d *desk) { d.view.focusText(); d.typed("2") },
		"a command":         func(d *desk) { d.table.Start(d.table.ByID("review.none")); d.view.focusText() },
		"an edit":           func(d *desk) { d.view.focusText(); d.typed("e"); d.pressed(fyne.KeyReturn) },
		"several":           func(d *desk) { d.view.focusText(); d.keys("t12\r") },
	} {
		t.Run(name, func(t *testing.T) {
			d, document, _ := two(t)
			d.win.Canvas().Focus(d.view.panel.reason)
			d.typed("the title belongs to it ")
			decide(d)
			d.settle()
			made := d.decisions(document)
			if len(made) == 0 {
				t.Fatalf("nothing is decided; told %q", d.told)
			}
			for _, one := range made {
				if one.Reason != "the title belongs to it" {
					t.Errorf("%s has the reason %q", one.Verdict, one.Reason)
				}
			}
			d.expect(review.Some, "The network")
			d.Want("the next item's reason", d.view.panel.reason.Text, "")
			d.typed("b")
			d.Want("it was given", d.view.panel.reason.Text, "")
		})
	}
}

// TestABegunReasonStaysWithItsItem: it waits for the decision of that item, also where the queue is read anew meanwhile.
func TestABegunReasonStaysWithItsItem(t *testing.T) {
	d, document, _ := two(t)
	d.win.Canvas().Focus(d.view.panel.reason)
	d.typed("half a reas")
	d.view.focusText()
	d.typed("s")
	d.expect(review.Some, "The network")
	d.Want("another item has its own", d.view.panel.reason.Text, "")
	d.typed("x")
	d.Want("and its decision none", d.decisions(document)[0].Reason, "")
	d.expect(review.Boundary, "The envoy")
	d.Want("the draft", d.view.panel.reason.Text, "half a reas")
	d.view.Hide()
	d.view.hear(store.Act{Action: session.External, Large: true})
	d.view.Show()
	d.settle()
	d.Want("after the view was left", d.view.panel.reason.Text, "half a reas")
	d.win.Canvas().Focus(d.view.panel.reason)
	d.typed("and more")
	d.pressed(fyne.KeyEscape)
	d.Want("Escape drops what came last", d.view.panel.reason.Text, "half a reas")
	d.view.focusText()
	d.typed("1")
	for _, one := range d.decisions(document) {
		if one.Verdict == string(review.Take) && one.Reason != "half a reas" {
			t.Errorf("the reason is %q", one.Reason)
		}
	}
}

// TestTheCountOverTheCardsFollowsTheList: another program decides an item, then takes that back.
func TestTheCountOverTheCardsFollowsTheList(t *testing.T) {
	d, document, _ := two(t)
	other, err := store.Open(ctx, d.session.Project.Path())
	d.Must(err)
	defer other.Close()
	d.Want("before", d.view.panel.number.text, "1 of 2")
	items, err := adjudicate.Items(ctx, other, derived.Query{DocumentID: document.ID, Show: review.ShowOpen})
	d.Must(err)
	rita := annotate.NewAnnotator("rita")
	_, err = adjudicate.Decide(ctx, other, rita, items[1].Item, review.Verdict{Name: review.None}, "")
	d.Must(err)
	d.session.Poll(time.Millisecond) // begins after the decision: the act that follows is heard
	d.view.hear(store.Act{Action: session.External, Large: true})
	d.until("the list follows", func() bool { d.settle(); return d.view.queue.Shown() == 1 })
	d.Want("after a decision", d.view.panel.number.text, "1 of 1")
	_, err = other.Undo(ctx, rita.ID)
	d.Must(err)
	d.until("the list follows", func() bool { d.settle(); return d.view.queue.Shown() == 2 })
	d.Want("after it was taken back", d.view.panel.number.text, "1 of 2")
}

func TestSkipBackAndReopen(t *testing.T) {
	d, document, _ := two(t)
	d.typed("s")
	d.expect(review.Some, "The network")
	d.typed("b")
	d.expect(review.Boundary, "The envoy")
	d.typed("1b") // decides, then goes back to it
	d.expect(review.Boundary, "The envoy")
	if d.view.hand.item.Open {
		t.Error("it is not decided")
	}
	d.typed("o")
	if !d.view.hand.item.Open || len(d.goldIn(document)) != 0 || len(d.decisions(document)) != 0 {
		t.Errorf("%+v", d.view.hand.item)
	}
	d.typed("9")
	if len(d.decisions(document)) != 0 || len(d.told) == 0 {
		t.Error("a candidate that is not there was taken")
	}
}

func TestGoldByHand(t *testing.T) {
	d, document, _ := two(t)
	d.view.page.reader.Select(at(t, document, " a senior official "))
	d.settle()
	d.typed("a")
	d.expect(review.Added, "a senior official")
	if got := d.goldIn(document); len(got) != 1 || got[0].LabelID != annotate.DerivedID("label", "actor") || len(d.decisions(document)) != 0 {
		t.Fatalf("%+v", got)
	}
	d.typed("1") // nothing to take
	d.typed("e")
	d.pressed(fyne.KeyLeft, fyne.KeyReturn)
	if got := d.goldIn(document)[0]; got.Segments[0] != at(t, document, "a senior") {
		t.Errorf("%+v %q", got, d.told)
	}
	d.expect(review.Boundary, "The envoy")
	d.view.page.clicked(d.goldIn(document)[0].ID)
	d.typed("x")
	if len(d.goldIn(document)) != 0 {
		t.Error("x does not delete it")
	}
}

func TestAutoAcceptAndReopen(t *testing.T) {
	d, document, _ := two(t)
	for _, who := range []annotate.Annotator{anna, ben} {
		mark(t, d.session.Project, who, document, "actor", "Haqqani network", with("type", "armed group"))
	}
	d.until("the new work is there", func() bool { d.settle(); return d.view.queue.Unanimous() == 1 })
	d.table.Start(d.table.ByID("review.unanimous"))
	if d.confirm == nil || len(d.goldIn(document)) != 0 {
		t.Fatal("it does not ask first")
	}
	d.confirm()
	d.until("it is accepted", func() bool { d.settle(); return d.view.queue.Counts().Auto == 1 })
	d.expect(review.Boundary, "The envoy")
	d.typed("vv") // all
	d.view.page.clicked(d.goldIn(document)[0].ID)
	d.expect(review.Agreed, "Haqqani network")
	if !d.view.hand.item.Auto() {
		t.Error("it is not marked as accepted by a vote")
	}
	d.typed("o")
	if !d.view.hand.item.Open || len(d.goldIn(document)) != 0 {
		t.Errorf("%+v", d.view.hand.item)
	}
	d.confirm = nil
	d.table.Start(d.table.ByID("review.majority"))
	d.until("the votes are counted", func() bool { return d.confirm != nil })
	d.confirm()
	d.until("they are accepted", func() bool { d.settle(); return len(d.goldIn(document)) == 1 })
	if one := d.decisions(document)[0]; one.Verdict != string(review.Majority) {
		t.Errorf("%+v", one)
	}
}

func TestRelationsAreItems(t *testing.T) {
	p, documents := newProject(t)
	for _, who := range []annotate.Annotator{anna, ben} {
		actor := mark(t, p, who, documents[0], "actor", "a senior official")
		claim := mark(t, p, who, documents[0], "claim", "We know of the meeting")
		far := mark(t, p, who, documents[1], "claim", "We know of the meeting")
		act(t, p, who, func(tx *store.Tx) error {
			if err := tx.CreateRelation(&annotate.Relation{TypeID: annotate.DerivedID("relation_type", "same_claim"), HeadSpanID: claim.ID, TailSpanID: far.ID}); err != nil {
				return err
			}
			if who == ben {
				return nil
			}
			return tx.CreateRelation(&annotate.Relation{TypeID: annotate.DerivedID("relation_type", "makes"), HeadSpanID: actor.ID, TailSpanID: claim.ID})
		})
	}
	d := open(t, p, theme.Light)
	d.typed("11")
	d.expect(review.Relation, "a senior official") // it asks once both ends are decided, and of what is next in the text
	d.shot("relation")
	d.typed("1") // makes
	if d.view.hand.item.Kind == review.Relation {
		t.Error("a relation is asked about before both its ends are decided")
	}
	d.typed("1") // the claim in the other article
	d.settle()
	d.until("the relation across is there", func() bool { d.settle(); return d.view.queue.Counts().Open == 1 })
	if d.view.hand.item.Kind != review.Relation || !d.view.hand.item.Open {
		d.typed("s")
	}
	d.typed("u") // a relation has no boundaries
	d.shot("relation-across")
	d.typed("e")
	d.view.hand.draft.relation.Note = "seen"
	d.pressed(fyne.KeyReturn)
	relations, err := p.Relations(ctx, documents[0].ID, gold.ID)
	if err != nil || len(relations) != 2 {
		t.Fatal(relations, err, d.told)
	}
	if !slices.ContainsFunc(relations, func(r annotate.Relation) bool { return r.Note == "seen" }) {
		t.Errorf("%+v", relations)
	}
	if records := exported(t, p); len(records) != 2 {
		t.Errorf("%+v", records)
	}
}
