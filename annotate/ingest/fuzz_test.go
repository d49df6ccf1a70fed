package ingest_test

import (
	"errors"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// FuzzRead checks on any bytes that Read either refuses them with a sentence or returns a sound document, and that
// reading the text of a document gives the same text.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"Title\n\nBody of it.", "\xff\xfea\x00b\x00 \x00", "\xfe\xff\x00a\x00b", "&amp;amp;lt;p&gt; &am&shy;p; &#55357;&#56832; &semi;",
		"a\u200d&zwnj;\u06cc\u200c\u062e \u202ex\u202c", "caf\xe9 na\xefve", "• Ann\nOct 5, 2011 - 2:54PM\n\nhi\n\nMore in Pakistan",
		"Story highlights\n\none\n\nKABUL (AP) -- Yes.", "By Jane Doe, October 6, 2011\r\n\r\nx\ry\u2028z", "%PDF-1.4", " {\\rtf x",
		"Comments (2)\nOct 5, 2011 - 2:54PM", "A\nA\nA\n\nPublished in The X, 6 October 2011.", "&#13;&#10;&#xd;\n&NotEqualTilde;",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := ingest.Read("x.txt", data, "auto")
		if err != nil {
			if !errors.Is(err, annotate.ErrInvalid) || err.Error() == "" {
				t.Fatalf("refused with %v", err)
			}
			return
		}
		sound(t, doc)
		again, err := ingest.Read("x.txt", []byte(doc.Text), "text")
		if err != nil {
			t.Fatalf("the text of a document is refused: %v\n%q", err, doc.Text)
		}
		if again.Text != doc.Text {
			t.Fatalf("reading the text again changes it:\n%q\n%q", doc.Text, again.Text)
		}
	})
}

// sound fails the test where a document breaks a rule that holds for all.
func sound(t *testing.T, doc ingest.Document) {
	t.Helper()
	length := utf8.RuneCountInString(doc.Text)
	if !utf8.ValidString(doc.Text) {
		t.Fatalf("not valid UTF-8: %q", doc.Text)
	}
	if err := annotate.ValidateRegions(doc.Regions, length); err != nil {
		t.Fatalf("%v in %q", err, doc.Text)
	}
	if doc.TextSHA256 != annotate.HashText(doc.Text) {
		t.Fatalf("wrong hash of %q", doc.Text)
	}
	runes := []rune(doc.Text)
	for _, r := range doc.Regions {
		if unicode.IsSpace(runes[r.Start]) || unicode.IsSpace(runes[r.End-1]) {
			t.Fatalf("region %v has white space at its ends in %q", r, doc.Text)
		}
		if r.Kind != annotate.RegionDateline && (r.Start > 0 && runes[r.Start-1] != '\n' || r.End < length && runes[r.End] != '\n') {
			t.Fatalf("region %v is not made of whole lines in %q", r, doc.Text)
		}
	}
	for _, finding := range doc.Findings {
		if finding.Start < 0 || finding.Start > finding.End || finding.End > length || finding.What == "" || finding.Detail == "" {
			t.Fatalf("finding %+v does not fit %q", finding, doc.Text)
		}
	}
}
