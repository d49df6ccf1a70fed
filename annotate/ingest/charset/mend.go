package charset

import (
	"strings"
	"sync"
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
var misread = []*mistaken{
	{name: "windows-1252", table: charmap.Windows1252}, {name: "windows-1251", table: charmap.Windows1251},
	{name: "windows-1250", table: charmap.Windows1250}, {name: "windows-1254", table: charmap.Windows1254},
	{name: "windows-1253", table: charmap.Windows1253}, {name: "windows-1256", table: charmap.Windows1256},
	{name: "Mac Roman", table: charmap.Macintosh}, {name: "IBM850", table: charmap.CodePage850},
	{name: "IBM437", table: charmap.CodePage437}, {name: "KOI8-R", table: charmap.KOI8R},
}

// mistaken is one of them, with the byte above ASCII that it has for each character, 0 for none.
type mistaken struct {
	name  string
	table *charmap.Charmap
	once  sync.Once
	bytes []byte
}

// load turns the table around. Where an encoding has no character for a byte, programs write the control of its number.
func (m *mistaken) load() {
	m.bytes = make([]byte, 1<<16)
	for r := rune(0x80); r < 0xA0; r++ {
		m.bytes[r] = byte(r)
	}
	for b := 0x80; b <= 0xFF; b++ {
		if r := m.table.DecodeByte(byte(b)); r != utf8.RuneError {
			m.bytes[r] = byte(b)
		}
	}
}

// byteOf is the byte of a character, 0 where it has none above ASCII.
func (m *mistaken) byteOf(r rune) byte {
	if int(r) < len(m.bytes) {
		return m.bytes[r]
	}
	return 0
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
	most := float64(gain)
	may := mayBeMisread(text)
	for i, page := range misread {
		if may&(1<<i) == 0 {
			continue
		}
		mended, places, first := undecode(text, page)
		if places == 0 {
			continue
		}
		if saved := likelihood(text, first) - likelihood(mended, first); saved > most {
			most, found = saved, true
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

// adjacent are, by character, the encodings of misread, a bit each, in which its byte begins a character of UTF-8, and those in which it goes on.
var adjacent = sync.OnceValue(func() *struct{ begins, goesOn [1 << 16]uint16 } {
	all := &struct{ begins, goesOn [1 << 16]uint16 }{}
	for i, page := range misread {
		page.once.Do(page.load)
		for r, b := range page.bytes {
			switch {
			case b >= 0xC2:
				all.begins[r] |= 1 << i
			case b >= 0x80:
				all.goesOn[r] |= 1 << i
			}
		}
	}
	return all
})

// mayBeMisread are the encodings, a bit each, as which a part of a text may have been read: one look at it leaves most of them out, and nearly
// always all.
func mayBeMisread(text string) (pages uint16) {
	known, before := adjacent(), uint16(0)
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i, before = beyondASCII(text, i), 0
			continue
		}
		if behind := i + lengthOf(text[i]); before == 0 && (behind >= len(text) || text[behind] < utf8.RuneSelf) {
			i = behind // it stands alone
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if int(r) >= len(known.begins) {
			before = 0
			continue
		}
		pages |= before & known.goesOn[r]
		before = known.begins[r]
	}
	return pages
}

// lengthOf is how many bytes a character has that begins with one beyond ASCII.
func lengthOf(lead byte) int {
	switch {
	case lead >= 0xF0:
		return 4
	case lead >= 0xE0:
		return 3
	case lead >= 0xC0:
		return 2
	}
	return 1
}

// likelihood is what a text costs about a place in the language in which it costs least.
func likelihood(text string, at int) float64 {
	const before = 1 << 10
	from, to := max(0, at-before), min(len(text), at+sampleSize)
	return least(costs(pairsOf(strings.ToValidUTF8(text[from:to], "")), anyIdeographs))
}

// undecode turns characters back into the bytes of an encoding and reads these as UTF-8, wherever they are that. It
// says how often they were, and where first, in bytes.
func undecode(text string, page *mistaken) (mended string, places, first int) {
	page.once.Do(page.load)
	var out strings.Builder
	done := 0
	for i := beyondASCII(text, 0); i < len(text); i = beyondASCII(text, i) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if i+size == len(text) || text[i+size] < utf8.RuneSelf || page.byteOf(r) < 0xC2 {
			i += size
			continue
		}
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
	if places == 0 {
		return text, 0, 0
	}
	out.WriteString(text[done:])
	return out.String(), places, first
}

// beyondASCII is the first byte from i on that is not ASCII, or the end of the text.
func beyondASCII(text string, i int) int {
	for ; i+8 <= len(text); i += 8 {
		s := text[i : i+8]
		if (s[0]|s[1]|s[2]|s[3]|s[4]|s[5]|s[6]|s[7])&0x80 != 0 {
			break
		}
	}
	for i < len(text) && text[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// sequence reads the bytes that the characters at the start of text had in an encoding as one character of UTF-8, and
// says how long they are in text; 0 where they are none.
func sequence(text string, lead rune, page *mistaken) (whole rune, length int) {
	var bytes [utf8.UTFMax]byte
	n := 0
	need := utf8.UTFMax
	for at, r := range text {
		b := page.byteOf(r)
		if b == 0 {
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
	if n == 2 && page.table == charmap.Windows1252 && lead == 'â' && strings.HasPrefix(text, "â€") {
		return '”', len("â€")
	}
	return 0, 0
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
