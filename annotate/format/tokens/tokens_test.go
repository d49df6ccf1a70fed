package tokens_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/tokens"
)

func shown(all []tokens.Token) string {
	var parts []string
	for _, t := range all {
		part := t.Text
		if t.Space {
			part += "_"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "|")
}

func joined(all []tokens.Token) string {
	var b strings.Builder
	for _, t := range all {
		b.WriteString(t.Text)
		if t.Space {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func TestTokensOfATextMakeItUpAgain(t *testing.T) {
	for _, c := range []struct {
		text, want string
		segments   []annotate.Segment
	}{
		{"🦊 Zoe 𝒜 said “ports stay shut”.", "🦊_|Zoe_|𝒜_|said_|“|ports_|stay_|shut|”|.", nil},
		{"don’t  go\n\nThere\u00a0now\t.", "don’t_| |go|\n|\n|There|\u00a0|now|\t|.", nil},
		{" a b ", " |a_|b_", nil},
		{"a b", "a| |b", []annotate.Segment{{Start: 1, End: 3}}},
		{"a b", "a| |b", []annotate.Segment{{Start: 0, End: 2}}},
		{"a b", "a_|b", []annotate.Segment{{Start: 0, End: 1}, {Start: 2, End: 3}}},
		{"unsure", "un|sure", []annotate.Segment{{Start: 2, End: 6}}},
		{"e\u0301t \u0301x", "e\u0301t_|\u0301|x", nil},
		{"1\u202f000", "1|\u202f|000", nil},
		{"会议开始", "会|议|开|始", nil},
	} {
		if got := tokens.Lossless(c.text, c.segments); shown(got) != c.want || joined(got) != c.text {
			t.Errorf("%q: %q, not %q", c.text, shown(got), c.want)
		}
	}
}

func TestWordsLieOutsideRegionsAndHoldNoWhiteSpace(t *testing.T) {
	got := tokens.Words("By Zoe. 5 shut\u2003ports Share", nil, []annotate.Segment{{Start: 0, End: 7}, {Start: 19, End: 26}})
	if shown(got) != "5_|shut|port" {
		t.Errorf("%q", shown(got))
	}
}

var signs = []rune{'a', 'b', '.', ' ', ' ', '\n', '\t', '\u00a0', '\u202f', '🦊', '𝒜', 'ה', 'م', '会', '\u0301', '\u200d', '\'', '\x1c', '0'}

func TestTokensOfAnyTextMakeItUpAgainAndEndWhereSpansDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SliceOfN(rapid.SampledFrom(signs), 1, 40).Draw(t, "text")
		text := string(letters)
		var segments []annotate.Segment
		for range rapid.IntRange(0, 5).Draw(t, "spans") {
			start := rapid.IntRange(0, len(letters)-1).Draw(t, "start")
			segments = append(segments, annotate.Segment{Start: start, End: rapid.IntRange(start+1, len(letters)).Draw(t, "end")})
		}
		all := tokens.Lossless(text, segments)
		if joined(all) != text {
			t.Fatalf("%q became %q", text, joined(all))
		}
		for _, s := range segments {
			first, end := tokens.Within(all, s)
			if first == end || all[first].Start != s.Start || all[end-1].End != s.End {
				t.Fatalf("%v is tokens %d–%d of %q", s, first, end, shown(all))
			}
		}
		for _, token := range append(all, tokens.Words(text, segments, nil)...) {
			if string(letters[token.Start:token.End]) != token.Text {
				t.Fatalf("%+v of %q", token, text)
			}
			if !token.IsSpace() && strings.ContainsFunc(token.Text, unicode.IsSpace) {
				t.Fatalf("%q holds white space", token.Text)
			}
		}
	})
}

func TestTheLongestTagWins(t *testing.T) {
	codebook := annotate.Codebook{Labels: []annotate.Label{{Name: "claim"}, {Name: "actor"}}}
	span := func(id, label string, segments ...[2]int) dataset.Span {
		return dataset.Span{ID: id, Label: label, Segments: segments}
	}
	text := "Zoe said ports stay shut now"
	spans := []dataset.Span{span("1", "actor", [2]int{0, 3}), span("2", "claim", [2]int{0, 3}), span("3", "claim", [2]int{9, 24}),
		span("4", "actor", [2]int{9, 14}, [2]int{25, 28}), span("5", "other", [2]int{8, 9})}
	words := tokens.Words(text, tokens.Segments(spans), nil)
	tags, empty := tokens.Tags(words, spans)
	kept, gone := tokens.Choose(len(words), tags, codebook)
	if empty != 1 || gone != 2 {
		t.Errorf("%d are empty and %d went", empty, gone)
	}
	if got, want := strings.Join(tokens.BIO(len(words), kept), " "), "B-claim O B-claim I-claim I-claim B-actor"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

func TestWhatOverlapsNothingThatWasKeptIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 12
		var tags []tokens.Tag
		for i := range rapid.IntRange(0, 8).Draw(t, "tags") {
			first := rapid.IntRange(0, n-1).Draw(t, "first")
			tags = append(tags, tokens.Tag{First: first, Last: rapid.IntRange(first, n-1).Draw(t, "last"), Label: "a", Span: string(rune('0' + i))})
		}
		kept, gone := tokens.Choose(n, tags, annotate.Codebook{})
		if len(kept)+gone != len(tags) {
			t.Fatalf("%d of %d kept, %d gone", len(kept), len(tags), gone)
		}
		taken := make([]int, n)
		for _, k := range kept {
			for i := k.First; i <= k.Last; i++ {
				taken[i]++
			}
		}
		if slices.Max(taken) > 1 {
			t.Fatalf("two tags on a token: %v", taken)
		}
		for _, one := range tags {
			if !slices.Contains(kept, one) && slices.Max(taken[one.First:one.Last+1]) == 0 {
				t.Fatalf("%+v could have been kept", one)
			}
		}
	})
}
