package markup_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/parallax-annotation/parallax/annotate/format/markup"
)

// all reads a document to its end and returns its texts.
func all(document string) (string, error) {
	d := markup.NewDecoder(strings.NewReader(document))
	root, err := d.Root()
	if err != nil {
		return "", err
	}
	var text struct {
		Inner string `xml:",chardata"`
	}
	err = d.Into(&text, root)
	return text.Inner, err
}

func TestReadsWhatIsSound(t *testing.T) {
	var wide strings.Builder
	for _, unit := range utf16.Encode([]rune("\ufeff<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>ä🦊</a>")) {
		wide.WriteByte(byte(unit))
		wide.WriteByte(byte(unit >> 8))
	}
	for document, want := range map[string]string{
		"<a>b &amp; &#228;</a>": "b & ä", "\xef\xbb\xbf<a>ä</a>": "ä", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe4</a>": "ä", wide.String(): "ä🦊",
		"<!DOCTYPE a SYSTEM \"http://example.org/a.dtd\"><a>b</a>": "b",
	} {
		if got, err := all(document); err != nil || got != want {
			t.Errorf("%q: %q %v", document, got, err)
		}
	}
}

func TestTextIsThatOfTheElementAlone(t *testing.T) {
	d := markup.NewDecoder(strings.NewReader("<a>The <b>old <c>grey</c></b>port<!-- of -->s &amp; piers</a>"))
	if _, err := d.Root(); err != nil {
		t.Fatal(err)
	}
	if got, err := d.Text(); err != nil || got != "The ports & piers" {
		t.Errorf("%q %v", got, err)
	}
}

func TestRefusesWhatIsNot(t *testing.T) {
	for document, want := range map[string]string{
		"":                               "ends in the middle",
		"<a>":                            "line 1 is no XML",
		"<a>\n<b></a>":                   "line 2 is no XML",
		"<a>&lol;</a>":                   "invalid character entity",
		"<a>\xff</a>":                    "invalid UTF-8",
		"<a>\x00</a>":                    "illegal character",
		strings.Repeat("<a>", 1_000_000): "more than 200 deep",
		"<?xml version=\"1.0\" encoding=\"klingon\"?><a/>":                                         "klingon",
		"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>": "invalid character entity",
	} {
		if got, err := all(document); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: %q %v", document, got, err)
		}
	}
}

func TestBegins(t *testing.T) {
	if !markup.Begins([]byte("<?xml version=\"1.0\"?>\n<!-- x --><p:Project xmlns:p=\"urn:q\"><half"), "Project", "urn:q") || markup.Begins([]byte("Project <a>"), "Project", "") ||
		markup.Begins([]byte("<Project/>"), "Project", "urn:q") {
		t.Error("a document is not told by its first element")
	}
}
