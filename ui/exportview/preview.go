package exportview

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// Bounds of the preview: Fyne's labels get slow with long texts.
const (
	previewRecords = 3
	previewLines   = 90
	previewColumns = 110
	previewFiles   = 12
	fewestLines    = 12 // of each of several files
)

// preview shows the first records as they would be written, set out to be read and cut short, and what would be lost of all of them.
type preview struct {
	view    *View
	text    *widget.Label
	lost    *widget.Label
	losses  *fyne.Container // in which it stands; hidden where nothing is lost
	content *fyne.Container
	cancel  context.CancelFunc
	shown   exchange.ExportOptions // what is shown, or being read, but for where it goes
}

func newPreview(v *View) *preview {
	p := &preview{view: v, text: widget.NewLabel(""), lost: widget.NewLabel("")}
	p.text.TextStyle.Monospace, p.text.SizeName = true, theme.SizeNameCaptionText
	p.lost.Wrapping, p.lost.SizeName, p.lost.Importance = fyne.TextWrapWord, theme.SizeNameCaptionText, widget.WarningImportance
	p.losses = container.NewPadded(control.Flush(p.lost))
	p.losses.Hide()
	p.content = container.NewBorder(container.NewVBox(container.NewPadded(control.NewCaption("The first records, cut short")), p.losses), nil, nil, nil,
		container.NewStack(control.NewPanel(theme.ColorNameInputBackground), container.NewScroll(p.text)))
	return p
}

// show reads the first records in the background; what was being read before is dropped. Where it goes changes nothing of them, nor of
// how many there are, but that a folder can have files beside them.
func (p *preview) show(options exchange.ExportOptions) {
	key := options
	if key.Path = ""; options.ToFolder() {
		key.Path = "a folder"
	}
	if p.cancel != nil && reflect.DeepEqual(p.shown, key) {
		return
	}
	p.shown = key
	p.stop()
	own, cancel := context.WithCancel(p.view.session.Context())
	p.cancel = cancel
	var text string
	p.view.result.Hide() // of what the form said before
	p.view.foreseen.Show()
	p.view.foreseen.SetText("")
	p.sayLost("")
	p.view.session.Quietly(func(ctx context.Context) error {
		defer context.AfterFunc(ctx, cancel)()
		files, err := exchange.ExportStart(own, p.view.session.Project, options, previewRecords)
		text = pretty(files)
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

// sayLost says what would be lost, or that nothing would be.
func (p *preview) sayLost(words string) {
	if p.lost.Text == words {
		return
	}
	p.lost.SetText(words)
	if words == "" {
		p.losses.Hide()
	} else {
		p.losses.Show()
	}
	p.content.Refresh()
}

func (p *preview) stop() {
	if p.cancel != nil {
		p.cancel()
	}
}

// pretty sets out how the files of an export begin, a README first, which says what the others are.
func pretty(files []exchange.FileStart) string {
	if len(files) == 1 && files[0].Name == "" {
		return setOut(files[0], previewLines)
	}
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b exchange.FileStart) int { return cmp.Compare(rank(a), rank(b)) })
	var out strings.Builder
	out.WriteString(wording.Count(len(files), "file") + ":\n")
	for i, file := range files {
		if i == previewFiles {
			fmt.Fprintf(&out, "  … and %d more\n", len(files)-i)
			break
		}
		out.WriteString("  " + cut(file.Name, previewColumns) + "\n")
	}
	files = files[:min(len(files), previewFiles)]
	for _, file := range files {
		name := cut(file.Name, previewColumns)
		fmt.Fprintf(&out, "\n%s\n%s\n%s", name, strings.Repeat("-", utf8.RuneCountInString(name)), setOut(file, max(fewestLines, previewLines/len(files))))
	}
	return out.String()
}

func rank(f exchange.FileStart) int {
	if strings.HasPrefix(path.Base(f.Name), "README") {
		return 0
	}
	return 1
}

// setOut sets the beginning of a file out in so many lines.
func setOut(file exchange.FileStart, most int) string {
	switch {
	case len(file.Start) == 0 && file.Whole:
		return "There is nothing to export here.\n"
	case bytes.IndexByte(file.Start, 0) >= 0:
		return "This is no text that could be shown. What it gets stands beside.\n"
	}
	var out strings.Builder
	lines := 0
	for written := range strings.Lines(string(file.Start)) {
		for line := range strings.Lines(indent(written)) {
			if lines++; lines > most {
				out.WriteString("…\n")
				return out.String()
			}
			out.WriteString(cut(strings.TrimRight(line, "\r\n"), previewColumns) + "\n")
		}
	}
	if !file.Whole {
		out.WriteString("…\n")
	}
	return out.String()
}

// plain is a list of words and numbers as the encoder sets it out, a line for each; broken is where such a line ends.
var (
	plain  = regexp.MustCompile(`\[\n[^\[\]{}]*\n\s*\]`)
	broken = regexp.MustCompile(`\n\s*`)
)

// indent sets a line that is a JSON object out with a line for each key and each list of words or numbers; others stay as they are.
func indent(line string) string {
	var out bytes.Buffer
	if !strings.HasPrefix(line, "{") || json.Indent(&out, []byte(line), "", "  ") != nil {
		return line
	}
	return plain.ReplaceAllStringFunc(out.String(), func(list string) string {
		return "[" + broken.ReplaceAllString(strings.TrimSpace(list[1:len(list)-1]), " ") + "]"
	})
}

// cut shortens a line to n characters.
func cut(line string, n int) string {
	runes := []rune(line)
	if len(runes) <= n {
		return line
	}
	return string(runes[:n-1]) + "…"
}
