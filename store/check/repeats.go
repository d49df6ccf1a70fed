package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/table"
)

// Repeat is a text that stands in more than one story, the same or nearly so. Where such stories fell into different parts of
// a split, what a model learned from would be what it is tested on.
type Repeat struct {
	Texts []RepeatedText
	Same  bool // letter by letter
}

// RepeatedText is one place of a Repeat.
type RepeatedText struct {
	DocumentID, Name string
	Story            string // its name
	Hash             string
}

// Sentence says which texts are the same.
func (r Repeat) Sentence() string {
	var places []string
	for i, t := range r.Texts {
		if i == 3 && len(r.Texts) > 4 {
			places = append(places, fmt.Sprintf("%d more", len(r.Texts)-i))
			break
		}
		places = append(places, fmt.Sprintf("“%s” in the story “%s”", t.Name, t.Story))
	}
	last := len(places) - 1
	how := "nearly the same text"
	if r.Same {
		how = "the same text"
	}
	return strings.Join(places[:last], ", ") + " and " + places[last] + " are " + how
}

// Stories are the names of the stories in which the text stands.
func (r Repeat) Stories() []string {
	var names []string
	for _, t := range r.Texts {
		names = append(names, t.Story)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// SayRepeats says how many texts stand in several stories, which the first is, and what a split makes of them; "" where
// there are none.
func SayRepeats(repeats []Repeat, split bool) string {
	if len(repeats) == 0 {
		return ""
	}
	var stories []string
	for _, r := range repeats {
		stories = append(stories, r.Stories()...)
	}
	slices.Sort(stories)
	fate := "a split keeps them in one part"
	if split {
		fate = fmt.Sprintf("the %d stories were kept together, each group in one part", len(slices.Compact(stories)))
		if len(repeats) == 1 {
			fate = "they were kept in one part"
		}
	}
	first := ""
	if len(repeats) > 1 {
		first = ", the first"
	}
	return fmt.Sprintf("%s in more than one story, the same or nearly%s: %s; %s",
		annotate.Counted(len(repeats), "text stands", "texts stand"), first, repeats[0].Sentence(), fate)
}

// Besides are the repeats none of which is among others: texts without a word in their prose.
func Besides(repeats, others []Repeat) []Repeat {
	known := map[string]bool{}
	for _, r := range others {
		for _, t := range r.Texts {
			known[t.DocumentID] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(repeats), func(r Repeat) bool { return known[r.Texts[0].DocumentID] })
}

// SameTexts finds the texts that stand in more than one story of the project.
func SameTexts(s *table.Session) ([]Repeat, error) {
	return textsWith(s, "SELECT text_sha256 FROM document GROUP BY text_sha256 HAVING count(DISTINCT story_id) > 1")
}

// SameAs is sameTexts of the texts with those hashes.
func SameAs(s *table.Session, hashes []string) ([]Repeat, error) {
	repeats, err := textsWith(s, "SELECT value FROM json_each(?)", string(table.Marshal(hashes)))
	return slices.DeleteFunc(repeats, func(r Repeat) bool { return len(r.Stories()) == 1 }), err
}

// textsWith are the documents with the hashes that a query selects, those of one text together.
func textsWith(s *table.Session, hashes string, args ...any) ([]Repeat, error) {
	texts, err := table.Collect(s, func(rows *table.Cursor) (t RepeatedText, err error) {
		var d annotate.Document
		err = rows.Scan(&d.ID, &d.Title, &d.Outlet, &d.SourceName, &t.Story, &t.Hash)
		t.DocumentID, t.Name, t.Story = d.ID, d.Name(), string([]rune(t.Story))
		return t, err
	}, `SELECT d.id, d.title, d.outlet, d.source_name, t.name, d.text_sha256 FROM document d JOIN story t ON t.id = d.story_id
		WHERE d.text_sha256 IN (`+hashes+`) ORDER BY d.text_sha256, t.name, t.id, d.position, d.id`, args...)
	if err != nil {
		return nil, fmt.Errorf("comparing the texts: %w", err)
	}
	var repeats []Repeat
	for _, t := range texts {
		if n := len(repeats); n == 0 || repeats[n-1].Texts[0].Hash != t.Hash {
			repeats = append(repeats, Repeat{Same: true})
		}
		r := &repeats[len(repeats)-1]
		r.Texts = append(r.Texts, t)
	}
	return repeats, nil
}

// ProseOf is what of a text lies outside of regions, or all of it where nothing does.
func ProseOf(text string, regions []annotate.Region) string {
	if len(regions) == 0 {
		return text
	}
	runes := []rune(text)
	var prose []rune
	at := 0
	for _, r := range regions {
		if r.Start >= at && r.End <= len(runes) {
			prose, at = append(append(prose, runes[at:r.Start]...), ' '), r.End
		}
	}
	prose = append(prose, runes[at:]...)
	if strings.TrimSpace(string(prose)) == "" {
		return text
	}
	return string(prose)
}
