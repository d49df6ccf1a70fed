package passage

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/duplicate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Article is what is looked at of an article.
type Article struct {
	Text     *textpos.Text
	Language string            // BCP 47, "" where unknown
	Regions  []annotate.Region // left out, in order
}

// Text is an article as it is compared. It never changes and may be used by several goroutines.
type Text struct {
	article   Article
	tongue    *tongue
	words     []word
	content   []int32 // the places in words of those that carry content
	stems     []stem  // of the content, in order of id
	grams     []gram  // in order of hash
	sentences []sentence
	holding   [][]int32 // the sentences that have each stem
	sketch    duplicate.Sketch
	others    sync.Map // of an article whose language is unknown: tongue → func() *Text
}

// word is a word of an article outside its regions.
type word struct {
	start, end int32  // code points
	form       uint64 // a hash of its letters, however they are written
	stem       int32  // its place among the stems, -1 for one that carries no content
	sentence   int32  // its number
	quoted     bool
	number     bool
	upper      bool // is written with a capital letter
	cased      bool // is of a script that has them
	begins     bool // a sentence or a quotation: its capital letter tells nothing
}

// stem is what the forms of a word have in common.
type stem struct {
	id                    uint64
	count, capital, small int32   // how often it stands there; of these with a capital letter that tells something, and with a small one
	beside                int32   // beside a word whose capital letter tells something
	bits                  float32 // of information, in any text of its language
	number                bool
}

// gram is two words of content that follow each other, or have one other between them.
type gram struct {
	hash  uint64
	first int32 // its place in content
	step  int32 // how much further the second stands
}

// Read reads an article for comparison. Nearly all of its time goes into finding words and sentences.
func Read(a Article) *Text { return read(a, tongueOf(a.Language)) }

func read(a Article, l *tongue) *Text {
	t := &Text{article: a, tongue: l}
	r := newReader(t)
	r.read()
	t.joinNumbers()
	t.sketch = duplicate.SketchOf(outside(a))
	t.count()
	t.sortStems()
	t.grams = gramsOf(t)
	t.sentences = sentencesOf(t)
	t.holding = holdingOf(t)
	return t
}

// in is the article as it is read where its language is unknown, and that of the other is this.
func (t *Text) in(l *tongue) *Text {
	if t.tongue.name != "" || l == t.tongue {
		return t
	}
	other, _ := t.others.LoadOrStore(l, sync.OnceValue(func() *Text { return read(t.article, l) }))
	return other.(func() *Text)()
}

// CopiesAmong groups the articles, by their places, that are copies of one text, directly or through others, without comparing them further.
func CopiesAmong(ctx context.Context, articles []Article) ([][]int, error) {
	var finder duplicate.Finder
	for _, a := range articles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		finder.Add(outside(a))
	}
	return finder.Groups(), nil
}

// Copies says whether two articles are copies of one text, as of an agency's: more than half of their sequences of five words are the same.
func Copies(a, b *Text) bool { return a.sketch.Similarity(b.sketch) > 0.5 }

// outside is the text of an article without its regions.
func outside(a Article) string {
	if len(a.Regions) == 0 {
		return a.Text.String()
	}
	var b strings.Builder
	from := 0
	for _, r := range a.Regions {
		b.WriteString(a.Text.Slice(from, r.Start))
		b.WriteByte('\n')
		from = r.End
	}
	b.WriteString(a.Text.Slice(from, a.Text.Len()))
	return b.String()
}

// telling says that the capital letter of a word tells something: it begins a name, or in some languages a noun.
func (w word) telling() bool { return w.upper && !w.begins }

// count counts how each stem is written, and beside what.
func (t *Text) count() {
	for i, w := range t.words {
		if w.stem < 0 {
			continue
		}
		t.content = append(t.content, int32(i))
		s := &t.stems[w.stem]
		s.count++
		if t.tongue.nouns {
			continue
		}
		switch {
		case w.begins || !w.cased:
		case w.upper:
			s.capital++
		default:
			s.small++
		}
		if i > 0 && !w.begins && t.words[i-1].telling() || i+1 < len(t.words) && t.words[i+1].telling() {
			s.beside++
		}
	}
}

// sortStems puts the stems in order, and has the words follow.
func (t *Text) sortStems() {
	order := make([]int32, len(t.stems))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(t.stems[a].id, t.stems[b].id) })
	sorted, now := make([]stem, len(order)), make([]int32, len(order))
	for i, was := range order {
		sorted[i], now[was] = t.stems[was], int32(i)
	}
	t.stems = sorted
	for _, i := range t.content {
		t.words[i].stem = now[t.words[i].stem]
	}
}

func gramsOf(t *Text) []gram {
	grams := make([]gram, 0, 2*len(t.content))
	id := func(i int) uint64 { return t.stems[t.at(int32(i)).stem].id }
	for i := range t.content {
		for step := 1; step <= 2 && i+step < len(t.content); step++ {
			grams = append(grams, gram{mix(mix(id(i)) ^ id(i+step)), int32(i), int32(step)})
		}
	}
	slices.SortFunc(grams, func(a, b gram) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.first, b.first), cmp.Compare(a.step, b.step))
	})
	return grams
}

// at is a word of content.
func (t *Text) at(content int32) *word { return &t.words[t.content[content]] }

// stretch is where words stand, the last one included.
func (t *Text) stretch(from, to int32) annotate.Segment {
	return annotate.Segment{Start: int(t.words[from].start), End: int(t.words[to].end)}
}

// mix is the finaliser of splitmix64.
func mix(h uint64) uint64 {
	h += 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return h
}

// Term is a stem of content as it stands in an article.
type Term struct {
	ID    uint64 // a hash of it
	Count int
	Name  bool // it is mostly written with a capital letter inside sentences, or is a number
}

// Terms are the stems of an article, in order of their ids.
func (t *Text) Terms() []Term {
	terms := make([]Term, len(t.stems))
	for i, s := range t.stems {
		terms[i] = Term{s.id, int(s.count), s.number || s.capital > s.small}
	}
	return terms
}
