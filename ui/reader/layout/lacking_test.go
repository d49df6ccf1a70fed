package layout

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/theme"
)

// The tests run without the fonts of the system: what the given ones lack is lacking.
func TestScriptsWithoutAFontAreNamed(t *testing.T) {
	fonts, err := NewFonts(Serif(), theme.DefaultTextFont().Content(), theme.DefaultSymbolFont().Content(), theme.DefaultEmojiFont().Content())
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"":                          nil,
		"The envoy left. ½ € → 🚢 é": nil,
		"Посол ушёл. Ο απεσταλμένος έφυγε.": nil, // the faces that come with the program have Cyrillic and Greek
		"ทูตออกไปแล้ว (he left)":            {"Thai"},
		"大使离开了。 The envoy. राजदूत चला गया।": {"Deva", "Hani"},
	} {
		if got := fonts.Lacking(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, not %v", text, got, want)
		}
	}
}
