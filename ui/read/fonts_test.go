package read

import "testing"

func TestAMissingFontIsSaidWithWhatToInstall(t *testing.T) {
	for _, c := range []struct {
		scripts      []string
		system, want string
	}{
		{[]string{"Thai"}, "linux", "No font here has Thai letters: install fonts-noto-core."},
		{[]string{"Deva", "Hani", "Hira", "Kana"}, "linux", "No font here has Devanagari, Chinese and Japanese letters: install fonts-noto-core and fonts-noto-cjk."},
		{[]string{"Taml"}, "windows", "No font here has Tamil letters: add Noto Sans Tamil under Settings, Personalisation, Fonts."},
		{[]string{"Khmr"}, "darwin", "No font here has Khmer letters: add Noto Sans Khmer with Font Book."},
		{[]string{"Cham"}, "freebsd", "No font here has “Cham” letters: install fonts-noto-core."},
	} {
		if got := noFont(c.scripts, c.system); got != c.want {
			t.Errorf("%v on %s:\n%s\n%s", c.scripts, c.system, got, c.want)
		}
	}
}
