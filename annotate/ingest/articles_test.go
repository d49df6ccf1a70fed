package ingest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// article reads one of the four scraped articles that stand beside the checkout.
func article(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "articles", name))
	if err != nil {
		t.Skip("the scraped articles are not on this machine")
	}
	return data
}

func TestReadScrapedArticles(t *testing.T) {
	tests := []struct {
		file                     string
		title, published, outlet string
		regions                  []string // kind start–end, and the words at the ends where they are short
	}{
		{
			file:    "000_8b6d1cd96261c65f.txt",
			regions: []string{"dateline 0-12", "boilerplate 6186-6239"},
		},
		{
			file: "001_0836042759dfad97.txt", outlet: "CNN",
			regions: []string{"highlights 0-342", "dateline 344-370"},
		},
		{
			file:  "002_42427a9d18eb049e.txt",
			title: "Afghan endgame: US peace overture to Haqqani network revealed", published: "2011-10-06", outlet: "The Express Tribune",
			regions: []string{
				"title 0-61", "byline 63-89", "caption 90-180", "caption 182-272", "dateline 274-285",
				"boilerplate 2400-2452", "comments 2454-6919", "related 6921-6937",
			},
		},
		{
			file:  "003_1a09b3c05614a46e.txt",
			title: "Closing the Gap Between the United States and Pakistan", outlet: "HuffPost",
			regions: []string{"boilerplate 0-33", "title 35-89", "newsletter 4502-4536"},
		},
	}
	entity := regexp.MustCompile(`&#?\w+;`)
	odd := regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x{7f}-\x{a0}\x{200b}\x{2060}\x{feff}]|  | \n|\n |\n\n\n`)
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			doc, err := ingest.Read(test.file, article(t, test.file), "auto")
			if err != nil {
				t.Fatal(err)
			}
			sound(t, doc)
			if doc.Title != test.title || doc.Published != test.published || doc.Outlet != test.outlet {
				t.Errorf("got title %q, published %q, outlet %q", doc.Title, doc.Published, doc.Outlet)
			}
			if doc.Author != "" || doc.URL != "" || doc.Language != "en" || doc.SourceName != test.file {
				t.Errorf("got author %q, address %q, language %q, source %q", doc.Author, doc.URL, doc.Language, doc.SourceName)
			}
			var regions []string
			for _, r := range doc.Regions {
				regions = append(regions, fmt.Sprintf("%s %d-%d", r.Kind, r.Start, r.End))
			}
			if got, want := strings.Join(regions, ", "), strings.Join(test.regions, ", "); got != want {
				t.Errorf("regions:\n got %s\nwant %s", got, want)
			}
			if left := entity.FindString(doc.Text) + odd.FindString(doc.Text); left != "" {
				t.Errorf("the text is not clean: %q", left)
			}
		})
	}
}

// TestReadFindsWhereItStands compares what was found with the place in the text that the finding names.
func TestReadFindsWhereItStands(t *testing.T) {
	doc, err := ingest.Read("002", article(t, "002_42427a9d18eb049e.txt"), "auto")
	if err != nil {
		t.Fatal(err)
	}
	text := []rune(doc.Text)
	for what, want := range map[string]string{
		"title": doc.Title, "outlet": doc.Outlet, "published": "October 6, 2011", "dateline": "WASHINGTON:",
	} {
		for _, f := range doc.Findings {
			if f.What == what && string(text[f.Start:f.End]) != want {
				t.Errorf("%s: found at %q, want %q", what, string(text[f.Start:f.End]), want)
			}
		}
		if found(doc, what) == "" {
			t.Errorf("no finding for %s", what)
		}
	}
}

// TestReadCutsNoWords compares the words of the texts with those of the files.
func TestReadCutsNoWords(t *testing.T) {
	for _, file := range []string{"001_0836042759dfad97.txt", "002_42427a9d18eb049e.txt", "003_1a09b3c05614a46e.txt"} {
		data := article(t, file)
		doc, err := ingest.Read(file, data, "auto")
		if err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Join(strings.Fields(doc.Text), " "), strings.Join(strings.Fields(string(data)), " "); got != want {
			t.Errorf("%s: the words differ", file)
		}
	}
}

func BenchmarkRead1000Articles(b *testing.B) {
	var data [][]byte
	for _, file := range []string{"000_8b6d1cd96261c65f.txt", "001_0836042759dfad97.txt", "002_42427a9d18eb049e.txt", "003_1a09b3c05614a46e.txt"} {
		data = append(data, article(b, file))
	}
	b.SetBytes(1000 * int64(len(data[0])+len(data[1])+len(data[2])+len(data[3])) / 4)
	for b.Loop() {
		for i := range 1000 {
			if _, err := ingest.Read("a.txt", data[i%len(data)], "auto"); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkReadLarge(b *testing.B) {
	one := "The minister said &ldquo;no deal&rdquo; was near at AT&T, he added; \u00a0and more.  \r\n\r\n"
	for name, piece := range map[string]string{
		"paragraphs": strings.Repeat("He said so &mdash; twice. ", 40) + "\n\n", "lines": one,
		"ampersands": "x&amp;amp;amp;amp;amp;lt;&;&#;", "short": "a\nb\n\n", "joiners": "\u200d&\u200dam\u202ap;م\u202c",
		"dates": "Oct 5, 2011 - 2:54PM\n\n", "oneline": "word ", "semicolons": "x;&",
	} {
		b.Run(name, func(b *testing.B) {
			data := []byte(strings.Repeat(piece, 10<<20/len(piece)))
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := ingest.Read("a.txt", data, "text"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
