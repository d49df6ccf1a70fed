package duplicate_test

import (
	"fmt"
	"math"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/duplicate"
)

// article is a text of n random words.
func article(random *rand.Rand, n int) []string {
	text := make([]string, n)
	for i := range text {
		text[i] = fmt.Sprintf("w%d", random.Intn(5000))
	}
	return text
}

// exact is the Jaccard index of word 5-grams by its definition.
func exact(a, b []string) float64 {
	grams := func(text []string) map[string]bool {
		set := map[string]bool{}
		for i := 0; i+5 <= len(text); i++ {
			set[strings.Join(text[i:i+5], " ")] = true
		}
		return set
	}
	x, y := grams(a), grams(b)
	shared := 0
	for g := range x {
		if y[g] {
			shared++
		}
	}
	return float64(shared) / float64(len(x)+len(y)-shared)
}

func TestSimilarityIsTheShareOfCommonSequences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed")))
		a := article(random, rapid.IntRange(5, 3000).Draw(t, "words"))
		b := append(append([]string{}, a[:rapid.IntRange(0, len(a)).Draw(t, "kept")]...), article(random, rapid.IntRange(5, 1000).Draw(t, "own"))...)
		want, got := exact(a, b), duplicate.SketchOf(strings.Join(a, " ")).Similarity(duplicate.SketchOf(strings.Join(b, ", ")))
		tolerance := 0.12 // over five standard errors
		if len(a)+len(b) < 500 {
			tolerance = 0
		}
		if math.Abs(want-got) > tolerance+1e-9 {
			t.Fatalf("%g, want %g", got, want)
		}
	})
}

func TestGroups(t *testing.T) {
	story := "The harbour master of Varrenhavn said on Monday that the northern port stays shut until the storm has passed over the coast."
	for _, c := range []struct {
		name  string
		texts []string
		want  [][]int
	}{
		{"the same", []string{story, "Something else happened elsewhere on that day, it seems.", story}, [][]int{{0, 2}}},
		{"upper case and punctuation", []string{story, strings.ToUpper(strings.ReplaceAll(story, " that", ", that"))}, [][]int{{0, 1}}},
		{"a line more", []string{story, story + " Dockers called it a farce."}, [][]int{{0, 1}}},
		{"another text", []string{story, "The harbour master of Varrenhavn said on Tuesday that the southern port opens when the storm is over."}, nil},
		{"short", []string{"Ports shut", "ports shut!", "Ports open", "", ""}, [][]int{{0, 1}}},
		{"Chinese", []string{"港口管理局周一表示，北港将继续关闭，直到风暴过去。", "港口管理局周一表示，北港将继续关闭，直到风暴过去", "工会说这是一场闹剧，并要求立即开放港口。"}, [][]int{{0, 1}}},
		{"Arabic", []string{"قالت الوزارة يوم الاثنين إن الموانئ تبقى مغلقة حتى نهاية الأسبوع", "قالت الوزارة يوم الاثنين إن الموانئ تبقى مغلقة حتى نهاية الأسبوع."}, [][]int{{0, 1}}},
	} {
		var f duplicate.Finder
		for _, text := range c.texts {
			f.Add(text)
		}
		if diff := cmp.Diff(c.want, f.Groups()); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestTextsThatShareAFooterAreNotTheSameHoweverMany(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	footer := " Read more in our newsletter, which comes every morning at seven. All rights reserved by the Varrenhavn Beacon and its owners."
	var f duplicate.Finder
	var last []string
	for range 2000 {
		last = article(random, 200)
		f.Add(strings.Join(last, " ") + footer)
	}
	f.Add(strings.Join(last[:190], " ") + footer)
	if diff := cmp.Diff([][]int{{1999, 2000}}, f.Groups()); diff != "" {
		t.Error(diff)
	}
}

func TestAnIndexFindsATextByAPartOfItAmongManyWithTheSameFooter(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	footer := " Read more in our newsletter, which comes every morning at seven. All rights reserved by the Varrenhavn Beacon and its owners."
	var index duplicate.Index
	var texts [][]string
	for range 1000 {
		texts = append(texts, article(random, 600))
		index.Add(duplicate.SketchOf(strings.Join(texts[len(texts)-1], " ") + footer))
	}
	for i, text := range texts {
		again := append(text[:300:300], article(random, 600)...) // a quarter of both together
		near := index.Near(duplicate.SketchOf(strings.Join(again, " ") + footer))
		if !slices.Contains(near, i) {
			t.Errorf("text %d is not found by half of its words", i)
		}
		if len(near) > 200 {
			t.Errorf("%d texts are near one of another story", len(near))
		}
	}
}

// BenchmarkFinder takes in texts of 6 kB.
func BenchmarkFinder(b *testing.B) {
	random := rand.New(rand.NewSource(1))
	var texts []string
	for range 500 {
		texts = append(texts, strings.Join(article(random, 1000), " "))
	}
	for b.Loop() {
		var f duplicate.Finder
		for _, text := range texts {
			f.Add(text)
		}
		if len(f.Groups()) > 0 {
			b.Fatal("random texts are alike")
		}
	}
}
