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
	room    func() fyne.Size // as wide as it is, and as high as it may become
}

func newNotice(room func() fyne.Size) *notice {
	n := &notice{text: widget.NewLabel(""), room: room}
	n.text.Wrapping = fyne.TextWrapWord
	n.content = container.NewVScroll(n.text)
	n.content.Hide()
	return n
}

// leastNotice is how high a notice is where there is no room for more of it: three lines.
const leastNotice = 60

// say shows a heading with sentences below it, all of them where there is room; without sentences it shows nothing.
func (n *notice) say(heading string, sentences []string) {
	n.content.Hide() // it takes no room
	if len(sentences) == 0 {
		return
	}
	n.text.SetText(heading + "\n• " + strings.Join(sentences, "\n• "))
	room := n.room()
	n.text.Resize(fyne.NewSize(room.Width, 0))
	n.content.SetMinSize(fyne.NewSize(0, min(n.text.MinSize().Height, max(leastNotice, room.Height))))
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
