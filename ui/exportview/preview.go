package exportview

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

// Bounds of the preview: Fyne's labels get slow with long texts.
const (
	previewRecords = 3
	previewLines   = 90
	previewColumns = 110
)

// preview shows the first records as they would be written, set out to be read and cut short.
type preview struct {
	view    *View
	text    *widget.Label
	content *fyne.Container
	cancel  context.CancelFunc
	shown   exchange.ExportOptions // what is shown, or being read, but for where it goes
}

func newPreview(v *View) *preview {
	p := &preview{view: v, text: widget.NewLabel("")}
	p.text.TextStyle.Monospace, p.text.SizeName = true, theme.SizeNameCaptionText
	p.content = container.NewBorder(container.NewPadded(control.NewCaption("The first records, cut short")), nil, nil, nil,
		container.NewStack(control.NewPanel(theme.ColorNameInputBackground), container.NewScroll(p.text)))
	return p
}

// show reads the first records in the background; what was being read before is dropped. Where it goes changes nothing of them, nor of
// how many there are.
func (p *preview) show(options exchange.ExportOptions) {
	if options.Path = ""; p.cancel != nil && reflect.DeepEqual(p.shown, options) {
		return
	}
	p.shown = options
	p.stop()
	own, cancel := context.WithCancel(p.view.session.Context())
	p.cancel = cancel
	var text string
	p.view.result.Hide() // of what the form said before
	p.view.foreseen.Show()
	p.view.foreseen.SetText("")
	p.view.session.Quietly(func(ctx context.Context) (err error) {
		defer context.AfterFunc(ctx, cancel)()
		text, err = pretty(own, p.view.session.Project, options)
		return err
	}, func(err error) {
		if own.Err() != nil && errors.Is(err, context.Canceled) {
			return
		}
		if err != nil {
			text, p.shown = session.Sentence(err), exchange.ExportOptions{}
		}
		p.text.SetText(text)
		if err == nil {
			p.view.foresee(own, options)
		}
	})
}

func (p *preview) stop() {
	if p.cancel != nil {
		p.cancel()
	}
}

// pretty sets the beginning of an export out.
func pretty(ctx context.Context, project *store.Project, options exchange.ExportOptions) (string, error) {
	var start bytes.Buffer
	if err := exchange.ExportStart(ctx, project, options, previewRecords, &start); err != nil {
		return "", err
	}
	if start.Len() == 0 {
		return "There is nothing to export here.", nil
	}
	if bytes.IndexByte(start.Bytes(), 0) >= 0 {
		return "This is no text that could be shown. What it gets stands beside.", nil
	}
	var out strings.Builder
	lines := 0
	for written := range strings.Lines(start.String()) {
		for line := range strings.Lines(indent(written)) {
			if lines++; lines > previewLines {
				out.WriteString("…\n")
				return out.String(), nil
			}
			out.WriteString(cut(strings.TrimRight(line, "\r\n"), previewColumns) + "\n")
		}
	}
	return out.String(), nil
}

// pair is a segment as the encoder sets it out.
var pair = regexp.MustCompile(`\[\s+(\d+),\s+(\d+)\s+\]`)

// indent sets a line that is a JSON object out with a line for each key and each segment; others stay as they are.
func indent(line string) string {
	var out bytes.Buffer
	if !strings.HasPrefix(line, "{") || json.Indent(&out, []byte(line), "", "  ") != nil {
		return line
	}
	return pair.ReplaceAllString(out.String(), "[$1, $2]")
}

// cut shortens a line to n characters.
func cut(line string, n int) string {
	runes := []rune(line)
	if len(runes) <= n {
		return line
	}
	return string(runes[:n-1]) + "…"
}
