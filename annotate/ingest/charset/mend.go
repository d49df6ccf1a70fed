package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Mended is what a text would be that was decoded twice.
type Mended struct {
	Text   string
	As     string // the encoding as which its UTF-8 was read by mistake
	Places int    // how many characters were put together again
	Before string // a word with such a place, and what it would be
	After  string
}

// misread are the encodings as which programs take UTF-8 by mistake.
var misread = []struct {
	name  string
	table *charmap.Charmap
}{
	{"windows-1252", charmap.Windows1252}, {"windows-1251", charmap.Windows1251}, {"windows-1250", charmap.Windows1250},
	{"windows-1254", charmap.Windows1254}, {"windows-1253", charmap.Windows1253}, {"windows-1256", charmap.Windows1256},
	{"Mac Roman", charmap.Macintosh}, {"IBM850", charmap.CodePage850}, {"IBM437", charmap.CodePage437}, {"KOI8-R", charmap.KOI8R},
}

const (
	mostRounds = 3 // how often a text may have been read wrongly
	gain       = 6 // how much likelier, in nats, what is mended must be
)

// DecodedTwice says whether a text looks as if its bytes, which were UTF-8, had been read as those of another encoding
// ("cafÃ©", "itâ€™s"), and what it would be without that. It holds where the letters make a likelier text afterwards:
// nothing is taken for such a place that a writer may have meant.
func DecodedTwice(text string) (Mended, bool) {
	best, found := Mended{}, false
	lowest := 0.0
	for _, page := range misread {
		mended, places, first := undecode(text, page.table)
		if places == 0 {
			continue
		}
		if !found {
			lowest = likelihood(text) - gain
		}
		if cost := likelihood(mended); cost < lowest {
			lowest, found = cost, true
			best = Mended{Text: mended, As: page.name, Places: places, Before: wordAt(text, first), After: wordAt(mended, first)}
		}
	}
	return best, found
}

// Mend mends a text that was decoded twice, or more often.
func Mend(text string) (Mended, bool) {
	all, found := DecodedTwice(text)
	for round := 1; found && round < mostRounds; round++ {
		next, again := DecodedTwice(all.Text)
		if !again {
			break
		}
		all.Text, all.After = next.Text, next.After
	}
	return all, found
}

// likelihood is what a text costs in the language in which it costs least.
func likelihood(text string) float64 {
	if len(text) > sampleSize {
		text = text[:sampleSize]
	}
	return least(costs(pairsOf(text), anyIdeographs))
}

// undecode turns characters back into the bytes of an encoding and reads these as UTF-8, wherever they are that. It
// says how often they were, and where first, in bytes.
func undecode(text string, page *charmap.Charmap) (mended string, places, first int) {
	var out strings.Builder
	done := 0
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		whole, length := sequence(text[i:], r, page)
		if length == 0 {
			i += size
			continue
		}
		if places == 0 {
			first = i
		}
		places++
		out.WriteString(text[done:i])
		out.WriteRune(whole)
		i += length
		done = i
	}
	out.WriteString(text[done:])
	return out.String(), places, first
}

// sequence reads the bytes that the characters at the start of text had in an encoding as one character of UTF-8, and
// says how long they are in text; 0 where they are none.
func sequence(text string, lead rune, page *charmap.Charmap) (whole rune, length int) {
	var bytes [utf8.UTFMax]byte
	n := 0
	need := utf8.UTFMax
	for at, r := range text {
		b, found := byteOf(r, page)
		if !found {
			break
		}
		if n == 0 {
			switch {
			case b >= 0xC2 && b < 0xE0:
				need = 2
			case b >= 0xE0 && b < 0xF0:
				need = 3
			case b < 0xF0 || b > 0xF4:
				return 0, 0
			}
		}
		bytes[n] = b
		n++
		if n == need {
			whole, size := utf8.DecodeRune(bytes[:n])
			if size != n {
				return 0, 0
			}
			return windowsSign(whole), at + utf8.RuneLen(r)
		}
	}
	// The quotation mark whose last byte windows-1252 does not have loses it on the way.
	if n == 2 && page == charmap.Windows1252 && lead == 'â' && strings.HasPrefix(text, "â€") {
		return '”', len("â€")
	}
	return 0, 0
}

// byteOf is the byte above ASCII that a character has in an encoding. Where the encoding has none for a byte, programs
// write the control character of its number.
func byteOf(r rune, page *charmap.Charmap) (byte, bool) {
	if r < utf8.RuneSelf {
		return 0, false
	}
	if b, found := page.EncodeRune(r); found && b >= utf8.RuneSelf {
		return b, true
	}
	if r < 0xA0 {
		return byte(r), true
	}
	return 0, false
}

// longestWord bounds a word that is shown, in bytes.
const longestWord = 40

// wordAt is the word at a place of a text.
func wordAt(text string, at int) string {
	start := strings.LastIndexAny(text[:at], " \n\t") + 1
	word := text[max(start, at-longestWord):]
	if end := strings.IndexAny(word, " \n\t\r"); end > 0 {
		word = word[:end]
	}
	if len(word) > 2*longestWord {
		word = word[:2*longestWord] + "…"
	}
	return strings.ToValidUTF8(word, "")
}
