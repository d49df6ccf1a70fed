package shell

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// said is how long a sentence stands in the status line before the counts come back.
const said = 6 * time.Second

// bottom is the line below: the labels with their keys and colours, and how things stand.
type bottom struct {
	session  *session.Session
	tag      func(labelID string)
	menu     func(annotate.Label, fyne.Position) // shows what can be done with a label; nil for nothing
	cancel   []func()
	standing string // how far the annotator is
	gone     bool   // the project's file is not where it was, and nothing is saved
	unfolded bool   // what was done last could not be folded into it
	labels   *fyne.Container
	status   *widget.Label
	counts   string // how things stand, shown where nothing is said
	saying   *time.Timer
	aside    string // what is said once nothing else is
	beside   string // such a sentence while it stands there
	since    time.Time
	object   fyne.CanvasObject
}

// newBottom returns the line of a session; tag is what its labels do.
func newBottom(s *session.Session, tag func(labelID string)) *bottom {
	b := &bottom{session: s, tag: tag, labels: container.NewHBox(), status: widget.NewLabel("")}
	b.status.Alignment = fyne.TextAlignTrailing
	b.status.Truncation = fyne.TextTruncateEllipsis
	b.status.Importance = widget.LowImportance
	labels := container.NewHScroll(b.labels)
	b.object = container.NewStack(part.NewGround(theme.ColorNameChrome), container.NewBorder(
		part.NewLine(base.ColorNameSeparator, 1), nil, nil, nil,
		container.New(layout.NewCustomPaddedLayout(0, 0, 8, 8), container.New(sides{b.labels}, labels, control.NewTold(b.status, func() string { return b.status.Text })))))
	b.rebuild()
	b.show()
	b.cancel = []func(){s.Listen(b.heard), s.OnCounts(b.show)}
	return b
}

// sides gives the labels at the left what they need, at most half, and what is said all the rest.
type sides struct{ labels *fyne.Container }

// Layout implements fyne.Layout.
func (s sides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := min(s.labels.MinSize().Width, size.Width/2)
	objects[0].Resize(fyne.NewSize(left, size.Height))
	objects[1].Move(fyne.NewPos(left, 0))
	objects[1].Resize(fyne.NewSize(size.Width-left, size.Height))
}

// MinSize implements fyne.Layout.
func (s sides) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(480, max(s.labels.MinSize().Height, objects[1].MinSize().Height))
}

// rebuild shows the labels of the codebook anew.
func (b *bottom) rebuild() {
	b.labels.Objects = nil
	for i, label := range b.session.Codebook().Labels {
		button := part.NewLabelButton(label, i, func() { b.tag(label.ID) })
		button.Secondary = func(at fyne.Position) {
			if b.menu != nil {
				b.menu(label, at)
			}
		}
		b.labels.Add(button)
	}
	b.labels.Refresh()
}

// tell shows a sentence for a while. One that was said aside and has to give way before it could be read is said again.
func (b *bottom) tell(sentence string) {
	if time.Since(b.since) < said/2 {
		b.aside = strings.TrimSpace(b.beside + " " + b.aside)
	}
	b.beside = ""
	b.say(sentence)
}

// say shows a sentence for a while.
func (b *bottom) say(sentence string) {
	if b.saying != nil {
		b.saying.Stop()
	}
	b.status.Importance = widget.MediumImportance
	b.status.SetText(sentence)
	var timer *time.Timer
	timer = b.session.After(said, func() {
		if b.saying == timer {
			b.beside = ""
			b.hush()
		}
	})
	b.saying = timer
}

// sayAside shows a sentence once nothing else is said: it is of no act, and waits for what is.
func (b *bottom) sayAside(sentence string) {
	b.aside = strings.TrimSpace(b.aside + " " + sentence)
	if b.saying == nil && b.aside != "" {
		b.beside, b.aside, b.since = b.aside, "", time.Now()
		b.say(b.beside)
	}
}

// hush ends what is said: what was to be said aside comes, else the counts are back.
func (b *bottom) hush() {
	if b.saying != nil {
		b.saying.Stop()
	}
	if b.saying = nil; b.aside != "" {
		b.sayAside("")
		return
	}
	if b.status.Importance == widget.LowImportance && b.status.Text == b.counts {
		return // a line that is set again is drawn again
	}
	b.status.Importance = widget.LowImportance
	b.status.SetText(b.counts)
}

func (b *bottom) close() {
	for _, cancel := range b.cancel {
		cancel()
	}
	if b.saying != nil {
		b.saying.Stop()
		b.saying = nil
	}
}

// heard brings the line up to date with an act. What it shows is saved: an act is committed before anything hears of it.
// What was said before it is not of now any more, such as that another act was undone.
func (b *bottom) heard(act store.Act) {
	if act.Action != session.External && b.beside == "" {
		b.hush()
	}
	if session.Touches(act, "label") {
		b.rebuild()
	}
	b.show()
}

// stand shows how far the annotator is.
func (b *bottom) stand(sentence string) {
	b.standing = sentence
	b.show()
}

// show brings the counts up to date with what is known, and shows them where nothing is said.
func (b *bottom) show() {
	b.counts = b.words()
	if b.saying == nil {
		b.hush()
	}
}

// words say how things stand: "anna · 12 actors, 7 claims · 2 of 4 articles done · saved".
func (b *bottom) words() string {
	parts := []string{wording.Short(b.session.Annotator().Name, 24)} // what follows must find room
	if b.session.Story().ID == "" {
		return strings.Join(append(parts, b.savedOrNot()), " · ")
	}
	counts := b.session.Counts()
	var labels []string
	for i, label := range b.session.Codebook().Labels {
		if n := counts[label.ID]; n > 0 || i < 2 {
			labels = append(labels, wording.LabelCount(n, wording.Short(label.Name, 16)))
		}
	}
	parts = append(parts, strings.Join(labels[:min(len(labels), 4)], ", "))
	if b.standing != "" {
		parts = append(parts, b.standing)
	}
	return strings.Join(append(parts, b.savedOrNot()), " · ")
}

// heardOfFile takes in what happened to the project's file, as far as it tells whether what is shown is saved.
func (b *bottom) heardOfFile(news store.NewsKind) {
	switch news {
	case store.NotSaved:
		b.unfolded = true
	case store.Saved:
		b.unfolded = false
	default:
		b.gone = news == store.Gone
	}
	b.show()
}

// savedOrNot says whether what is shown is in the file that the project's path names.
func (b *bottom) savedOrNot() string {
	switch {
	case b.gone:
		return "nothing is saved: the project’s file is gone"
	case b.unfolded:
		return "not yet in the project’s file"
	case b.session.Project.ReadOnly():
		return "may only be read"
	case b.session.Saving():
		return "saving"
	}
	return "saved"
}
