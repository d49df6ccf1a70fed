package event_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate/align/event"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

func terms(text string) []passage.Term {
	return passage.Read(passage.Article{Text: textpos.New(text), Language: "en"}).Terms()
}

// newsroom invents articles: each event has its own names and words, and shares most of its words with all others. Which event an
// article is of it returns beside them; each article stands in a story of its own.
func newsroom(seed uint64, events, length int) (articles []event.Article, of []int) {
	r := rand.New(rand.NewPCG(seed, 1))
	zipf := func(n int) int { return int(math.Pow(float64(n), r.Float64())) - 1 }
	word := func(i int) string {
		var b strings.Builder
		for ; i > 0 || b.Len() == 0; i /= 20 {
			b.WriteString(strings.Fields("ba den gor lim pra tes vo sku nel ri mon tar fe lud sha kin wop zer hal cri")[i%20])
		}
		return b.String()
	}
	name := func(i int) string { w := word(i); return strings.ToUpper(w[:1]) + w[1:] + "ov" }
	for e := range events {
		began := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(365))
		own, people := make([]string, 25), make([]string, 6)
		for i := range own {
			own[i] = word(3000 + r.IntN(20000))
		}
		for i := range people {
			people[i] = name(r.IntN(3000))
		}
		for range 1 + r.IntN(6) {
			write := func(words int) string {
				var b strings.Builder
				for range words {
					switch x := r.Float64(); {
					case x < .45:
						b.WriteString("the ")
					case x < .85:
						b.WriteString(word(zipf(8000)) + " ")
					case x < .93:
						b.WriteString(own[r.IntN(len(own))] + " ")
					case x < .98:
						b.WriteString(people[r.IntN(len(people))] + " ")
					default:
						b.WriteString(name(r.IntN(3000)) + " ")
					}
				}
				return b.String()
			}
			articles = append(articles, event.Article{Story: fmt.Sprint(len(articles)), Language: "en", Published: began.AddDate(0, 0, r.IntN(4)),
				Title: terms(write(8)), Text: terms(write(length))})
			of = append(of, e)
		}
	}
	return articles, of
}

// quality compares proposals with the events that articles are of: F1 of pairs, and B³ as in Bagga and Baldwin (1998).
func quality(proposals []event.Proposal, of []int) (pairs, bCubed float64) {
	group := make([]int, len(of))
	for i := range group {
		group[i] = -1 - i
	}
	for n, p := range proposals {
		for _, i := range p.Articles {
			group[i] = n
		}
	}
	var both, grouped, real, precision, recall float64
	for i := range of {
		var shared, own, whole float64
		for j := range of {
			sameGroup, sameEvent := group[i] == group[j], of[i] == of[j]
			if sameGroup {
				own++
			}
			if sameEvent {
				whole++
			}
			if sameGroup && sameEvent {
				shared++
			}
		}
		both, grouped, real = both+shared-1, grouped+own-1, real+whole-1
		precision, recall = precision+shared/own, recall+shared/whole
	}
	f := func(p, r float64) float64 { return 2 * p * r / (p + r) }
	n := float64(len(of))
	return f(both/grouped, both/real), f(precision/n, recall/n)
}

func TestArticlesOnOneEventAreProposed(t *testing.T) {
	for _, length := range []int{120, 400} {
		articles, of := newsroom(1, 200, length)
		pairs, bCubed := quality(event.Propose(articles), of)
		t.Logf("%d articles of %d words: F1 of pairs %.3f, B³ %.3f", len(articles), length, pairs, bCubed)
		if pairs < .9 || bCubed < .9 {
			t.Errorf("%d words: F1 of pairs %.3f, B³ %.3f", length, pairs, bCubed)
		}
	}
}

func TestStoryDateAndLanguageDecide(t *testing.T) {
	day := time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)
	text := terms("The corroded sluices of the mill at Orrin burst overnight and drowned sheep, Governor Mira Tolland said.")
	for name, c := range map[string]struct {
		second event.Article
		want   int
	}{
		"another story":    {event.Article{Story: "b", Language: "en", Published: day}, 1},
		"no date":          {event.Article{Story: "b", Language: "en"}, 1},
		"two days later":   {event.Article{Story: "b", Language: "en", Published: day.AddDate(0, 0, 2)}, 1},
		"two weeks later":  {event.Article{Story: "b", Language: "en", Published: day.AddDate(0, 0, 14)}, 0},
		"the same story":   {event.Article{Story: "a", Language: "en", Published: day}, 0},
		"another language": {event.Article{Story: "b", Language: "de", Published: day}, 0},
	} {
		c.second.Text = text
		got := event.Propose([]event.Article{{Story: "a", Language: "en", Published: day, Text: text}, c.second})
		if len(got) != c.want || c.want == 1 && !slices.Equal(got[0].Articles, []int{0, 1}) {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := event.Propose(nil); len(got) != 0 {
		t.Errorf("of no articles there are %v", got)
	}
}

func BenchmarkPropose10000Articles(b *testing.B) {
	articles, of := newsroom(2, 2900, 200)
	for b.Loop() {
		event.Propose(articles)
	}
	pairs, bCubed := quality(event.Propose(articles), of)
	b.ReportMetric(float64(len(articles)), "articles")
	b.ReportMetric(pairs, "pairs-F1")
	b.ReportMetric(bCubed, "B3")
}
