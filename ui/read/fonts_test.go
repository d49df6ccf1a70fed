package read

import (
	"runtime"
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

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

// An article that comes in is listed before it is opened: its name may have letters that no font has.
func TestAMissingFontIsSaidOfNamesToo(t *testing.T) {
	d := newDesk(t)
	var said []string
	d.w.session.OnAside = func(sentence string) { said = append(said, sentence) }
	if _, ok := d.w.session.Do("import", "Imported an article", func(tx *store.Tx) error {
		return tx.AddDocument(&annotate.Document{StoryID: d.w.session.Story().ID, Title: "ทูตออกไปแล้ว", Text: "The envoy left.", Position: 9}, nil)
	}); !ok {
		t.Fatal("the article is refused")
	}
	d.settle()
	if !slices.Equal(said, []string{noFont([]string{"Thai"}, runtime.GOOS)}) {
		t.Errorf("%q", said)
	}
}
