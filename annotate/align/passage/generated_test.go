package passage_test

import (
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// prose invents text: words of every sentence, words of many reports, and words and names that nobody knows, as often as in English.
type prose struct {
	*rand.Rand
	function, common, rare, names []string
}

func newProse(t testing.TB, seed uint64) *prose {
	t.Helper()
	data, err := os.ReadFile("common/en.txt")
	if err != nil {
		t.Fatal(err)
	}
	p := &prose{Rand: rand.New(rand.NewPCG(seed, 1))}
	class := 0
	for line := range strings.Lines(string(data)) {
		switch words := strings.Fields(line); {
		case strings.HasPrefix(line, "#"):
			class++
		case class == 1:
			p.function = append(p.function, words...)
		default:
			p.common = append(p.common, words...)
		}
	}
	syllables := strings.Fields("ba den gor lim pra tes vo sku nel ri mon tar fe lud sha kin wop zer hal cri")
	invent := func() string {
		var b strings.Builder
		for range 2 + p.IntN(3) {
			b.WriteString(syllables[p.IntN(len(syllables))])
		}
		return b.String()
	}
	for range 6000 {
		p.rare = append(p.rare, invent())
	}
	for range 12 {
		name := invent()
		p.names = append(p.names, strings.ToUpper(name[:1])+name[1:])
	}
	return p
}

// zipf is one of n, the first ones far more often.
func (p *prose) zipf(n int) int { return int(math.Pow(float64(n), p.Float64())) - 1 }

func (p *prose) word() string {
	switch x := p.Float64(); {
	case x < .45:
		return p.function[p.zipf(len(p.function))]
	case x < .70:
		return p.common[p.IntN(len(p.common))]
	case x < .92:
		return p.rare[p.zipf(len(p.rare))]
	case x < .94:
		return []string{"17", "2,400", "1998", "35", "600"}[p.IntN(5)]
	}
	return p.names[p.IntN(len(p.names))]
}

// sentence is a list of clauses.
func (p *prose) sentence() [][]string {
	clauses := make([][]string, 1+p.IntN(3))
	for i := range clauses {
		for range 5 + p.IntN(8) {
			clauses[i] = append(clauses[i], p.word())
		}
	}
	return clauses
}

// write is a sentence as it stands in a text.
func write(clauses [][]string) string {
	var parts []string
	for _, c := range clauses {
		parts = append(parts, strings.Join(c, " "))
	}
	s := strings.Join(parts, ", ")
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + ". "
}

// edit is what a copy changes.
type edit struct {
	name   string
	change float64 // share of the words that are replaced, left out or followed by another
	swap   bool    // the clauses of each sentence stand in another order
}

var edits = []edit{{"as it is", 0, false}, {"one word in eight", 1. / 8, false}, {"one word in five", 1. / 5, false}, {"clauses exchanged", 0, true}}

func (p *prose) copy(clauses [][]string, e edit) [][]string {
	var out [][]string
	for _, c := range clauses {
		var words []string
		for _, w := range c {
			switch x := p.Float64(); {
			case x >= e.change:
				words = append(words, w)
			case x < e.change/2:
				words = append(words, p.word())
			case x < e.change*3/4:
				words = append(words, w, p.word())
			}
		}
		out = append(out, words)
	}
	if e.swap {
		p.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	return out
}

// planted is where a copy was put.
type planted struct{ a, b annotate.Segment }

// texts writes two articles of so many sentences, of which the second copies some of the first.
func (p *prose) texts(sentences, copies int, e edit) (a, b string, cases []planted) {
	var first [][][]string
	for range sentences {
		first = append(first, p.sentence())
	}
	var there strings.Builder
	var at []annotate.Segment
	for i, s := range first {
		start := there.Len()
		there.WriteString(write(s))
		at = append(at, annotate.Segment{Start: start, End: there.Len() - 1})
		if i%4 == 3 {
			there.WriteString("\n\n")
		}
	}
	var here strings.Builder
	for c := range copies {
		for range sentences / copies {
			here.WriteString(write(p.sentence()))
		}
		here.WriteString("\n\n")
		from := c*sentences/copies + p.IntN(sentences/copies-4)
		n := 2 + p.IntN(3)
		start := here.Len()
		for _, s := range first[from : from+n] {
			here.WriteString(write(p.copy(s, e)))
		}
		cases = append(cases, planted{annotate.Segment{Start: at[from].Start, End: at[from+n-1].End}, annotate.Segment{Start: start, End: here.Len() - 1}})
	}
	return there.String(), here.String(), cases
}

func read(text string) *passage.Text {
	return passage.Read(passage.Article{Text: textpos.New(text), Language: "en"})
}

// figures are those of Potthast, Stein, Barrón-Cedeño and Rosso (2010), An evaluation framework for plagiarism detection: each case and each
// detection counts once.
type figures struct{ precision, recall, granularity, plagdet float64 }

func overlap(a, b annotate.Segment) int { return max(0, min(a.End, b.End)-max(a.Start, b.Start)) }

func measure(t testing.TB, e edit) (f figures) {
	var precision, recall, found, detections, all, cases float64
	for seed := range uint64(20) {
		p := newProse(t, seed)
		a, b, planteds := p.texts(40, 4, e)
		pairs := shared(read(a), read(b))
		for _, c := range planteds {
			coveredA, coveredB, n := map[int]bool{}, map[int]bool{}, 0
			for _, q := range pairs {
				if overlap(c.a, q.A) == 0 || overlap(c.b, q.B) == 0 {
					continue
				}
				n++
				for i := max(c.a.Start, q.A.Start); i < min(c.a.End, q.A.End); i++ {
					coveredA[i] = true
				}
				for i := max(c.b.Start, q.B.Start); i < min(c.b.End, q.B.End); i++ {
					coveredB[i] = true
				}
			}
			cases++
			recall += float64(len(coveredA)+len(coveredB)) / float64(length(c.a)+length(c.b))
			if n > 0 {
				found++
				detections += float64(n)
			}
		}
		for _, q := range pairs {
			best := 0
			for _, c := range planteds {
				if x, y := overlap(c.a, q.A), overlap(c.b, q.B); x > 0 && y > 0 {
					best = max(best, x+y)
				}
			}
			all++
			precision += float64(best) / float64(length(q.A)+length(q.B))
		}
	}
	f = figures{precision: precision / all, recall: recall / cases, granularity: detections / found}
	f.plagdet = 2 * f.precision * f.recall / (f.precision + f.recall) / math.Log2(1+f.granularity)
	return f
}

func TestCopiesAreFoundWhole(t *testing.T) {
	for _, e := range edits {
		f := measure(t, e)
		t.Logf("%s: %+v", e.name, f)
		if f.plagdet < .97 {
			t.Errorf("%s: %+v", e.name, f)
		}
	}
}

func length(s annotate.Segment) int { return s.End - s.Start }

func shared(a, b *passage.Text) (pairs []passage.Pair) {
	for _, p := range passage.Compare(a, b) {
		if p.Kind == passage.Shared {
			pairs = append(pairs, p)
		}
	}
	return pairs
}
