package reviewview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// piece is a stretch of an item's words as one candidate has it.
type piece struct {
	text  string
	stand standing
}

// standing says how a candidate stands to a stretch of the text.
type standing int

const (
	shared  standing = iota // all candidates have it
	only                    // this one has it, another does not
	lacking                 // another has it, this one does not
	between                 // nobody has it
)

// pieces cuts the words that any of the candidates covers into stretches, as one of them has them.
func (cs *cards) pieces(segments []annotate.Segment, all [][]annotate.Segment) (pieces []piece) {
	var cuts []int
	for _, other := range append(all, segments) {
		for _, s := range other {
			cuts = append(cuts, s.Start, s.End)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i := 1; i < len(cuts); i++ {
		from, to := cuts[i-1], cuts[i]
		mine, by := covers(segments, from), 0
		for _, other := range all {
			if covers(other, from) {
				by++
			}
		}
		stand := between
		switch {
		case mine && by == len(all):
			stand = shared
		case mine:
			stand = only
		case by > 0:
			stand = lacking
		}
		if n := len(pieces); n > 0 && pieces[n-1].stand == stand {
			pieces[n-1].text += cs.view.page.text.Slice(from, to)
			continue
		}
		pieces = append(pieces, piece{cs.view.page.text.Slice(from, to), stand})
	}
	for i := range pieces {
		switch pieces[i].stand {
		case between:
			pieces[i].text = " … "
		case lacking:
			pieces[i].text = middle(pieces[i].text, 120)
		default:
			pieces[i].text = middle(pieces[i].text, 320)
		}
	}
	return pieces
}

func covers(segments []annotate.Segment, cp int) bool {
	return slices.ContainsFunc(segments, func(s annotate.Segment) bool { return s.Start <= cp && cp < s.End })
}

// middle leaves out the middle of a text of more than n characters, and its line ends.
func middle(text string, n int) string {
	text = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ").Replace(text)
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return string(runes[:n/2]) + " … " + string(runes[len(runes)-n/2:])
}

// Styles of what stands on a card. What differs between the candidates is in one colour throughout.
var (
	plainStyle  = widget.RichTextStyle{Inline: true, ColorName: base.ColorNameForeground, SizeName: base.SizeNameText}
	differStyle = widget.RichTextStyle{Inline: true, ColorName: base.ColorNameWarning, SizeName: base.SizeNameText, TextStyle: fyne.TextStyle{Bold: true}}
	gapStyle    = widget.RichTextStyle{Inline: true, ColorName: theme.ColorNameMuted, SizeName: base.SizeNameText, TextStyle: fyne.TextStyle{Strikethrough: true}}
	quietStyle  = widget.RichTextStyle{Inline: true, ColorName: theme.ColorNameMuted, SizeName: base.SizeNameText}
)

// quote is the words of a candidate with the difference of the boundaries marked: what only some have in the colour of
// differences, what this one lacks struck out.
func (cs *cards) quote(segments []annotate.Segment, all [][]annotate.Segment) []widget.RichTextSegment {
	styles := map[standing]widget.RichTextStyle{shared: plainStyle, only: differStyle, lacking: gapStyle, between: quietStyle}
	var out []widget.RichTextSegment
	for _, p := range cs.pieces(segments, all) {
		out = append(out, &widget.TextSegment{Text: p.text, Style: styles[p.stand]})
	}
	return out
}

// rich is a text that wraps, of segments.
func rich(segments []widget.RichTextSegment) *widget.RichText {
	t := widget.NewRichText(segments...)
	t.Wrapping = fyne.TextWrapWord
	return t
}

// details collects lines of "name: value".
type details struct{ segments []widget.RichTextSegment }

// add appends a line; differs colours its value.
func (d *details) add(name, value string, differs bool) {
	style := plainStyle
	if differs {
		style = differStyle
	}
	quiet := quietStyle
	style.SizeName, quiet.SizeName = detailSize, detailSize
	style.Inline = false // ends the line
	d.segments = append(d.segments, &widget.TextSegment{Text: name + "  ", Style: quiet}, &widget.TextSegment{Text: value, Style: style})
}

// detailSize is the size of what stands beneath the words.
const detailSize = base.SizeNameCaptionText
