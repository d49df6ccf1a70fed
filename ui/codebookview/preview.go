package codebookview

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader"
)

// previewText is what a label is tried on: a stretch of its own, and one that another label lies over.
const previewText = "“The port stays shut,” said the harbour master on Monday, though the dockers’ union called the order a farce."

// preview shows a label as the text view draws it, since it is the text view.
type preview struct {
	widget.BaseWidget
	text    *textpos.Text
	reader  *reader.Reader
	content fyne.CanvasObject
}

func newPreview(form *control.Form) *preview {
	p := &preview{text: textpos.New(previewText)}
	p.reader = reader.New(reader.Options{OnUI: form.OnUI, OnKey: func(key fyne.KeyName, _ fyne.KeyModifier) bool {
		if key == fyne.KeyEscape {
			form.Leave()
		}
		return key == fyne.KeyEscape
	}})
	p.reader.SetTypography(reader.Typography{Size: 15, Column: 60})
	p.reader.Resize(p.MinSize()) // with a size it knows the colours of its theme, which it paints with from now on
	p.reader.SetText(p.text, nil)
	p.content = container.NewStack(control.NewPanel(theme.ColorNameInputBackground), container.NewPadded(p.reader), control.NewWheel(form))
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer is called by Fyne.
func (p *preview) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.content) }

// MinSize has room for the text's three lines.
func (p *preview) MinSize() fyne.Size { return fyne.NewSize(200, 110) }

// show marks the sample with label i, and with its neighbour where there is one.
func (p *preview) show(cb annotate.Codebook, i int) {
	label := cb.Labels[i]
	marks := []reader.Mark{
		mark("own", label, "The port stays shut"),
		mark("again", label, "called the order a farce"),
	}
	if len(cb.Labels) > 1 {
		marks = append(marks, mark("other", cb.Labels[(i+1)%len(cb.Labels)], "the order"))
	}
	p.reader.SetMarks(marks)
}

func mark(id string, l annotate.Label, words string) reader.Mark {
	start := utf8.RuneCountInString(previewText[:strings.Index(previewText, words)])
	return reader.Mark{
		ID: id, Label: l.ID, LabelName: l.Name, Color: control.Hue(l.Color), Style: l.Style, Own: true,
		Segments: []annotate.Segment{{Start: start, End: start + utf8.RuneCountInString(words)}},
	}
}
