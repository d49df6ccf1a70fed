package history_test

import (
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/history"
)

// row is what one source knows of a row: that it was made at a time and, where another is given, deleted then.
func row(kind, id string, made, gone int) history.Joined {
	e := &history.Entry{Kind: kind, ID: id, Past: []history.Moment{{Mark: mark(made), Value: []byte("{}")}}}
	if gone > 0 {
		e.Past = append(e.Past, history.Moment{Mark: mark(gone)})
	}
	return history.Joined{Kind: kind, ID: id, Entries: []*history.Entry{e}}
}

// TestWhatLivingRowsReferToIsKept: a span lives, and names an entity that somebody deleted, which is of a label that somebody deleted.
func TestWhatLivingRowsReferToIsKept(t *testing.T) {
	label := &history.Thing{Joined: row("label", "l", 1, 5)}
	other := &history.Thing{Joined: row("label", "other", 1, 5)}
	unseen := &history.Thing{Joined: history.Joined{Kind: "label", ID: "unseen"}}
	things := map[string]*history.Thing{"l": label, "other": other, "unseen": unseen}
	rows := map[string]history.Joined{"e": row("entity", "e", 2, 6), "alone": row("entity", "alone", 2, 6), "there": row("entity", "there", 7, 6)}
	refers := map[string][][2]string{"s": {{"entity", "e"}, {"entity", "there"}, {"entity", "nobody"}, {"label", "unseen"}}, "e": {{"label", "l"}}, "alone": {{"label", "other"}}}
	var looked []string
	k := history.Kept{
		Thing: func(kind, id string) *history.Thing {
			if kind != "label" {
				return nil
			}
			return things[id]
		},
		Row: func(kind, id string) (history.Joined, error) {
			looked = append(looked, id)
			return rows[id], nil
		},
		Refers: func(j history.Joined, need func(kind, id string) error) error {
			for _, to := range refers[j.ID] {
				if err := need(to[0], to[1]); err != nil {
					return err
				}
			}
			return nil
		},
	}
	span := row("span", "s", 3, 0)
	if err := k.Refer(span); err != nil || len(looked) > 0 || k.Has("entity", "e") {
		t.Error("where nobody deleted an entity, entities are looked up", looked, err)
	}
	k.May("entity")
	if err := k.Refer(span); err != nil {
		t.Fatal(err)
	}
	if !k.Has("entity", "e") || !label.Alive {
		t.Error("the entity of a living span, or its label, is not kept")
	}
	if k.Has("entity", "there") || k.Has("entity", "nobody") || unseen.Alive {
		t.Error("what lives anyway, or what nobody saw, is said to be kept")
	}
	if k.Has("entity", "alone") || other.Alive {
		t.Error("what nothing living refers to is kept")
	}
	looked = nil
	if err := k.Refer(span); err != nil || slices.Contains(looked, "e") {
		t.Error("what is kept is looked up again", looked, err)
	}
}

func never(string) bool { return false }

func TestLostIsWhatSomebodySaidWhoDidNotKnowBetter(t *testing.T) {
	made := history.Change{Mark: mark(1), After: history.Fields{"note": "", "written": "1"}}
	said := func(n int, note string) history.Change {
		return history.Change{Mark: mark(n), Before: made.After, After: history.Fields{"note": note, "written": note}}
	}
	gone := func(n int) history.Change { return history.Change{Mark: mark(n), Before: made.After} }
	ignorant := func(history.Mark, history.Mark) bool { return false }
	knowing := func(history.Mark, history.Mark) bool { return true }
	for _, c := range []struct {
		name         string
		mine, theirs *history.Row
		knew         func(first, second history.Mark) bool
		undisputed   func(string) bool
		lost, counts history.Mark
	}{
		{"an earlier edit of the same field", witness(made, said(2, "mine")), witness(made, said(3, "theirs")), ignorant, never, mark(2), mark(3)},
		{"one that the later knew", witness(made, said(2, "mine")), witness(made, said(3, "theirs")), knowing, never, history.Mark{}, history.Mark{}},
		{"a field that nobody disputes", witness(made, said(2, "mine")), witness(made, said(3, "theirs")), ignorant, func(string) bool { return true }, history.Mark{}, history.Mark{}},
		{"the later edit", witness(made, said(4, "mine")), witness(made, said(3, "theirs")), ignorant, never, history.Mark{}, history.Mark{}},
		{"an edit before a deletion", witness(made, said(2, "mine")), witness(made, gone(3)), ignorant, never, mark(2), mark(3)},
		{"a deletion before an edit", witness(made, gone(2)), witness(made, said(3, "theirs")), ignorant, never, mark(2), mark(3)},
		{"two deletions of what both knew", witness(made, gone(2)), witness(made, gone(3)), knowing, never, history.Mark{}, history.Mark{}},
	} {
		joined := c.mine.Clone()
		joined.Join(c.theirs)
		if lost, counts := c.mine.Lost(joined, c.knew, c.undisputed); lost != c.lost || counts != c.counts {
			t.Errorf("%s: lost %v, counts %v", c.name, lost, counts)
		}
	}
}

func TestNewsAreWhatOthersDidAndOneDoesNotKnow(t *testing.T) {
	made := history.Change{Mark: mark(1), After: history.Fields{"note": "", "label": "actor"}}
	edit := history.Change{Mark: mark(2), Before: made.After, After: history.Fields{"note": "theirs", "label": "actor"}}
	again := history.Change{Mark: mark(3), Before: edit.After, After: history.Fields{"note": "theirs again", "label": "actor"}}
	mine, theirs := witness(made), witness(made, edit, again)
	j := history.Joined{Kind: "span", ID: "s", Entries: []*history.Entry{{In: 0, Row: mine}, {In: 1, Row: theirs}}}
	known := mine.Clone()
	known.Join(theirs)
	news := j.News(0, known, mine)
	if len(news) != 2 || news[0].Mark != mark(2) || news[1].Mark != mark(3) || news[1].After["note"] != "theirs again" || len(news[1].After) != 1 {
		t.Error("what is told is not what was done since, in its order", news)
	}
	if !theirs.Brings(known, mine) || mine.Brings(known, mine) || theirs.Brings(known, known) {
		t.Error("a history brings what the other has, or not what it has not")
	}
	if news := j.News(0, known, known); len(news) > 0 {
		t.Error("who knows all hears of it again", news)
	}
	alone := history.Joined{Kind: "span", ID: "s", Entries: []*history.Entry{{In: 1, Row: witness(made)}}}
	if news := alone.News(0, witness(made), history.NewRow()); len(news) != 1 || news[0].Whole["label"] != "actor" {
		t.Error("a row that is new is not told as it was made", news)
	}
}
