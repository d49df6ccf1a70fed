package mergeview

import (
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// mostLines is how many lines of a kind the plan shows; it says how many more there are.
const mostLines = 100

// paragraph is a heading with lines beneath it.
type paragraph struct {
	heading string
	lines   []string
	grave   bool // asks to be looked at
}

// showDetails shows the plan of the file that is chosen.
func (v *View) showDetails() {
	v.details.RemoveAll()
	for _, p := range v.paragraphs() {
		heading := widget.NewLabelWithStyle(p.heading, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		heading.Wrapping = fyne.TextWrapWord
		if p.grave {
			heading.Importance = widget.WarningImportance
		}
		v.details.Add(control.Flush(heading))
		shown := p.lines[:min(len(p.lines), mostLines)]
		for _, text := range shown {
			line := widget.NewLabel(text)
			line.Wrapping = fyne.TextWrapWord
			v.details.Add(control.Flush(line))
		}
		if rest := len(p.lines) - len(shown); rest > 0 {
			v.details.Add(control.NewCaption(fmt.Sprintf("and %d more; parallax merge --dry-run lists them all", rest)))
		}
		v.details.Add(space{}.object())
	}
	v.scroll.Content.Refresh()
	v.scroll.ScrollToTop()
}

// paragraphs are what there is to say about the file that is chosen, and what concerns all.
func (v *View) paragraphs() []paragraph {
	f := v.current()
	switch {
	case len(v.files) == 0:
		return []paragraph{{heading: "Add project files or a folder, or drop them on the window.",
			lines: []string{"What merging them would do is shown here before anything is written. The files themselves are only read, and one undo takes a merge back."}}}
	case f == nil:
		return []paragraph{{heading: "Choose a file to see what it brings."}}
	case f.reason != "":
		return []paragraph{{heading: filepath.Base(f.path) + " cannot be merged.", lines: []string{f.reason}, grave: true}}
	case f.plan == nil:
		return []paragraph{{heading: "Reading the files…"}}
	}
	all := append([]paragraph{articles(*f.plan)}, annotations(*f.plan)...)
	if len(v.plan.LeftOut) > 0 {
		all = append(all, paragraph{heading: "Does not fit the codebooks taken together and is left out", lines: v.plan.LeftOut, grave: true})
	}
	return all
}

// articles says by what the articles of a file were matched.
func articles(f merge.File) paragraph {
	d := f.Documents
	p := paragraph{heading: "Articles"}
	for _, part := range []struct {
		n    int
		what string
	}{
		{d.ByID, "the same here, known by the id"}, {d.ByText, "the same here, known by the text within the story"}, {d.New, "new"},
		{d.Deleted, "deleted on one side, with nobody’s annotations since"}, {len(d.Differing), "with another text under the same id"},
	} {
		if part.n > 0 {
			p.lines = append(p.lines, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	for _, other := range d.Differing {
		p.lines = append(p.lines, wording.Quoted(other.Title, 80)+" differs from the article of the same id: both are kept, apart")
	}
	if len(f.Stories) > 0 {
		p.lines = append(p.lines, "New stories: "+strings.Join(f.Stories, ", "))
	}
	if len(p.lines) == 0 {
		p.lines = []string{"None"}
	}
	p.grave = len(d.Differing) > 0
	return p
}

// annotations says what becomes of everything else in a file.
func annotations(f merge.File) []paragraph {
	counts := paragraph{heading: "Annotations"}
	if len(f.Annotators) > 0 {
		counts.lines = append(counts.lines, "New annotators: "+strings.Join(f.Annotators, ", "))
	}
	for _, k := range rowKinds {
		c := f.Annotations[k.name]
		if c == (merge.Count{}) {
			continue
		}
		var parts []string
		if text := changes(c, k.one, k.many); text != "" {
			parts = append(parts, text)
		}
		if c.Present > 0 {
			parts = append(parts, wording.CountOf(c.Present, k.one, k.many)+" already there")
		}
		counts.lines = append(counts.lines, strings.Join(parts, ", "))
	}
	if len(counts.lines) == 0 {
		counts.lines = []string{"None"}
	}
	all := []paragraph{counts}
	add := func(heading string, grave bool, lines []string) {
		if len(lines) > 0 {
			all = append(all, paragraph{heading, lines, grave})
		}
	}
	var conflicts []string
	for _, c := range f.Conflicts {
		conflicts = append(conflicts, conflictWords(c))
	}
	add(fmt.Sprintf("Changed on both sides: the later change is kept (%d)", len(conflicts)), true, conflicts)
	add("Codebook", false, f.Codebook)
	add("New, with a name that is there already: merge the two if they are the same", false, f.Namesakes)
	add("To be looked at", true, f.Warnings)
	return all
}

// space is a gap between paragraphs.
type space struct{}

func (s space) object() fyne.CanvasObject { return &fyne.Container{Layout: s} }

func (space) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, theme.Padding()) }
func (space) Layout([]fyne.CanvasObject, fyne.Size) {}
