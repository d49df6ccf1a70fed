// Package keyboard tells which key of the program a person means by what their keyboard writes. The keys of commands are written in
// Latin letters and digits; a keyboard may write Cyrillic, Greek or Arabic letters at their places, Arabic digits, or nothing but signs
// where the digits are, as in France; and Caps Lock turns the case of letters around.
//
// Fyne tells a key twice, first by its place (TypedKey, with a name where it writes a Latin letter), then by what it writes
// (TypedRune).
//
// Start with Typist, which is given both; it knows nothing of commands.
package keyboard

import (
	"runtime"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Typist follows what is typed at one widget.
type Typist struct {
	key      fyne.KeyEvent // the key that was pressed last
	answered bool          // a rune has come for it
}

// Pressed hears of a key, before what it writes.
func (t *Typist) Pressed(ev *fyne.KeyEvent) { t.key, t.answered = *ev, false }

// Typed is the key that is meant by a rune that was written while these modifiers were held: a small letter, a capital where Shift is
// held, a digit or a sign. It is 0 where nothing is meant: the second of two letters that one key writes, as some in Arabic do. What
// stands for no key comes back as it is.
func (t *Typist) Typed(r rune, held fyne.KeyModifier) rune {
	key, again := t.key, t.answered
	t.answered = true
	shift := held&fyne.KeyModifierShift != 0
	if r >= '！' && r <= '～' {
		r -= '！' - '!' // as wide as a Chinese character
	}
	switch {
	case r < unicode.MaxASCII && unicode.IsLetter(r):
		return cased(r, shift)
	case r == '؟':
		return '?'
	case r < unicode.MaxASCII && (unicode.IsDigit(r) || !isDigit(key.Name)):
		return r
	}
	if digit, is := digitOf(r); is {
		return digit
	}
	letter, known := letterAt(key.Physical.ScanCode)
	switch {
	case again && foreign(r) && key.Name == fyne.KeyUnknown:
		return 0
	case isDigit(key.Name) && held == 0 && (unicode.Is(unicode.Latin, r) || strings.ContainsRune(`&"'(-_+`, r)):
		return rune(key.Name[0])
	case known && foreign(r) && key.Name == fyne.KeyUnknown:
		return cased(letter, shift)
	}
	return r
}

func cased(r rune, capital bool) rune {
	if capital {
		return unicode.ToUpper(r)
	}
	return unicode.ToLower(r)
}

func isDigit(name fyne.KeyName) bool { return len(name) == 1 && name[0] >= '0' && name[0] <= '9' }

// digitOf is the digit that a digit of any script stands for.
func digitOf(r rune) (digit rune, is bool) {
	for _, ten := range unicode.Nd.R16 { // each holds the digits of one script or of several, always from 0 to 9
		if r >= rune(ten.Lo) && r <= rune(ten.Hi) {
			return '0' + (r-rune(ten.Lo))%10, true
		}
	}
	return 0, false
}

// foreign says whether a letter or sign belongs to a script with a keyboard of its own. Latin letters are none, since all of a to z can
// be typed beside them, nor is what comes from an input method, which no single key writes.
func foreign(r rune) bool {
	composed := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) || r >= 0xAC00 && r <= 0xD7A3
	return r >= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsMark(r)) && !unicode.Is(unicode.Latin, r) && !composed
}

// Unknown says whether a rune that stands for no key was written in another script than the keys, which is worth a word.
func Unknown(r rune) bool {
	return r > unicode.MaxLatin1 && unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r)
}

// Held are the modifiers that are held now, as the driver knows them; 0 where it knows none.
func Held() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// rows are the letters of an American keyboard by their places, from the left.
var rows = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}

// firsts are the numbers that the system gives to the first key of each row: those of the first PC, to which X11 adds eight.
var firsts = map[string][]int{"windows": {16, 30, 44}}

var firstsOfX11 = []int{24, 38, 52}

// macLetters are the letters by the numbers that macOS gives to their keys.
var macLetters = map[int]rune{
	0: 'a', 1: 's', 2: 'd', 3: 'f', 4: 'h', 5: 'g', 6: 'z', 7: 'x', 8: 'c', 9: 'v', 11: 'b', 12: 'q', 13: 'w', 14: 'e', 15: 'r', 16: 'y', 17: 't',
	31: 'o', 32: 'u', 34: 'i', 35: 'p', 37: 'l', 38: 'j', 40: 'k', 45: 'n', 46: 'm',
}

// letterAt is the letter that an American keyboard has at a place.
func letterAt(scanCode int) (letter rune, known bool) {
	if runtime.GOOS == "darwin" {
		letter, known = macLetters[scanCode]
		return letter, known
	}
	numbers, listed := firsts[runtime.GOOS]
	if !listed {
		numbers = firstsOfX11
	}
	for i, row := range rows {
		if at := scanCode - numbers[i]; at >= 0 && at < len(row) {
			return rune(row[at]), true
		}
	}
	return 0, false
}
