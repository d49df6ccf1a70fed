package importview

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	"github.com/parallax-annotation/parallax/store/exchange"
)

const importNow = "Import"

// notice stands below the list: what datasets would add to the codebook, which is asked about, or what an import had to
// leave out or to join, which is told.
type notice struct {
	text    *widget.Label
	content *container.Scroll
	agreed  bool // what it asks about is what a tap on the button agrees to
}

func newNotice() *notice {
	n := &notice{text: widget.NewLabel("")}
	n.text.Wrapping = fyne.TextWrapWord
	n.content = container.NewVScroll(n.text)
	n.content.SetMinSize(fyne.NewSize(0, 110))
	n.content.Hide()
	return n
}

// say shows a heading with sentences below it; without sentences it shows nothing.
func (n *notice) say(heading string, sentences []string) {
	if len(sentences) == 0 {
		n.content.Hide()
		return
	}
	n.text.SetText(heading + "\n• " + strings.Join(sentences, "\n• "))
	n.content.Show()
	n.content.ScrollToTop()
}

// forget takes a question back, because what is imported is no longer what was asked about.
func (v *View) forget() {
	if v.notice.agreed {
		v.notice.agreed = false
		v.notice.say("", nil)
		v.run.SetText(importNow)
		v.content.Refresh()
	}
}

// askFirst goes on at once where the datasets of a plan need nothing that the codebook lacks and name all as it does. Else it
// shows what they need, and a second tap on the button goes on.
func (v *View) askFirst(plan exchange.ImportPlan, then func()) {
	datasets := false
	for _, planned := range plan.Documents {
		datasets = datasets || planned.Dataset != ""
	}
	if !datasets || v.notice.agreed {
		v.forget()
		then()
		return
	}
	var needs exchange.CodebookNeeds
	v.work("Comparing with the codebook", func(ctx context.Context, _ func(done, total int)) (err error) {
		needs, err = exchange.CompareCodebook(ctx, v.session.Project, plan)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			v.session.Fail(err)
		case len(needs.Added)+len(needs.Joined) == 0:
			then()
		default:
			v.question(needs)
		}
	})
}

func (v *View) question(needs exchange.CodebookNeeds) {
	heading, yes := "The annotations use other names than the codebook. This is how they would be taken:", importNow
	var sentences []string
	for _, added := range needs.Added {
		sentences = append(sentences, "it gets "+added)
	}
	if len(sentences) > 0 {
		heading, yes = "The codebook lacks what the annotations use. If you import them:", "Add to the codebook and import"
	}
	v.notice.say(heading, append(sentences, needs.Joined...))
	v.notice.agreed = true
	v.run.SetText(yes)
	v.content.Refresh()
	v.form.Focus(v.run)
}

// tellNotes shows what became known only while importing, and says whether there was such: what datasets brought in part or
// under other names, and which texts stand in other stories too. What was found in a file stood in the list before.
func (v *View) tellNotes(chosen []*file, results []exchange.ImportResult) bool {
	var notes []string
	for i, r := range results {
		if r.Status == exchange.Refused {
			continue
		}
		known := chosen[i].doc.Notes()
		for _, note := range r.Notes {
			if !slices.Contains(known, note) {
				notes = append(notes, note)
			}
		}
	}
	v.notice.say("It is imported. What came up on the way:", notes)
	v.content.Refresh()
	return len(notes) > 0
}
