package importview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// notice stands below the list: what datasets would add to the codebook, which is asked about, or what an import had to
// leave out or to join, which is told.
type notice struct {
	text    *widget.Label
	content *container.Scroll
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

// tellNotes shows what became known only while importing, and says whether there was such: what datasets brought in part or
// under other names, and which texts stand in other stories too. What was found in a file stood in the list before.
func (v *View) tellNotes(chosen []*file, results []exchange.ImportResult) bool {
	var notes []string
	for i, r := range results {
		if r.Status == exchange.Refused {
			continue
		}
		known := chosen[i].planned.Notes()
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
