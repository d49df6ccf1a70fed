package reviewview

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// What gathers the entries of the menu, which has to find room in a small window.
const (
	underTake = "Take"
	underShow = "Show"
)

// commands are what a reviewer can do.
func commands(s *stage.Stage) []*command.Command {
	get := func() *View { v, _ := s.View(name).(*View); return v }
	on := func(c command.Command, stop func(*View) string, run func(*View)) *command.Command {
		c.Menu, c.View = menu, name
		if c.Group == "" {
			c.Group = "take"
		}
		c.Stop = func() string {
			if reason := s.Closed(name); reason != "" {
				return reason
			}
			switch v := get(); {
			case !v.queue.filled():
				return "There is nothing to review yet."
			case stop != nil:
				return stop(v)
			}
			return ""
		}
		c.Run = func() { run(get()) }
		return &c
	}
	rune1 := func(r rune) []command.Key { return []command.Key{command.Rune(r)} }
	var list []*command.Command
	for n := 1; n <= 9; n++ {
		list = append(list, on(command.Command{ID: fmt.Sprintf("review.take.%d", n), Name: fmt.Sprintf("Take candidate %d", n), Under: underTake,
			Keys: rune1(rune('0' + n))}, nil, func(v *View) { v.hand.digit(n) }))
	}
	list = append(list,
		on(command.Command{ID: "review.several", Under: underTake, Name: "Take several…", Help: "Pick candidates by their digits, then Enter", Keys: rune1('t')},
			needsTwo, func(v *View) { v.hand.pickSeveral() }),
		on(command.Command{ID: "review.union", Under: underTake, Name: "Union of the boundaries", Keys: rune1('u')},
			needsSpans, func(v *View) { v.verdicts.decide(review.Verdict{Name: review.Union, Candidates: v.hand.picked}) }),
		on(command.Command{ID: "review.intersection", Under: underTake, Name: "Intersection of the boundaries", Keys: rune1('i')},
			needsSpans, func(v *View) { v.verdicts.decide(review.Verdict{Name: review.Intersection, Candidates: v.hand.picked}) }),
		on(command.Command{ID: "review.edit", Name: "Edit before taking…", Help: "Move the ends, change label, attributes and note", Keys: rune1('e')},
			needsItem, func(v *View) { v.hand.edit() }),
		on(command.Command{ID: "review.none", Name: "None of them", Help: "Nothing stands here; what was added by hand is deleted",
			Keys: []command.Key{command.Rune('x'), command.Named(fyne.KeyDelete)}}, needsItem, func(v *View) { v.verdicts.none() }),
		on(command.Command{ID: "review.why", Name: "Give a reason…", Keys: rune1('w'), Group: "why"}, needsItem, func(v *View) { v.panel.askReason() }),
		on(command.Command{ID: "review.flag", Name: "Flag as unsure…", Help: "Asks the team about the item", Keys: rune1('q'), Group: "why"}, needsItem, func(v *View) { v.panel.asked.ask() }),
		on(command.Command{ID: "review.reopen", Name: "Reopen the item", Keys: rune1('o'), Group: "why"}, needsDecided, func(v *View) { v.verdicts.reopen() }),
		on(command.Command{ID: "review.skip", Name: "Skip to the next item", Keys: []command.Key{command.Rune('s'), command.Rune('n')}, Group: "go", Under: "Go"},
			nil, func(v *View) { v.trail.step(1) }),
		on(command.Command{ID: "review.previous", Name: "Previous item", Keys: rune1('p'), Group: "go", Under: "Go"}, nil, func(v *View) { v.trail.step(-1) }),
		on(command.Command{ID: "review.back", Name: "Back to the item before", Keys: []command.Key{command.Rune('b'), command.Named(fyne.KeyBackspace)}, Group: "go", Under: "Go"},
			nil, func(v *View) { v.trail.back() }),
		on(command.Command{ID: "review.blind", Name: "Hide names", Help: "Candidates are A, B, C, in another order for each item", Keys: rune1('h'), Group: "show", Under: underShow,
			On: func() bool { v := get(); return v != nil && v.names.blind }}, nil, func(v *View) { v.names.setBlind(!v.names.blind) }),
		on(command.Command{ID: "review.show", Name: "Show open or all items", Keys: rune1('v'), Group: "show", Under: underShow}, nil, func(v *View) { v.filters.cycle() }),
		on(command.Command{ID: "review.kind", Name: "Show the next kind of item", Keys: rune1('k'), Group: "show", Under: underShow}, nil, func(v *View) { v.filters.nextKind() }),
		on(command.Command{ID: "review.order", Name: "Order by disagreement", Group: "show", Under: underShow, Keys: rune1('d'),
			On: func() bool { v := get(); return v != nil && v.queue.sorting == review.ByDisagreement }}, nil, func(v *View) { v.filters.turnOrder() }),
		on(command.Command{ID: "review.filter", Name: "Choose what the list shows", Keys: rune1('f'), Group: "show", Under: underShow}, nil, func(v *View) { v.form.Focus(v.filters.label) }),
		on(command.Command{ID: "review.unanimous", Name: "Accept what is unanimous…", Group: "auto", Help: "Accepts all items that everybody marked alike"},
			nil, func(v *View) { v.ballot.unanimous() }),
		on(command.Command{ID: "review.majority", Name: "Accept by majority…", Group: "auto"}, nil, func(v *View) { v.ballot.majority() }),
	)
	return list
}

func needsItem(v *View) string {
	if v.hand.item.ID == "" {
		return "Choose an item first."
	}
	return ""
}

func needsTwo(v *View) string {
	if len(v.hand.item.Candidates) < 2 {
		return "There are no two candidates here."
	}
	return needsItem(v)
}

func needsSpans(v *View) string {
	if v.hand.item.Kind == review.Relation {
		return "A relation has no boundaries."
	}
	return needsTwo(v)
}

func needsDecided(v *View) string {
	switch {
	case v.hand.item.ID == "" || v.hand.item.Kind == review.Added:
		return "Choose a decided item first."
	case len(v.hand.item.Decisions)+len(v.hand.item.Earlier) == 0:
		return "This item is open."
	}
	return ""
}

// onRune handles what is typed into the text. While an edit is made or text is selected, digits and letters are labels.
func (v *View) onRune(r rune) bool {
	if v.hand.draft != nil && r != '?' {
		v.hand.draft.rune(r)
		return true
	}
	if len(v.page.selected()) > 0 {
		for i, l := range v.session.Codebook().Labels {
			if r == rune('1'+i) && i < 9 || l.Hotkey == string(r) {
				v.verdicts.addGold(l)
				return true
			}
		}
	}
	return v.desk.Commands.Rune(r)
}

// onKey handles a key that types nothing.
func (v *View) onKey(key fyne.KeyName, mods fyne.KeyModifier) bool {
	if v.hand.draft != nil && v.hand.draft.key(key, mods) {
		return true
	}
	switch key {
	case fyne.KeyEscape:
		v.hand.cancelPicking()
		v.page.reader.ClearSelection()
		return true
	case fyne.KeyReturn, fyne.KeyEnter:
		v.hand.takePicked()
		return true
	}
	return v.desk.Commands.Named(key, mods)
}
