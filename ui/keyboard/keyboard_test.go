package keyboard

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// at is the number of the key at which an American keyboard has a letter.
func at(letter rune) int {
	if runtime.GOOS == "darwin" {
		for code, l := range macLetters {
			if l == letter {
				return code
			}
		}
	}
	numbers := firstsOfX11
	if listed, is := firsts[runtime.GOOS]; is {
		numbers = listed
	}
	for i, row := range rows {
		if j := strings.IndexRune(row, letter); j >= 0 {
			return numbers[i] + j
		}
	}
	return 0
}

func TestKeysAreToldOnAnyKeyboard(t *testing.T) {
	const shift = fyne.KeyModifierShift
	for _, test := range []struct {
		what    string
		name    fyne.KeyName
		place   rune
		written string
		held    fyne.KeyModifier
		want    string
	}{
		{"a letter", "A", 'a', "a", 0, "a"},
		{"with Shift", "R", 'r', "R", shift, "R"},
		{"with Caps Lock", "A", 'a', "A", 0, "a"},
		{"with Caps Lock and Shift", "R", 'r', "r", shift, "R"},
		{"a digit", "1", 0, "1", 0, "1"},
		{"a sign with Shift", "1", 0, "!", shift, "!"},
		{"a question mark", "/", 0, "?", shift, "?"},
		{"Russian", "", 'a', "ф", 0, "a"},
		{"Russian with Shift", "", 'r', "К", shift, "R"},
		{"Russian with Caps Lock", "", 'r', "К", 0, "r"},
		{"Greek", "", 'c', "ψ", 0, "c"},
		{"Arabic", "", 'a', "ش", 0, "a"},
		{"Arabic, one key for two letters", "", 'b', "لا", 0, "b"},
		{"an Arabic question mark", "/", 0, "؟", shift, "?"},
		{"Hebrew", "", 'c', "ב", 0, "c"},
		{"Thai", "", 'n', "\u0e37", 0, "n"},
		{"Korean letters", "", 'r', "ㄱ", 0, "r"},
		{"an Arabic digit", "2", 0, "٢", 0, "2"},
		{"a Devanagari digit", "7", 0, "७", 0, "7"},
		{"French, where digits need Shift", "1", 0, "&", 0, "1"},
		{"French, a letter for a digit", "9", 0, "ç", 0, "9"},
		{"French with Shift", "1", 0, "1", shift, "1"},
		{"Czech", "2", 0, "ě", 0, "2"},
		{"German, a letter of its own", "", 0, "ö", 0, "ö"},
		{"Chinese from an input method, chosen by a digit", "1", 0, "说", 0, "说"},
		{"Chinese from an input method", "A", 'a', "啊", 0, "啊"},
		{"as wide as a Chinese character", "A", 'a', "ａ", 0, "a"},
	} {
		var typist Typist
		typist.Pressed(&fyne.KeyEvent{Name: test.name, Physical: fyne.HardwareKey{ScanCode: at(test.place)}})
		got := ""
		for _, r := range test.written {
			if key := typist.Typed(r, test.held); key != 0 {
				got += string(key)
			}
		}
		if got != test.want {
			t.Errorf("%s: %q is the key %q, not %q", test.what, test.written, got, test.want)
		}
	}
}

func TestLettersWithoutAKeyAreTold(t *testing.T) {
	var typist Typist // no key was told: from an input method, or a far keyboard
	if got := typist.Typed('ф', 0); got != 'ф' || !Unknown(got) {
		t.Errorf("%q", got)
	}
	for _, r := range "aé?1ß\u00a0" {
		if Unknown(r) {
			t.Errorf("%q is worth a word", r)
		}
	}
	every := ""
	for _, row := range rows {
		every += row
	}
	letters := []rune(every)
	slices.Sort(letters)
	if string(letters) != "abcdefghijklmnopqrstuvwxyz" || len(macLetters) != 26 {
		t.Errorf("the letters by place are %s", string(letters))
	}
}
