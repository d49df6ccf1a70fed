package brat

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// isLineEnd says whether Python, in which brat is written, ends a line there.
func isLineEnd(r rune) bool { return strings.ContainsRune("\n\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029", r) }

// fragments are segments as brat has them, which cannot hold a line end: one that goes over it is parted there, without the white space
// about it.
func fragments(text *textpos.Text, segments []annotate.Segment) (parts []annotate.Segment) {
	for _, s := range segments {
		words := text.Slice(s.Start, s.End)
		if strings.IndexFunc(words, isLineEnd) < 0 {
			parts = append(parts, s)
			continue
		}
		at := s.Start
		for len(words) > 0 {
			end := strings.IndexFunc(words, isLineEnd)
			if end < 0 {
				end = len(words)
			}
			line := words[:end]
			start := at + runes(line) - runes(strings.TrimLeftFunc(line, unicode.IsSpace))
			if trimmed := strings.TrimSpace(line); trimmed != "" {
				parts = append(parts, annotate.Segment{Start: start, End: start + runes(trimmed)})
			}
			at += runes(line)
			if words = words[end:]; words != "" {
				_, size := utf8.DecodeRuneInString(words)
				words = words[size:]
				at++
			}
		}
	}
	return parts
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// joined are fragments that go on over a line end put together again.
func joined(text *textpos.Text, parts []annotate.Segment) (segments []annotate.Segment) {
	for _, p := range parts {
		if n := len(segments); n > 0 {
			gap := text.Slice(segments[n-1].End, p.Start)
			if strings.TrimSpace(gap) == "" && strings.IndexFunc(gap, isLineEnd) >= 0 {
				segments[n-1].End = p.End
				continue
			}
		}
		segments = append(segments, p)
	}
	return segments
}
