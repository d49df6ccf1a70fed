package exportview

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate/export"
	"github.com/parallax-annotation/parallax/store"
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
}

func newPreview(v *View) *preview {
	p := &preview{view: v, text: widget.NewLabel("")}
	p.text.TextStyle.Monospace, p.text.SizeName = true, theme.SizeNameCaptionText
	p.content = container.NewBorder(container.NewPadded(control.NewCaption("The first records, cut short")), nil, nil, nil,
		container.NewStack(control.NewPanel(theme.ColorNameInputBackground), container.NewScroll(p.text)))
	return p
}

// show reads the first records in the background; what was being read before is dropped.
func (p *preview) show(options store.ExportOptions) {
	p.stop()
	own, cancel := context.WithCancel(p.view.session.Context())
	p.cancel = cancel
	var text string
	p.view.session.Background("Reading the first records", func(ctx context.Context, _ func(done, total int)) (err error) {
		defer context.AfterFunc(ctx, cancel)()
		text, err = pretty(own, p.view.session.Project, options)
		return err
	}, func(err error) {
		if own.Err() != nil && errors.Is(err, context.Canceled) {
			return
		}
		cancel()
		if err != nil {
			text = session.Sentence(err)
		}
		p.text.SetText(text)
	})
}

func (p *preview) stop() {
	if p.cancel != nil {
		p.cancel()
	}
}

// pretty sets the first records of an export out.
func pretty(ctx context.Context, project *store.Project, options store.ExportOptions) (string, error) {
	var out strings.Builder
	lines, n := 0, 0
	for record, err := range store.ExportRecords(ctx, project, options, nil) {
		if err != nil {
			return "", err
		}
		if n++; n > previewRecords {
			break
		}
		text, err := indent(record)
		if err != nil {
			return "", err
		}
		for line := range strings.Lines(text) {
			if lines++; lines > previewLines {
				out.WriteString("…\n")
				return out.String(), nil
			}
			out.WriteString(cut(strings.TrimSuffix(line, "\n"), previewColumns) + "\n")
		}
	}
	if n == 0 {
		return "There is nothing to export here.", nil
	}
	return out.String(), nil
}

// pair is a segment as the encoder sets it out.
var pair = regexp.MustCompile(`\[\s+(\d+),\s+(\d+)\s+\]`)

// indent is a record with a line for each key and each segment.
func indent(record export.Record) (string, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(record); err != nil {
		return "", fmt.Errorf("showing record %s: %w", record.ID, err)
	}
	return pair.ReplaceAllString(buffer.String(), "[$1, $2]"), nil
}

// cut shortens a line to n characters.
func cut(line string, n int) string {
	runes := []rune(line)
	if len(runes) <= n {
		return line
	}
	return string(runes[:n-1]) + "…"
}
