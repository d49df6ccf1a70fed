package read

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/wording"
)

const (
	foldedFrom  = 6  // lines, of so many characters, up to which a region is not folded
	foldedWidth = 72 //
)

// neverFolded are the regions that belong to the article's head.
var neverFolded = map[annotate.RegionKind]bool{annotate.RegionTitle: true, annotate.RegionDateline: true, annotate.RegionByline: true}

// counted is how the heading above comments says how many there are.
var counted = regexp.MustCompile(`(?i)\bcomments?\W{0,3}(\d{1,6})\b|\b(\d{1,6}) (?:reader |user )?(?:comments|responses|replies)\b`)

// headed is how many bytes at the beginning of comments are searched for that.
const headed = 300

// foldCaption is what stands in place of a long region: "23 comments · 1,240 words"; "" for one that is not folded.
func (p *pane) foldCaption(region annotate.Region) string {
	if p.panes.view.unfolded || p.text == nil || neverFolded[region.Kind] {
		return ""
	}
	text := p.text.Slice(region.Start, region.End)
	if !isLong(text) {
		return ""
	}
	what := wording.Capital(string(region.Kind))
	if found := counted.FindStringSubmatch(text[:min(len(text), headed)]); found != nil && region.Kind == annotate.RegionComments {
		what = found[1] + found[2] + " reader comments"
	}
	words := 0
	for range p.text.Words(annotate.Segment{Start: region.Start, End: region.End}) {
		words++
	}
	return fmt.Sprintf("%s · %s", what, wording.Count(words, "word"))
}

// isLong says whether a text takes more than a few lines.
func isLong(text string) bool {
	lines := 0
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		lines += 1 + utf8.RuneCountInString(paragraph)/foldedWidth
		if lines > foldedFrom {
			return true
		}
	}
	return false
}

// setUnfolded shows long regions as they are, or folds them again.
func (v *View) setUnfolded(on bool) {
	v.unfolded = on
	v.panes.each(func(p *pane) { p.reader.FoldAnew() })
	v.desk.Changed()
}

// foldCommands fold what is not the article's own prose.
func (w commands) foldCommands() []*command.Command {
	return []*command.Command{
		{ID: "view.folds", Name: "Fold comments and navigation", Menu: "View", Group: "marks", Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyPeriod, fyne.KeyModifierShift)},
			Help: "Long regions are one line, which a click or Enter opens",
			On:   func() bool { return w.view() != nil && !w.view().unfolded },
			Run:  func() { w.view().setUnfolded(!w.view().unfolded) }},
		{ID: "view.fold", Name: "Open or fold the region here", View: Name, Menu: "View", Group: "marks", Keys: []command.Key{command.Ctrl(fyne.KeyPeriod)},
			Stop: func() string {
				if reason := w.needsPane(); reason != "" {
					return reason
				}
				if !w.view().panes.current().reader.InFold() {
					return "The caret is in no region that folds: " + regionKey.String() + " goes to the next region."
				}
				return ""
			},
			Run: func() { w.view().panes.current().reader.TurnFold() }},
	}
}

// regionKey goes to the next region.
var regionKey = command.Ctrl(fyne.KeyG)
