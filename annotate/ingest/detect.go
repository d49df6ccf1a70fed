package ingest

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding/htmlindex"
)

// sampleSize bounds what is looked at to tell an encoding, in bytes: frequencies do not change after that.
const sampleSize = 64 << 10

// singleByte are the older encodings of one byte a character that are tried beside what the detector says, in the order
// in which they are preferred, with the languages that were written in them. The detector tells scripts apart well, but
// not the encodings of one script, and it takes the letters of Central Europe and Turkey for those of the West.
var singleByte = []struct{ name, languages string }{
	{"windows-1252", "en de fr es pt it nl sv da nb fi id"},
	{"windows-1250", "pl cs hu ro"},
	{"windows-1251", "ru uk bg sr"},
	{"windows-1254", "tr"},
	{"windows-1256", "ar fa ur"},
	{"windows-1253", "el"},
	{"windows-1255", "he"},
	{"iso-8859-2", "pl cs hu ro"},
	{"koi8-r", "ru"},
	{"ibm866", "ru"},
}

// detect decodes text in an older encoding. The frequencies on which a detector rests are weak in a short article, so
// its answer is compared with the other encodings by how many letters stand where no spelling puts them, and then by
// whether the words are those of a language that was written in the encoding.
func detect(data []byte) (string, encodingFound, error) {
	first := bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf })
	from := max(0, first-sampleSize/4)
	sample := data[from:min(len(data), from+sampleSize)]

	result := chardet.Detect(sample)
	best := encodingFound{name: result.Encoding, how: "detected", confidence: result.Confidence}
	oddest, speaks := len(data), false
	if text, err := decodeNamed(sample, best.name); err == nil {
		oddest, speaks = oddities(text), spoken(best.name, text)
	}
	for _, candidate := range singleByte {
		text, err := decodeNamed(sample, candidate.name)
		if err != nil {
			continue
		}
		odd := oddities(text)
		if odd > oddest || odd == oddest && speaks {
			continue
		}
		if fits := spoken(candidate.name, text); odd < oddest || fits {
			best.name, best.confidence = candidate.name, 0.5
			oddest, speaks = odd, fits
		}
	}
	if speaks {
		best.confidence = max(best.confidence, surely)
	}
	text, err := decodeNamed(data, best.name)
	if err != nil || garbled(text) {
		return "", best, errUndecodable()
	}
	best.replaced = strings.Count(text, "\uFFFD")
	return text, best, nil
}

// spoken says whether text, decoded from an encoding of one byte, is in a language that was written in it.
func spoken(name, text string) bool {
	found := language(text)
	for _, candidate := range singleByte {
		if found != "" && strings.EqualFold(candidate.name, name) {
			return strings.Contains(candidate.languages, found)
		}
	}
	return false
}

// alphabets are the scripts that do not mix within a word.
var alphabets = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew}

// oddities counts the places where characters above ASCII stand as in no spelling: a sign or a control beside a letter,
// a capital after a small letter, letters of two alphabets in one word, a character that is none.
func oddities(text string) int {
	odd := 0
	before := ' '
	for _, r := range text {
		if (r >= utf8.RuneSelf || before >= utf8.RuneSelf) && oddPair(before, r) {
			odd++
		}
		before = r
	}
	return odd
}

func oddPair(a, b rune) bool {
	switch {
	case b == utf8.RuneError || b >= 0x80 && b < 0xA0:
		return true
	case unicode.IsLetter(a) && unicode.IsLetter(b):
		return unicode.IsLower(a) && unicode.IsUpper(b) || alphabet(a) != alphabet(b)
	case unicode.IsLetter(a):
		return strange(b)
	case unicode.IsLetter(b):
		return strange(a)
	}
	return false
}

// alphabet numbers the alphabets; 0 is any other script.
func alphabet(r rune) int {
	for i, table := range alphabets {
		if unicode.Is(table, r) {
			return i + 1
		}
	}
	return 0
}

// strange says whether r is a sign that does not touch letters.
func strange(r rune) bool {
	return r >= 0x80 && (unicode.IsSymbol(r) || unicode.IsNumber(r) || r == '¿' || r == '¡' || r == '¶' || r == '§')
}

// aliases are names of the detector that the index of the web does not know.
var aliases = map[string]string{
	"maccyrillic": "x-mac-cyrillic",
	"macroman":    "macintosh",
	"cp949":       "euc-kr",
	"cp932":       "shift_jis",
	"uhc":         "euc-kr",
	"tis-620":     "windows-874",
	"hz-gb-2312":  "gb18030",
	"gb2312":      "gb18030",
	"euc-tw":      "big5",
}

func decodeNamed(data []byte, name string) (string, error) {
	label := strings.ToLower(name)
	if alias, found := aliases[label]; found {
		label = alias
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return "", fmt.Errorf("encoding %q: %w", name, err)
	}
	decoded, err := e.NewDecoder().Bytes(data)
	return string(decoded), err
}
