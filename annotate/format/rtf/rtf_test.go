package rtf_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/readtest"
	"github.com/parallax-annotation/parallax/annotate/format/rtf"
)

func TestReadsWhatIsShown(t *testing.T) {
	data := `{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 MS Mincho;}}{\colortbl;\red0\green0\blue0;}` +
		`{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\*\cs10 Default;}}{\info{\title Draft}{\author Ana Tarn}{\creatim\yr2024\mo3\dy5\hr10}{\*\company Vell}}` +
		`{\header The Vell Courier\par}\pard\s1 Harbour \u-10178?\u-8822? shut\par` + "\r\n" +
		`\pard\s0 The port of Vell is shut\u8212\'97the mayor said \ldblquote no ship\rdblquote  on Monday\'85{\footnote\pard\chftn  At the town hall.}{\v secret}{\deleted gone}\par` +
		`{\f1\'cf\'ee\'f0\'f2}{\f2\'93\'fa\'96\'7b} and {\b b}old{\*\bkmkstart x}\~word{\*\annotation\pard Really?}\par` +
		`{\pntext 1.\tab}\pard\ls1 one item\par\pard\ls1 another item\par` +
		`\trowd\cellx1\cellx2\pard\intbl Quay\cell Ships\cell\row\trowd\pard\intbl North\cell 12\cell\row` +
		`\pard {\field{\*\fldinst HYPERLINK "x"}{\fldrslt Read more}} of it.{\pict\pngblip 89504e47}{\*\unknown nothing}\par}trailing`
	d, notes := readtest.One(t, rtf.Format, "a.rtf", []byte(data), form.ReadOptions{})
	want := "⟦title:Harbour 🦊 shut⟧\n\nThe port of Vell is shut—the mayor said “no ship” on Monday…[1]\n\nПорт日本 and bold word\n\none item\nanother item\n\nQuay | Ships\nNorth | 12\n\nRead more of it.\n\n[1] At the town hall."
	if got := readtest.Marked(d); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if d.Title != "Harbour 🦊 shut" || d.Author != "Ana Tarn" || d.Published != "2024-03-05" {
		t.Errorf("%+v", d.Document)
	}
	if said := strings.Join(notes, "\n"); !strings.Contains(said, "1 deletion that is tracked, 1 comment, 1 hidden piece of text, 1 header or footer") {
		t.Errorf("%q", said)
	}
}

func TestDamagedDocumentsAreRead(t *testing.T) {
	whole := `{\rtf1\ansi{\fonttbl{\f0 Arial;}}The port of Vell is shut, the mayor said.\par\bin5 {{{{{And more.\'e9\u8217?\par}`
	for n := 6; n < len(whole); n++ {
		readtest.Read(t, rtf.Format, "a.rtf", []byte(whole[:n]), form.ReadOptions{}) //nolint:errcheck // it must not panic
	}
	d, notes := readtest.One(t, rtf.Format, "a.rtf", []byte(whole[:70]), form.ReadOptions{})
	if d.Text != "The port of Vell is shut, the mayor s" || len(notes) != 1 || !strings.Contains(notes[0], "cut off") {
		t.Errorf("%q %q", d.Text, notes)
	}
	readtest.Refused(t, rtf.Format, "deep", []byte(`{\rtf1`+strings.Repeat("{", 50_000)+"x"), "deep")
	readtest.Refused(t, rtf.Format, "other", []byte("Hello"), "no rich text")
	readtest.Refused(t, rtf.Format, "empty", []byte(`{\rtf1\ansi}`), "white space")
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{\rtf1\ansi{\fonttbl{\f0 Arial;}}The port\par\u-10178?{\footnote x}\trowd\cell\row\bin9 }`))
	f.Add([]byte(`{\rtf1{\footnote{\footnote}}\cell\upr{a}{\*\ud b}\'e`))
	f.Fuzz(func(t *testing.T, data []byte) {
		readtest.Read(t, rtf.Format, "a.rtf", append([]byte(`{\rtf1 `), data...), form.ReadOptions{}) //nolint:errcheck // it must not panic
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte(`{\rtf1\ansi ` + strings.Repeat(`\pard\plain\f0\fs24 The port of Vell will stay shut until Friday, the mayor said on Monday, and nobody asked why.\par`+"\n", 2000) + `}`)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		readtest.One(b, rtf.Format, "a.rtf", data, form.ReadOptions{})
	}
}
