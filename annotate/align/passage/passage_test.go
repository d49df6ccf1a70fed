package passage_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// words are the passages of a kind that two texts share, as "in a | in b".
func words(a, b, language string, kind passage.Kind) (all []string) {
	ta, tb := textpos.New(a), textpos.New(b)
	for _, p := range passage.Compare(passage.Read(passage.Article{Text: ta, Language: language}), passage.Read(passage.Article{Text: tb, Language: language})) {
		if p.Kind == kind {
			all = append(all, ta.Slice(p.A.Start, p.A.End)+" | "+tb.Slice(p.B.Start, p.B.End))
		}
	}
	return all
}

func TestSharedPassages(t *testing.T) {
	for _, c := range []struct {
		name, language, a, b string
		want                 []string
	}{
		{"a quotation of two words of content is found among the names of the story", "en",
			"The dam at Lake Orrin burst on Monday. Governor Mira Tolland of North Harlow called the Orrin Water Board “a toothless watchdog” in Port Sellick.",
			"Critics in North Harlow see the Orrin Water Board as “a toothless watchdog”. Governor Mira Tolland will visit Lake Orrin, Port Sellick said.",
			[]string{"a toothless watchdog | a toothless watchdog"}},
		{"names and titles are none", "en",
			"On Monday the Orrin Water Board met Governor Mira Tolland of North Harlow. Later the Orrin Water Board of North Harlow left.",
			"A spokesman for Governor Mira Tolland of North Harlow praised the Orrin Water Board. We saw Governor Mira Tolland there.",
			nil},
		{"quotation marks, dashes, case and line ends do not count", "en",
			"He spoke of a “well‑deserved\nrebuke” to sluggish inspectors.", "It was, he said, a \"Well-Deserved rebuke\" to SLUGGISH inspectors!",
			[]string{"a “well‑deserved\nrebuke” to sluggish inspectors | a \"Well-Deserved rebuke\" to SLUGGISH inspectors"}},
		{"words in other forms are the same", "en",
			"Engineers were inspecting corroded valves.", "An engineer who inspected the corroded valve left.",
			[]string{"Engineers were inspecting corroded valves | engineer who inspected the corroded valve"}},
		{"clauses that changed places are one passage", "en",
			"The turbines were shut down, the reservoir was drained overnight, and villagers slept in tents.",
			"Villagers slept in tents, the reservoir was drained overnight, and the turbines were shut down.",
			[]string{"The turbines were shut down, the reservoir was drained overnight, and villagers slept in tents | " +
				"Villagers slept in tents, the reservoir was drained overnight, and the turbines were shut down"}},
		{"an abbreviation with full stops is the same as without, and none of the small words", "en",
			"Divers from the U.S. Coast Survey mapped silt.", "They told us that US Coast Survey divers mapped silt.",
			[]string{"mapped silt | mapped silt"}},
		{"emoji and combining letters count as code points", "en",
			"🦊🦊 He ate crème brûlée with pickled herring.", "🦊 She ate cre\u0300me bru\u0302le\u0301e with pickled herring.",
			[]string{"ate crème brûlée with pickled herring | ate cre\u0300me bru\u0302le\u0301e with pickled herring"}},
		{"German, where all nouns have capital letters", "de",
			"Der Damm brach am Montag, weil die Schleusen verrostet waren.", "Nach Angaben der Behörde brach der Damm, weil die Schleusen verrostet waren.",
			[]string{"brach am Montag, weil die Schleusen verrostet waren | brach der Damm, weil die Schleusen verrostet waren"}},
		{"French, with its elisions", "fr",
			"Selon lui, l’écluse rouillée n’a pas tenu longtemps.", "On sait que cette écluse rouillée ne tenait plus longtemps.",
			[]string{"l’écluse rouillée n’a pas tenu longtemps | écluse rouillée ne tenait plus longtemps"}},
		{"Russian", "ru",
			"По его словам, ржавые шлюзы не выдержали напора.", "Эксперты говорят: ржавые шлюзы не выдержали напора воды.",
			[]string{"ржавые шлюзы не выдержали напора | ржавые шлюзы не выдержали напора"}},
		{"Chinese, which puts no spaces between words", "zh",
			"专家表示，生锈的水闸无法承受压力。", "报告称，生锈的水闸无法承受压力，村民说。",
			[]string{"生锈的水闸无法承受压力 | 生锈的水闸无法承受压力"}},
		{"Arabic", "ar",
			"وقال الخبير إن البوابات الصدئة لم تتحمل ضغط المياه", "وذكر التقرير أن البوابات الصدئة لم تتحمل ضغط المياه أمس",
			[]string{"البوابات الصدئة لم تتحمل ضغط المياه | البوابات الصدئة لم تتحمل ضغط المياه"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := words(c.a, c.b, c.language, passage.Shared); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestRewordedPassages(t *testing.T) {
	const a = "The dam at Lake Orrin burst on Monday. Inspectors had warned twice that the sluices were corroded. Mr. Tolland flew to Port Sellick."
	const b = "Twice, a report shows, corroded sluices had been named in a warning by inspectors. Mr. Tolland did not fly to Lake Orrin, or to Port Sellick."
	got := words(a, b, "en", passage.Reworded)
	want := []string{"Inspectors had warned twice that the sluices were corroded | Twice, a report shows, corroded sluices had been named in a warning by inspectors"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNumbersThatDifferAreNamed(t *testing.T) {
	a, b := textpos.New("The flood drowned 50 sheep and 2,000 chickens near Orrin."), textpos.New("The flood drowned fifteen sheep and 2000 chickens near Orrin.")
	pairs := passage.Compare(passage.Read(passage.Article{Text: a, Language: "en"}), passage.Read(passage.Article{Text: b, Language: "en"}))
	if len(pairs) != 1 || len(pairs[0].AsideA) != 1 || len(pairs[0].AsideB) != 1 {
		t.Fatalf("%+v", pairs)
	}
	if x, y := pairs[0].AsideA[0], pairs[0].AsideB[0]; a.Slice(x.Start, x.End) != "50" || b.Slice(y.Start, y.End) != "fifteen" {
		t.Errorf("%q and %q", a.Slice(x.Start, x.End), b.Slice(y.Start, y.End))
	}
}

func TestANumberOfSeveralWordsIsNotTakenApart(t *testing.T) {
	pairs := passage.Compare(read("The flood drowned two hundred and twelve sheep near Orrin."), read("The flood drowned 212 sheep near Orrin."))
	if len(pairs) != 1 || pairs[0].AsideA != nil || pairs[0].AsideB != nil {
		t.Errorf("%+v", pairs)
	}
}

func TestLanguages(t *testing.T) {
	const text = "The corroded sluices burst overnight near the mill."
	in := func(language string) *passage.Text {
		return passage.Read(passage.Article{Text: textpos.New(text), Language: language})
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{{"en", "en-GB", true}, {"en", "de", false}, {"en", "", true}, {"", "", true}, {"", "de", true}, {"zh-Hans", "zh-TW", true}} {
		pairs := passage.Compare(in(c.a), in(c.b))
		if passage.Comparable(in(c.a), in(c.b)) != c.want || (len(pairs) == 1) != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, pairs)
		}
	}
}

func TestRegionsAreLeftOut(t *testing.T) {
	const text = "The corroded sluices burst overnight near the mill.\n\nReaders say: abysmal maintenance doomed every hamlet downstream."
	start := strings.Index(text, "Readers")
	in := func(regions ...annotate.Region) *passage.Text {
		return passage.Read(passage.Article{Text: textpos.New(text), Language: "en", Regions: regions})
	}
	pairs := passage.Compare(in(annotate.Region{Start: start, End: len(text), Kind: annotate.RegionComments}), in())
	if len(pairs) != 1 || pairs[0].A.End != start-3 || pairs[0].B.End != start-3 {
		t.Errorf("%v, where the region begins at %d", pairs, start)
	}
}

func TestCopiesOfOneText(t *testing.T) {
	p := newProse(t, 4)
	a, changed, _ := p.texts(40, 2, edits[0])
	b := strings.Replace(a, ". ", ". He said so. ", 2)
	if !passage.Copies(read(a), read(b)) || passage.Copies(read(a), read(changed)) {
		t.Error("a text with two sentences more is a copy, one that takes over some is none")
	}
}

// drawn is a text of few words, so that much of it is shared.
func drawn(t *rapid.T, name string) string {
	vocabulary := strings.Fields("the a of said mayor harbour diesel Tolland Orrin Board corroded sluices burst overnight toothless watchdog 50 1,200 twelve “slick” never. Then, 🦊 crème")
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 5, 80).Draw(t, name), " ")
}

func TestComparingIsTheSameFromBothSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := read(drawn(t, "a")), read(drawn(t, "b"))
		there, back := passage.Compare(a, b), passage.Compare(b, a)
		for i, p := range back {
			p.A, p.B, p.AsideA, p.AsideB = p.B, p.A, p.AsideB, p.AsideA
			back[i] = p
		}
		order := func(p, q passage.Pair) int { return strings.Compare(fmt.Sprint(p), fmt.Sprint(q)) }
		slices.SortFunc(there, order)
		slices.SortFunc(back, order)
		if diff := cmp.Diff(there, back); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestEachPassageHasTheWordsThatItClaims(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := textpos.New(drawn(t, "a")), textpos.New(drawn(t, "b"))
		for _, p := range passage.Compare(read(a.String()), read(b.String())) {
			if p.A.Start < 0 || p.A.Start >= p.A.End || p.A.End > a.Len() || p.B.Start < 0 || p.B.Start >= p.B.End || p.B.End > b.Len() {
				t.Fatalf("%+v lies outside", p)
			}
			if a.SnapWords(p.A) != p.A || b.SnapWords(p.B) != p.B {
				t.Fatalf("%+v cuts a word", p)
			}
			there := map[string]int{}
			for _, w := range strings.Fields(strings.ToLower(b.Slice(p.B.Start, p.B.End))) {
				there[strings.Trim(w, ".,“”")]++
			}
			shared := 0
			for _, w := range strings.Fields(strings.ToLower(a.Slice(p.A.Start, p.A.End))) {
				if w = strings.Trim(w, ".,“”"); there[w] > 0 {
					there[w]--
					shared++
				}
			}
			if shared < 2 {
				t.Fatalf("%q and %q share %d words", a.Slice(p.A.Start, p.A.End), b.Slice(p.B.Start, p.B.End), shared)
			}
		}
	})
}

func TestAnArticleMoreChangesOnlyItsOwnPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var texts []*passage.Text
		for i := range rapid.IntRange(2, 6).Draw(t, "articles") {
			texts = append(texts, read(drawn(t, fmt.Sprint(i))))
		}
		last := len(texts) - 1
		all, err := passage.Among(context.Background(), texts, nil)
		if err != nil {
			t.Fatal(err)
		}
		before, err := passage.Among(context.Background(), texts[:last], nil)
		if err != nil {
			t.Fatal(err)
		}
		kept := slices.DeleteFunc(slices.Clone(all), func(f passage.Found) bool { return f.B == last })
		if diff := cmp.Diff(before, kept, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		for _, f := range passage.Families(all) {
			if f.Places[0].Article == f.Places[len(f.Places)-1].Article {
				t.Fatalf("%+v stands in one article", f)
			}
			for i, p := range f.Places[1:] {
				if q := f.Places[i]; q.Article > p.Article || q.Article == p.Article && q.End > p.Start {
					t.Fatalf("%+v is not in order", f)
				}
			}
		}
	})
}

