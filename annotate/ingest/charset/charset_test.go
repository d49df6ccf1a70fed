package charset_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/unicode/norm"

	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
)

// encoders are the encodings that the index of the web does not know.
var encoders = map[string]encoding.Encoding{
	"iso-8859-1": charmap.ISO8859_1, "iso-8859-9": charmap.ISO8859_9, "ibm850": charmap.CodePage850, "ibm852": charmap.CodePage852,
	"ibm437": charmap.CodePage437, "ibm860": charmap.CodePage860, "ibm865": charmap.CodePage865, "macroman": charmap.Macintosh,
	"utf-32le": utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "utf-32be": utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
}

// plain spells signs as they were in encodings that lack those of today.
var plain = strings.NewReplacer("’", "'", "“", `"`, "”", `"`, "–", "-")

// encode writes text in an encoding, and returns the text as it is in it; false where it cannot be written.
func encode(t *testing.T, text, name string) (data []byte, want string, fits bool) {
	t.Helper()
	e := encoders[name]
	if e == nil {
		var err error
		if e, err = htmlindex.Get(name); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	want = text
	if name == "windows-1258" {
		want = vietnamese(text)
	}
	data, err := e.NewEncoder().Bytes([]byte(want))
	if err != nil {
		want = plain.Replace(want)
		data, err = e.NewEncoder().Bytes([]byte(want))
	}
	return data, want, err == nil
}

// vietnamese parts the marks of the tones from the letters, which windows-1258 writes apart.
func vietnamese(text string) string {
	var out strings.Builder
	for _, r := range text {
		letter, tones := "", ""
		for _, part := range norm.NFD.String(string(r)) {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", part) {
				tones += string(part)
			} else {
				letter += string(part)
			}
		}
		out.WriteString(norm.NFC.String(letter) + tones)
	}
	return out.String()
}

// TestReadTellsEncodings reads each sentence of the samples, and each sample whole, in each of its encodings.
func TestReadTellsEncodings(t *testing.T) {
	tried, right := map[bool]int{}, map[bool]int{}
	try := func(s sample, name, text string, long bool) {
		data, want, fits := encode(t, text, name)
		if !fits {
			return
		}
		tried[long]++
		reading, err := charset.Read(data)
		if err == nil && reading.Text == want {
			right[long]++
			return
		}
		said := "not in doubt"
		if len(reading.Others) > 0 {
			said = fmt.Sprintf("in doubt with %v", reading.Others)
		}
		t.Logf("%s in %s: %q read as %s, %s, err %v", s.language, name, reading.Text, reading.Name, said, err)
	}
	for _, s := range samples {
		for name := range strings.FieldsSeq(s.encodings + " utf-8 utf-16le utf-16be utf-32le utf-32be") {
			for line := range strings.SplitSeq(s.text, "\n") {
				try(s, name, line, false)
			}
			try(s, name, strings.ReplaceAll(s.text, "\n", "\n\n")+"\n", true)
		}
	}
	t.Logf("%d of %d sentences, %d of %d texts", right[false], tried[false], right[true], tried[true])
	if right[true] < tried[true] {
		t.Errorf("%d of %d texts are read wrong", tried[true]-right[true], tried[true])
	}
	if wrong := tried[false] - right[false]; wrong*200 > tried[false] {
		t.Errorf("%d of %d sentences are read wrong", wrong, tried[false])
	}
}

// One byte more, less or other than the text has leaves the rest of it as it is, wherever it stands.
func TestReadKeepsUTF8AroundOneWrongByte(t *testing.T) {
	tried, wrong := 0, 0
	for _, s := range samples {
		text := strings.ReplaceAll(s.text, "\n", "\n\n")
		for at := 1; at < len(text); at += 53 {
			for name, data := range map[string]string{
				"a NUL": text[:at] + "\x00" + text[at:], "a byte less": text[:at-1] + text[at:], "0x92 more": text[:at] + "\x92" + text[at:],
				"0xE9 more": text[:at] + "\xe9" + text[at:], "cut": text[:at], "cut above": text[at:],
			} {
				if name == "a NUL" && at < len(text) && text[at]&0xC0 == 0x80 || utf8.ValidString(data) && name != "a NUL" || len(data) < 60 {
					continue // within a character it takes that away with it
				}
				tried++
				reading, err := charset.Read([]byte(data))
				if err != nil || reading.Name != "UTF-8" || len(reading.Damage) == 0 || len(text)-len(strings.ReplaceAll(reading.Text, "\uFFFD", "")) > len(text)-len(data)+4 {
					wrong++
					t.Logf("%s, %s at %d of %d: read as %s, %v, %v: %.80q", s.language, name, at, len(text), reading.Name, reading.Damage, err, reading.Text)
				}
			}
		}
	}
	t.Logf("%d of %d", tried-wrong, tried)
	if tried < 500 || wrong > 0 {
		t.Errorf("%d of %d are read wrong", wrong, tried)
	}
}

// A NUL in a text of an older encoding leaves it in that encoding.
func TestReadKeepsOlderEncodingsAroundANUL(t *testing.T) {
	for _, s := range samples {
		name := strings.Fields(s.encodings)[0]
		data, want, fits := encode(t, strings.ReplaceAll(s.text, "\n", "\n\n"), name)
		if !fits || s.language == "th" || s.language == "zh-Hans" || s.language == "zh-Hant" || s.language == "ja" || s.language == "ko" || s.language == "vi" {
			continue
		}
		for at := 0; at < len(data); at += 23 {
			reading, err := charset.Read([]byte(string(data[:at]) + "\x00" + string(data[at:])))
			if err != nil || reading.Text != want {
				t.Fatalf("%s in %s, a NUL at %d: read as %s, %v: %.80q", s.language, name, at, reading.Name, err, reading.Text)
			}
		}
	}
}

// A NUL in a text that switches between sets of characters is left out and said, wherever it stands.
func TestReadTakesANULOutOfEscapes(t *testing.T) {
	for _, s := range samples {
		if s.language != "ja" {
			continue
		}
		data, want, _ := encode(t, strings.Repeat(s.text+"\n", 3), "iso-2022-jp")
		for at := range data {
			reading, err := charset.Read([]byte(string(data[:at]) + "\x00" + string(data[at:])))
			if err != nil || reading.Text != want || reading.Name != "ISO-2022-JP" {
				t.Fatalf("a NUL at %d: read as %s, %v: %.80q", at, reading.Name, err, reading.Text)
			}
			if line := 1 + strings.Count(string(data[:at]), "\n"); len(reading.Damage) != 1 || reading.Damage[0].Kind != charset.NUL || reading.Damage[0].Lines[0] != line {
				t.Fatalf("a NUL at %d: said %v", at, reading.Damage)
			}
		}
	}
}
