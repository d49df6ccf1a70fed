package ingest_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/ingest"
)

func TestReadCleans(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"named entities", "a &mdash; b&rsquo;s &ldquo;c&rdquo; &eacute;", "a — b’s “c” é"},
		{"twice escaped", "a&amp;rsquo;s &amp;amp;#8217; &amp;amp;amp;amp;amp;lt;", "a’s ’ <"},
		{"escaped markup", "&amp;lt;p&amp;gt; x", "<p> x"},
		{"decimal and hexadecimal", "x &#8217; &#x2019; &#X1F600;", "x ’ ’ 😀"},
		{"numbers of Windows-1252", "x &#146; &#x93; &#150; &#128;", "x ’ “ – €"},
		{"halves of a pair", "x &#55357;&#56832; &#xD83D;&#xDE00; &#55357; y", "x 😀 😀 � y"},
		{"ampersands that are text", "AT&T R&D; a &lt b &c; ?a=1&copy=2 &notit; fish & chips; &;", "AT&T R&D; a &lt b &c; ?a=1&copy=2 &notit; fish & chips; &;"},
		{"an escaped semicolon", "x &amp&semi;lt&semi; y", "x < y"},
		{"an entity that hides another", "x &am&#112;;amp;rsquo&#59; y", "x ’ y"},
		{"invisible characters in an entity", "x &am\u200bp;&r\u00adsquo; &l\u200dt; y", "x &’ < y"},
		{"spaces", "a\u00a0b\u2003c\u3000d\te&nbsp;f&emsp;g", "a b c d e f g"},
		{"repeated and trailing spaces", "  a   b  \n   c\t \n", "a b\nc"},
		{"line ends", "a\r\nb\rc\u2028e\u2029f\vg\fh", "a\nb\nc\ne\nf\ng\nh"},
		{"line ends of EBCDIC", "a\u0085b\u0085\u0085c", "a\nb\n\nc"},
		{"an ellipsis of Windows-1252 that is no line end", "a\u0085 b\nc", "a… b\nc"},
		{"signs of Windows-1252", "2010\u00962012 we\u0092ll \u0093x\u0094 \u00805", "2010–2012 we’ll “x” €5"},
		{"escaped line ends", "a&#13;&#10;b&#13;\nc&#xD;d", "a\nb\nc d"},
		{"blank lines", "\n\n a\n\n\n \n\nb\n\n", "a\n\nb"},
		{"bullets", "  • a\n    b\n * c", "• a\nb\n* c"},
		{"zero width", "a\u200bb\u2060c\ufeffd\u00ade&shy;f&#8203;g", "abcdefg"},
		{"controls", "a\x07b\x1bc\u0081d\x7fe", "abcde"},
		{"joiners without need", "a\u200db\u200c c&zwj;d", "ab cd"},
		{"joiners in Persian", "می\u200cخواهم می&zwnj;خواهم ه\u200d.", "می\u200cخواهم می\u200cخواهم ه\u200d."},
		{"joiners in Hindi", "क\u094d\u200dष", "क\u094d\u200dष"},
		{"joiners escaped with their letters", "&#1740;&#8204;&#1582;", "\u06cc\u200c\u062e"},
		{"joiners in emoji", "x 👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 👩🏽\u200d⚕\ufe0f", "x 👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 👩🏽\u200d⚕\ufe0f"},
		{"marks in Latin text", "a\u200e b\u200f \u202ac\u202c", "a b c"},
		{"marks in Hebrew", "שלום\u200f! \u2067אב\u2069", "שלום\u200f! \u2067אב\u2069"},
		{"an override left open", "שלום \u202eabc\nשלום \u2066x\u202c", "שלום abc\nשלום x"},
		{"no normal form", "e\u0301 é ﬁ Å", "e\u0301 é ﬁ Å"},
		{"combining accents after an entity", "e&#769;", "e\u0301"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := read(t, test.in).Text; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestReadCountsWhatItCleaned(t *testing.T) {
	doc := read(t, "a&amp;rsquo;s &mdash; b\u200bc\u00add")
	if got := found(doc, "entities"); got != "3 HTML entities decoded" {
		t.Errorf("entities: %q", got)
	}
	if got := found(doc, "invisible"); got != "2 invisible characters removed" {
		t.Errorf("invisible: %q", got)
	}
	if doc := read(t, "plain"); found(doc, "entities") != "" || found(doc, "invisible") != "" {
		t.Errorf("something is said to be cleaned: %v", doc.Findings)
	}
}

// TestCleanedTextIsClean reads, from pieces that meet in every way, a text twice.
func TestCleanedTextIsClean(t *testing.T) {
	pieces := []string{
		"a", " ", "\n", "\r", "&", "amp", ";", "#", "lt", "&amp;", "&#", "59", "x", "3b", "&semi;", "&num;", "&zwj;", "&#13;", "&NewLine;",
		"\u200b", "\u200d", "\u200c", "\u202e", "\u202c", "\u2066", "\u2069", "\u200f", "ש", "م", "👩", "\u0301", "•", "&#55357;", "&#56832;", "\u00ad", "\t",
	}
	rapid.Check(t, func(t *rapid.T) {
		in := "w"
		for _, piece := range rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 40).Draw(t, "pieces") {
			in += piece
		}
		first, err := ingest.Read("x", []byte(in), "text")
		if err != nil {
			t.Fatal(err)
		}
		second, err := ingest.Read("x", []byte(first.Text), "text")
		if err != nil || second.Text != first.Text {
			t.Fatalf("%q is read as %q, and that as %q (%v)", in, first.Text, second.Text, err)
		}
	})
}