func TestFamilies(t *testing.T) {
	at := func(start, end int) annotate.Segment { return annotate.Segment{Start: start, End: end} }
	found := []passage.Found{
		{A: 0, B: 1, Pairs: []passage.Pair{{Kind: passage.Shared, Score: 20, A: at(10, 20), B: at(0, 10), AsideA: []annotate.Segment{at(12, 14)}, AsideB: []annotate.Segment{at(3, 5)}},
			{Kind: passage.Reworded, Score: .25, A: at(50, 80), B: at(40, 70)}}},
		{A: 0, B: 2, Pairs: []passage.Pair{{Kind: passage.Shared, Score: 25, A: at(14, 22), B: at(7, 15)}, {Kind: passage.Reworded, Score: .28, A: at(50, 80), B: at(90, 99)}}},
		{A: 1, B: 2, Pairs: []passage.Pair{{Kind: passage.Shared, Score: 30, A: at(60, 100), B: at(9, 13)}}},
	}
	place := func(article, start, end int) passage.Place {
		return passage.Place{Article: article, Segment: at(start, end)}
	}
	first := place(0, 10, 22)
	first.Aside = []annotate.Segment{at(12, 14)}
	second := place(1, 0, 10)
	second.Aside = []annotate.Segment{at(3, 5)}
	want := []passage.Family{
		{Kind: passage.Shared, Score: 30, Places: []passage.Place{first, second, place(1, 60, 100), place(2, 7, 15)}},
		{Kind: passage.Reworded, Score: .28, Places: []passage.Place{place(0, 50, 80), place(2, 90, 99)}}, // too unsure to be one with the next
		{Kind: passage.Reworded, Score: .25, Places: []passage.Place{place(0, 50, 80), place(1, 40, 70)}},
	}
	if diff := cmp.Diff(want, passage.Families(found)); diff != "" {
		t.Error(diff)
	}
}
