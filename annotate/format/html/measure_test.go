package html

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// known is what is known of a page.
type known struct {
	Text                          string
	URL                           string
	Title, Author, Date, Language string
	With, Without                 []string // words that stand in the article, and words that do not
}

// words are those of a text, a character each in scripts without spaces.
func words(text string) []string {
	var all []string
	for _, field := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		if han(field) {
			for _, r := range field {
				all = append(all, string(r))
			}
			continue
		}
		all = append(all, field)
	}
	return all
}

// common counts the words that two texts have in common.
func common(a, b []string) int {
	counts := map[string]int{}
	for _, w := range a {
		counts[w]++
	}
	n := 0
	for _, w := range b {
		if counts[w] > 0 {
			counts[w]--
			n++
		}
	}
	return n
}

// score is how well pages were read.
type score struct {
	pages, texts, below                  int
	truth, kept, outside, shown, own     int // words
	titles, title, dates, date           int
	authors, author, languages, language int
	withs, with, withouts, without       int
	report                               []string
}

// apart are the words outside regions.
func apart(doc ingest.Document) string {
	runes := []rune(doc.Text)
	var out strings.Builder
	at := 0
	for _, r := range doc.Regions {
		out.WriteString(string(runes[at:r.Start]) + "\n")
		at = r.End
	}
	return out.String() + string(runes[at:])
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

func (s score) String() string {
	return fmt.Sprintf("%d pages, %d with a text: kept %.1f %%, outside regions %.1f %%, pure %.1f %%, below half %d; title %.1f %% of %d, date %.1f %% of %d, author %.1f %% of %d, language %.1f %% of %d; words that belong there %.1f %% of %d, that do not %.1f %% of %d",
		s.pages, s.texts, percent(s.kept, s.truth), percent(s.outside, s.truth), percent(s.own, s.shown), s.below, percent(s.title, s.titles), s.titles, percent(s.date, s.dates), s.dates,
		percent(s.author, s.authors), s.authors, percent(s.language, s.languages), s.languages, percent(s.with, s.withs), s.withs, percent(s.withouts-s.without, s.withouts), s.withouts)
}

func (s *score) add(page string, k known, doc ingest.Document) {
	fault := func(format string, args ...any) { s.report = append(s.report, fmt.Sprintf(page+": "+format, args...)) }
	s.pages++
	open := apart(doc)
	if k.Text != "" {
		truth, all, shown := words(k.Text), words(doc.Text), words(open)
		kept, outside := common(truth, all), common(truth, shown)
		s.texts++
		s.truth, s.kept, s.outside, s.shown, s.own = s.truth+len(truth), s.kept+kept, s.outside+outside, s.shown+len(shown), s.own+outside
		if kept*2 < len(truth) {
			s.below++
		}
		if kept*100 < 97*len(truth) || outside*100 < 95*len(truth) || outside*100 < 85*len(shown) {
			fault("BODY kept %.1f outside %.1f pure %.1f (%d words)", percent(kept, len(truth)), percent(outside, len(truth)), percent(outside, len(shown)), len(truth))
		}
	}
	flat := strings.Join(strings.Fields(open), " ")
	stands := func(w string) bool { return strings.Contains(flat, strings.Join(strings.Fields(w), " ")) }
	for _, w := range k.With {
		s.withs++
		if stands(w) {
			s.with++
		} else {
			fault("WITH %q", w)
		}
	}
	for _, w := range k.Without {
		s.withouts++
		if stands(w) {
			s.without++
			fault("WITHOUT %q", w)
		}
	}
	check := func(what, want, got string, right bool, all, n *int) {
		switch {
		case want == "":
			return
		case right:
			*n++
		default:
			fault("%s %q, not %q", what, got, want)
		}
		*all++
	}
	check("TITLE", k.Title, doc.Title, slices.Equal(words(k.Title), words(doc.Title)), &s.titles, &s.title)
	check("DATE", k.Date, doc.Published, strings.HasPrefix(doc.Published, k.Date), &s.dates, &s.date)
	check("AUTHOR", k.Author, doc.Author, slices.Equal(slices.Sorted(slices.Values(words(k.Author))), slices.Sorted(slices.Values(words(doc.Author)))), &s.authors, &s.author)
	// Who says no says one of nb and nn, and does not say which.
	check("LANGUAGE", k.Language, doc.Language, doc.Language != "" && (strings.HasPrefix(strings.ToLower(k.Language), doc.Language) || k.Language == "no" && (doc.Language == "nb" || doc.Language == "nn")), &s.languages, &s.language)
}

// measure reads the pages of a folder, beside each of which lies what is known of it.
func measure(t *testing.T, folder string) score {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages in %s: %v", folder, err)
	}
	var s score
	for _, page := range pages {
		about, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		var k known
		if err := json.Unmarshal(about, &k); err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		page = strings.TrimSuffix(page, ".json")
		source, err := os.ReadFile(page + ".html")
		if err != nil {
			t.Fatal(err)
		}
		doc, err := readBytes(filepath.Base(page)+".html", source, origin{url: k.URL})
		if err != nil {
			t.Logf("%s: %v", page, err)
		}
		s.add(filepath.Base(page), k, doc)
	}
	return s
}

// TestReadPagesWithKnownAnswers reads pages in the manner of many sites and languages. PARALLAX_PAGES names more folders of pages, each
// with a JSON file of its name beside it, which are measured too.
func TestReadPagesWithKnownAnswers(t *testing.T) {
	for _, folder := range append([]string{filepath.Join("testdata", "pages")}, strings.Fields(os.Getenv("PARALLAX_PAGES"))...) {
		s := measure(t, folder)
		t.Logf("%s: %s", folder, s)
		for _, fault := range s.report {
			t.Log(fault)
		}
		for _, c := range []struct {
			what  string
			n, of int
			at    float64
		}{
			{"of the articles’ words are kept", s.kept, s.truth, 97}, {"of the articles’ words stand outside regions", s.outside, s.truth, 95}, {"of the words outside regions are the articles’", s.own, s.shown, 85},
			{"of the titles are right", s.title, s.titles, 90}, {"of the dates are right", s.date, s.dates, 85}, {"of the authors are right", s.author, s.authors, 70}, {"of the languages are right", s.language, s.languages, 95},
		} {
			if c.of > 0 && percent(c.n, c.of) < c.at {
				t.Errorf("%s: only %.1f %% %s, not %.0f %%", folder, percent(c.n, c.of), c.what, c.at)
			}
		}
		if s.below > 0 {
			t.Errorf("%s: of %d pages less than half of the article is shown", folder, s.below)
		}
	}
}
