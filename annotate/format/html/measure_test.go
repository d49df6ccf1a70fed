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
	pages, truth, kept, outside, shown, own, below                                                   int
	titles, title, dates, date, authors, author, languages, language, withs, with, withouts, without int
	madeUp, madeUpDate                                                                               int
	recall, open, pure                                                                               float64
	texts                                                                                            int
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
	return fmt.Sprintf("%d pages: kept %.1f %%, outside %.1f %%, pure %.1f %% (means of %d: %.1f %.1f %.1f); title %.1f %% of %d, date %.1f %% of %d, author %.1f %% of %d, language %.1f %% of %d, below half %d; with %.1f %% of %d, without %.1f %% of %d; made up authors %d dates %d",
		s.pages, percent(s.kept, s.truth), percent(s.outside, s.truth), percent(s.own, s.shown), s.texts, s.recall/float64(max(s.texts, 1)), s.open/float64(max(s.texts, 1)), s.pure/float64(max(s.texts, 1)),
		percent(s.title, s.titles), s.titles, percent(s.date, s.dates), s.dates, percent(s.author, s.authors), s.authors, percent(s.language, s.languages), s.languages, s.below,
		percent(s.with, s.withs), s.withs, percent(s.without, s.withouts), s.withouts, s.madeUp, s.madeUpDate)
}

func (s *score) add(t *testing.T, page string, k known, doc ingest.Document) {
	log := func(format string, args ...any) {
		if os.Getenv("VERBOSE") != "" {
			fmt.Printf(page+": "+format+"\n", args...)
		}
	}
	s.pages++
	open := apart(doc)
	if k.Text != "" {
		truth, all, shown := words(k.Text), words(doc.Text), words(open)
		kept, outside := common(truth, all), common(truth, shown)
		s.texts++
		s.truth, s.kept, s.outside, s.shown, s.own = s.truth+len(truth), s.kept+kept, s.outside+outside, s.shown+len(shown), s.own+outside
		s.recall += percent(kept, len(truth))
		s.open += percent(outside, len(truth))
		s.pure += percent(outside, len(shown))
		if kept*2 < len(truth) {
			s.below++
		}
		if kept*100 < 97*len(truth) || outside*100 < 95*len(truth) || outside*100 < 85*len(shown) {
			log("BODY kept %.1f outside %.1f pure %.1f (%d words)", percent(kept, len(truth)), percent(outside, len(truth)), percent(outside, len(shown)), len(truth))
		}
	}
	flat := strings.Join(strings.Fields(open), " ")
	for _, w := range k.With {
		s.withs++
		if strings.Contains(flat, strings.Join(strings.Fields(w), " ")) {
			s.with++
		} else {
			log("WITH %q", w)
		}
	}
	for _, w := range k.Without {
		s.withouts++
		if !strings.Contains(flat, strings.Join(strings.Fields(w), " ")) {
			s.without++
		} else {
			log("WITHOUT %q", w)
		}
	}
	check := func(what, want, got string, right bool, all, n *int) {
		if want == "" {
			return
		}
		*all++
		if right {
			*n++
		} else {
			log("%s want %q got %q", what, want, got)
		}
	}
	check("TITLE", k.Title, doc.Title, slices.Equal(words(k.Title), words(doc.Title)), &s.titles, &s.title)
	check("DATE", k.Date, doc.Published, strings.HasPrefix(doc.Published, k.Date), &s.dates, &s.date)
	a, b := words(k.Author), words(doc.Author)
	slices.Sort(a)
	slices.Sort(b)
	check("AUTHOR", k.Author, doc.Author, slices.Equal(a, b), &s.authors, &s.author)
	check("LANGUAGE", k.Language, doc.Language, strings.HasPrefix(strings.ToLower(k.Language), doc.Language) && doc.Language != "", &s.languages, &s.language)
	if k.Author == "" && doc.Author != "" && k.Text == "" {
		s.madeUp++
		log("MADEUP author %q", doc.Author)
	}
	if k.Date == "" && doc.Published != "" && k.Text == "" {
		s.madeUpDate++
		log("MADEUP date %q", doc.Published)
	}
}

func TestMeasure(t *testing.T) {
	for _, folder := range strings.Fields(os.Getenv("PARALLAX_PAGES")) {
		pages, err := filepath.Glob(filepath.Join(folder, os.Getenv("ONLY")+"*.json"))
		if err != nil {
			t.Fatal(err)
		}
		var s score
		for _, page := range pages {
			about, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			var k known
			if err := json.Unmarshal(about, &k); err != nil {
				t.Fatal(err)
			}
			page = strings.TrimSuffix(page, ".json")
			source, err := os.ReadFile(page + ".html")
			if err != nil {
				t.Fatal(err)
			}
			doc, err := readBytes(filepath.Base(page)+".html", source, origin{url: k.URL})
			if err != nil {
				fmt.Println(page, err)
			}
			s.add(t, filepath.Base(page), k, doc)
			if os.Getenv("SHOW") != "" {
				fmt.Println(marked(doc))
			}
		}
		fmt.Println(folder, s)
	}
}

// marked is a text with its regions between brackets.
func marked(doc ingest.Document) string {
	runes := []rune(doc.Text)
	var out strings.Builder
	at := 0
	for _, r := range doc.Regions {
		out.WriteString(string(runes[at:r.Start]) + "[" + string(r.Kind) + ": " + string(runes[r.Start:r.End]) + "]")
		at = r.End
	}
	return fmt.Sprintf("TITLE %s\nAUTHOR %s\nDATE %s\nOUTLET %s\nLANGUAGE %s\n", doc.Title, doc.Author, doc.Published, doc.Outlet, doc.Language) + out.String() + string(runes[at:])
}
