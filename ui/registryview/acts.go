package registryview

import (
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/alike"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/spanform"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// do is one act, which the status line tells.
func (v *View) do(action, summary string, fn func(*store.Tx) error) {
	if _, ok := v.session.Do(action, summary, fn); ok {
		v.session.Tell(summary + ".")
	}
}

// enterMentions gives the keyboard to the mentions of the one at hand.
func (v *View) enterMentions() {
	v.form.Focus(v.mentions.list)
	if v.mentions.list.Chosen() < 0 {
		v.mentions.list.Choose(1) // behind the head of the first article
	}
}

// mark chooses the mention at hand, or not; where none is at hand the keyboard goes to the first.
func (v *View) mark() {
	if v.mentions.list.Chosen() < 0 {
		v.enterMentions()
		return
	}
	v.mentions.mark()
}

// merge asks with which other the one at hand is to be merged.
func (v *View) merge() {
	spanform.AskMerge(v.session, v.desk.Sheets, v.atHand().Entity, v.Focus)
}

// split asks which other the chosen mentions are to refer to, or what a new one is called.
func (v *View) split() {
	e, spans := v.atHand().Entity, v.mentions.chosenSpans()
	mentions := wording.Count(len(spans), "mention")
	spanform.Another{
		Than: e, New: true, Title: "Split off " + mentions + " of “" + wording.Short(e.Name, 30) + "”", Action: "Split off", Closed: v.Focus,
		Sentence: "The chosen mentions refer to the one that you choose, or to a new one: type its name. All others still refer to “" + e.Name + "”. One undo takes it back.",
		Run: func(to annotate.Entity) {
			v.do("split entity", fmt.Sprintf("Split %s off “%s”: “%s”", mentions, e.Name, to.Name), func(tx *store.Tx) error {
				if to.ID == "" {
					if err := tx.CreateEntity(&to); err != nil {
						return err
					}
				}
				return tx.MoveMentions(to.ID, spans...)
			})
		},
	}.Ask(v.session, v.desk.Sheets)
}

// keeps says which of two that may be one stays: that with more mentions, else the one with the longer name.
func (v *View) keeps(p alike.Pair) (keep, gone annotate.Entity) {
	mentions := map[string]int{}
	for _, r := range v.all {
		mentions[r.ID] = r.Mentions
	}
	a, b := mentions[p.A.ID], mentions[p.B.ID]
	if b > a || b == a && len(p.B.Name) > len(p.A.Name) {
		return p.B, p.A
	}
	return p.A, p.B
}

// take merges the one at hand with the likeliest that may be the same.
func (v *View) take() { v.takePair(v.pairs[v.atHand().ID][0]) }

func (v *View) takePair(p alike.Pair) {
	keep, gone := v.keeps(p)
	v.chosen.Entity = keep.ID
	spanform.Merge(v.session, keep, gone)
	v.Focus()
}

// reject remembers that the one at hand and the likeliest that may be the same are two.
func (v *View) reject() { v.rejectPair(v.pairs[v.atHand().ID][0]) }

func (v *View) rejectPair(p alike.Pair) {
	v.do("reject pair", fmt.Sprintf("Remembered that “%s” and “%s” are two", p.A.Name, p.B.Name), func(tx *store.Tx) error {
		return tx.RejectPair(p.A.ID, p.B.ID)
	})
	v.Focus()
}

// step goes to the next, or with -1 the previous, that may be one with another.
func (v *View) step(by int) {
	n := len(v.rows)
	for k := 1; k <= n; k++ {
		i := ((v.list.Chosen()+by*k)%n + n) % n
		if len(v.pairs[v.rows[i].ID]) > 0 {
			v.list.Choose(i)
			v.Focus()
			return
		}
	}
	v.session.Tell("Nothing in the list looks like another.")
}

// remove deletes the one at hand, which nothing refers to.
func (v *View) remove() {
	e := v.atHand().Entity
	v.do("delete entity", "Deleted the unused “"+e.Name+"”", func(tx *store.Tx) error { return tx.DeleteEntity(e.ID) })
	v.Focus()
}

// tidy asks whether to delete all that nothing refers to, and does it in one act.
func (v *View) tidy() {
	unused := v.unused()
	what := wording.CountOf(len(unused), "unused entry", "unused entries")
	v.desk.Confirm("Delete "+what+"?", part.Wrapped("Nothing in any article refers to them, in the layer of no annotator. One undo brings all of them back."), "Delete", func() {
		v.do("delete entities", "Deleted "+what, func(tx *store.Tx) error {
			for _, r := range unused {
				if err := tx.DeleteEntity(r.ID); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
