package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/duplicate"
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
	hash             string
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

// Repeats finds the texts that stand in more than one story, the same or nearly so. It reads every text once. What lies in
// regions does not count, because pages of one paper share that. progress, which may be nil, counts the documents.
func (p *Project) Repeats(ctx context.Context, progress func(done, total int)) (repeats []Repeat, err error) {
	err = p.read(ctx, func(s *session) error {
		var total int
		if err := s.row("SELECT count(*) FROM document").Scan(&total); err != nil {
			return err
		}
		var finder duplicate.Finder
		var texts []RepeatedText
		err := s.eachDocument(ctx, "", func(story annotate.Story, d annotate.Document) error {
			regions, err := s.regions(d.ID)
			if err != nil {
				return err
			}
			finder.Add(proseOf(d.Text, regions))
			texts = append(texts, RepeatedText{DocumentID: d.ID, Name: d.Name(), Story: string([]rune(story.Name)), hash: d.TextSHA256})
			if progress != nil {
				progress(len(texts), total)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("comparing the texts: %w", err)
		}
		for _, group := range finder.Groups() {
			var r Repeat
			for _, i := range group {
				r.Texts = append(r.Texts, texts[i])
			}
			r.Same = !slices.ContainsFunc(r.Texts, func(t RepeatedText) bool { return t.hash != r.Texts[0].hash })
			if len(r.Stories()) > 1 {
				repeats = append(repeats, r)
			}
		}
		same, err := s.sameTexts()
		repeats = append(repeats, besides(same, repeats)...)
		return err
	})
	return repeats, err
}

// besides are the repeats none of which is among others: texts without a word in their prose.
func besides(repeats, others []Repeat) []Repeat {
	known := map[string]bool{}
	for _, r := range others {
		for _, t := range r.Texts {
			known[t.DocumentID] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(repeats), func(r Repeat) bool { return known[r.Texts[0].DocumentID] })
}

// SameTexts finds the texts that stand letter by letter in more than one story.
func (p *Project) SameTexts(ctx context.Context) (repeats []Repeat, err error) {
	err = p.read(ctx, func(s *session) error {
		repeats, err = s.sameTexts()
		return err
	})
	return repeats, err
}

func (s *session) sameTexts() ([]Repeat, error) {
	return s.textsWith("SELECT text_sha256 FROM document GROUP BY text_sha256 HAVING count(DISTINCT story_id) > 1")
}

// sameAs is sameTexts of the texts with those hashes.
func (s *session) sameAs(hashes []string) ([]Repeat, error) {
	repeats, err := s.textsWith("SELECT value FROM json_each(?)", string(marshal(hashes)))
	return slices.DeleteFunc(repeats, func(r Repeat) bool { return len(r.Stories()) == 1 }), err
}

// textsWith are the documents with the hashes that a query selects, those of one text together.
func (s *session) textsWith(hashes string, args ...any) ([]Repeat, error) {
	texts, err := collect(s, func(rows *cursor) (t RepeatedText, err error) {
		var d annotate.Document
		err = rows.Scan(&d.ID, &d.Title, &d.Outlet, &d.SourceName, &t.Story, &t.hash)
		t.DocumentID, t.Name, t.Story = d.ID, d.Name(), string([]rune(t.Story))
		return t, err
	}, `SELECT d.id, d.title, d.outlet, d.source_name, t.name, d.text_sha256 FROM document d JOIN story t ON t.id = d.story_id
		WHERE d.text_sha256 IN (`+hashes+`) ORDER BY d.text_sha256, t.name, t.id, d.position, d.id`, args...)
	if err != nil {
		return nil, fmt.Errorf("comparing the texts: %w", err)
	}
	var repeats []Repeat
	for _, t := range texts {
		if n := len(repeats); n == 0 || repeats[n-1].Texts[0].hash != t.hash {
			repeats = append(repeats, Repeat{Same: true})
		}
		r := &repeats[len(repeats)-1]
		r.Texts = append(r.Texts, t)
	}
	return repeats, nil
}

// proseOf is what of a text lies outside of regions, or all of it where nothing does.
func proseOf(text string, regions []annotate.Region) string {
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

// mostRepeats is how many texts a merge names one by one.
const mostRepeats = 10

// warnOfRepeats says which texts stand in several stories that did not before the merge.
func (m *merger) warnOfRepeats() error {
	hashes := sortedKeys(m.texts)
	before, err := m.own.file.sameAs(hashes)
	if err != nil {
		return err
	}
	after, err := m.tx.sameAs(hashes)
	if err != nil {
		return err
	}
	known := map[string]int{}
	for _, r := range before {
		known[r.Texts[0].hash] = len(r.Texts)
	}
	warnings, last := 0, &m.plan.Files[len(m.plan.Files)-1]
	for _, r := range after {
		if len(r.Texts) <= known[r.Texts[0].hash] {
			continue
		}
		if warnings++; warnings <= mostRepeats {
			last.Warnings = append(last.Warnings, r.Sentence()+": a split keeps them in one part")
		}
	}
	if more := warnings - mostRepeats; more > 0 {
		last.Warnings = append(last.Warnings, annotate.Counted(more, "more text stands in several stories", "more texts stand in several stories"))
	}
	return nil
}
