package ingest_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/ingest"
)

func TestNamesOfFiles(t *testing.T) {
	for _, c := range []struct{ pattern, name, want string }{
		{"{outlet}_{date}_{title}.txt", "Vell Courier_2024-03-05_Port stays shut.txt", "Port stays shut|Vell Courier||2024-03-05||"},
		{"{outlet}_{date}_{title}.txt", "new_york_times_20240305_port_stays_shut.TXT", "port stays shut|new york times||2024-03-05||"},
		{"{outlet}_{date}_{title}", "bbc_05.03.2024_a.b.html", "a.b|bbc||2024-03-05||"},
		{"{date} {outlet} - {title}", "2024-03 The Post - Foxes – again.docx", "Foxes – again|The Post||2024-03||"},
		{"{story}/{language}/{author}-{*}-{title}.txt", `C:\texts\Harbour\de\Tarn-17-Hafen.txt`, "Hafen||Tarn||de|Harbour"},
		{"{date}_{title}.txt", "5 March 2024_Fox.txt", "Fox|||2024-03-05||"},
		{"{outlet}_{title}.txt", "dir/Post_🦊.txt", "🦊|Post||||"},
	} {
		p, err := ingest.ParseNames(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		s, err := p.Read(c.name)
		if got := strings.Join([]string{s.Title, s.Outlet, s.Author, s.Published, s.Language, s.Story}, "|"); err != nil || got != c.want {
			t.Errorf("%s of %s: %s, %v; want %s", c.pattern, c.name, got, err, c.want)
		}
	}
	for _, c := range [][2]string{{"{outlet}_{date}_{title}.txt", "a.txt"}, {"{outlet}_{date}_{title}.txt", "a_2024-13-45_b.txt"}, {"{date}_{title}", "01-02-2024_b.txt"}} {
		p, err := ingest.ParseNames(c[0])
		if err != nil {
			t.Fatal(err)
		}
		if s, err := p.Read(c[1]); err == nil || s != (ingest.NameSays{}) || !strings.Contains(err.Error(), "does not fit the pattern") {
			t.Errorf("%s: %+v, %v", c[1], s, err)
		}
	}
	for pattern, words := range map[string]string{"{outlet": "close it", "{outlet}{title}": "nothing between", "{place}_{title}": "not known", "{title}_{title}": "twice", "a.txt": "no field"} {
		if _, err := ingest.ParseNames(pattern); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", pattern, err)
		}
	}
}

func FuzzNames(f *testing.F) {
	f.Add("{outlet}_{date}_{title}.txt", "a_2024-03-05_b.txt")
	f.Fuzz(func(t *testing.T, pattern, name string) {
		if p, err := ingest.ParseNames(pattern); err == nil {
			p.Read(name) //nolint:errcheck // it must not panic
		}
	})
}
