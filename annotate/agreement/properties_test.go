package agreement_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
)

// randomDocuments draws documents in which annotators mark places, name entities and draw relations without looking.
func randomDocuments(random *rand.Rand, documents, annotators, spans int) []agreement.Document {
	text := strings.Repeat(sentence, 20)
	length := len([]rune(text))
	var made []agreement.Document
	for d := range documents {
		id, story := fmt.Sprint("d", d), fmt.Sprint(d/3)
		var layers []annotate.Layer
		for a := range annotators {
			var marks []mark
			for range spans {
				start := random.IntN(length - 40)
				marks = append(marks, mark{start, start + 5 + random.IntN(35), []string{"l1", "l2"}[random.IntN(2)],
					map[string]any{"stance": fmt.Sprint(random.IntN(2)), "score": random.Float64(), "type": fmt.Sprint(random.IntN(2))},
					fmt.Sprint(a, []string{" Khan", " Omar"}[random.IntN(2)])})
			}
			layer := layerOf(id, fmt.Sprint("annotator ", a), marks...)
			relateByChance(random, &layer, made, story)
			layers = append(layers, layer)
		}
		made = append(made, documentOf(story, id, text, layers...))
	}
	return made
}

// relateByChance draws relations from actors to claims, and between claims of this and an earlier document of the story.
func relateByChance(random *rand.Rand, l *annotate.Layer, earlier []agreement.Document, story string) {
	labelled := func(l annotate.Layer, label string) (spans []annotate.Span) {
		for _, s := range l.Spans {
			if s.LabelID == label {
				spans = append(spans, s)
			}
		}
		return spans
	}
	link := func(kind string, heads, tails []annotate.Span) {
		if len(heads) > 0 && len(tails) > 0 {
			head, tail := heads[random.IntN(len(heads))], tails[random.IntN(len(tails))]
			relate(l, kind, head.ID, tail.ID, tail.DocumentID)
		}
	}
	claims := labelled(*l, "l2")
	link("r1", labelled(*l, "l1"), claims)
	for _, d := range earlier {
		for _, other := range d.Layers {
			if d.Story.ID == story && other.Annotator.Name == l.Annotator.Name {
				link("r2", claims, labelled(other, "l2"))
			}
		}
	}
}

// leaves lists what the JSON of a report says of pairs and overall, by path: figures, and nil for what has no value.
func leaves(t interface{ Fatalf(string, ...any) }, r *agreement.Report) map[string]any {
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var tree map[string]any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatalf("%v", err)
	}
	found := map[string]any{}
	var walk func(path string, node any)
	walk = func(path string, node any) {
		switch v := node.(type) {
		case map[string]any:
			for name, child := range v {
				walk(path+"."+name, child)
			}
		case []any:
			for i, child := range v {
				walk(fmt.Sprintf("%s.%d", path, i), child)
			}
		default:
			found[path] = v
		}
	}
	walk("pairs", tree["pairs"])
	walk("overall", tree["overall"])
	return found
}

// figures lists the figures of a report by path.
func figures(t interface{ Fatalf(string, ...any) }, r *agreement.Report) map[string]float64 {
	found := map[string]float64{}
	for path, leaf := range leaves(t, r) {
		if value, ok := leaf.(float64); ok {
			found[path] = value
		}
	}
	return found
}

// TestRandomLayersAgreeByChance: of layers that were made without looking, each measure that takes chance into account is near 0.
func TestRandomLayersAgreeByChance(t *testing.T) {
	r := compute(t, agreement.Options{}, randomDocuments(rand.New(rand.NewPCG(1, 2)), 40, 3, 40)...)
	seen := map[string]bool{}
	for path, value := range figures(t, r) {
		var limit float64
		switch name := path[strings.LastIndex(path, ".")+1:]; {
		case strings.HasSuffix(path, "items") || strings.HasSuffix(path, "documents"):
			continue
		case strings.Contains(path, ".attributes.") || strings.Contains(path, ".entities."):
			// Few spans are matched, so that chance has more to say.
			limit = 3 / math.Sqrt(float64(r.Items[path]))
			seen["values"] = true
		case name == "u_alpha_coding" || name == "gamma":
			limit = 0.1
			seen[name] = true
		case strings.Contains(path, "kappa") || strings.Contains(path, "alpha"):
			limit = 0.06
			seen[name] = true
		default: // F1 knows no chance
			continue
		}
		if math.Abs(value) > limit {
			t.Errorf("%s of random layers is %.3f", path, value)
		}
	}
	for _, name := range []string{"values", "u_alpha_coding", "gamma", "cohen_kappa", "fleiss_kappa", "krippendorff_alpha", "alpha_u", "alpha_u_all", "u_alpha", "u_alpha_segmentation"} {
		if !seen[name] {
			t.Errorf("%s has no value", name)
		}
	}
	if low, high := r.Intervals["overall.krippendorff_alpha"][0], r.Intervals["overall.krippendorff_alpha"][1]; low > *r.Overall.KrippendorffAlpha ||
		high < *r.Overall.KrippendorffAlpha || low == high {
		t.Errorf("the interval is %f to %f", low, high)
	}
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		docs := randomDocuments(random, rapid.IntRange(1, 4).Draw(t, "documents"), rapid.IntRange(2, 4).Draw(t, "annotators"), rapid.IntRange(0, 6).Draw(t, "spans"))
		options := agreement.Options{Seed: 3, Replicates: 20}
		first := compute(t, options, docs...)
		want := figures(t, first)

		// Documents of a story stay together; stories, documents and layers come in any order.
		byStory := map[string][]agreement.Document{}
		var stories []string
		for _, d := range rapid.Permutation(docs).Draw(t, "documents") {
			d.Layers = rapid.Permutation(d.Layers).Draw(t, "layers")
			if byStory[d.Story.ID] == nil {
				stories = append(stories, d.Story.ID)
			}
			byStory[d.Story.ID] = append(byStory[d.Story.ID], d)
		}
		var permuted []agreement.Document
		for _, s := range stories {
			permuted = append(permuted, byStory[s]...)
		}
		second := compute(t, options, permuted...)
		if again := figures(t, second); len(again) != len(want) {
			t.Fatalf("%d figures have a value, in another order %d", len(want), len(again))
		}
		for path, value := range figures(t, second) {
			if math.Abs(value-want[path]) > 1e-9 {
				t.Fatalf("%s is %.9f, in another order %.9f", path, want[path], value)
			}
		}
		for path, interval := range second.Intervals {
			if other := first.Intervals[path]; math.Abs(interval[0]-other[0]) > 1e-9 || math.Abs(interval[1]-other[1]) > 1e-9 {
				t.Fatalf("%s has interval %v, in another order %v", path, interval, other)
			}
		}

		// Names that sort the other way round turn every pair around.
		turn := func(name string) string { return fmt.Sprint("annotator ", 9-int(name[len(name)-1]-'0')) }
		turned := make([]agreement.Document, len(docs))
		for i, d := range docs {
			turned[i] = d
			turned[i].Layers = slices.Clone(d.Layers)
			for k := range turned[i].Layers {
				a := &turned[i].Layers[k].Annotator
				*a = annotate.NewAnnotator(turn(a.Name))
			}
		}
		symmetric(t, first, compute(t, options, turned...), turn)

		// Identical layers agree fully or not at all.
		for i := range docs {
			for k := range docs[i].Layers {
				a := docs[i].Layers[k].Annotator
				docs[i].Layers[k] = docs[i].Layers[0]
				docs[i].Layers[k].Annotator = a
			}
		}
		for path, value := range figures(t, compute(t, options, docs...)) {
			figure := !strings.HasSuffix(path, "items") && !strings.HasSuffix(path, "documents") && !strings.Contains(path, "confusion")
			if figure && math.Abs(value-1) > 1e-9 {
				t.Fatalf("%s of identical layers is %f", path, value)
			}
		}
	})
}

// symmetric fails the test if a figure depends on who of a pair comes first. turn tells what an annotator of one report is called in the
// other.
func symmetric(t *rapid.T, one, other *agreement.Report, turn func(string) string) {
	want, got := figures(t, one), figures(t, other)
	for path, value := range want {
		at := path
		for i, p := range one.Pairs {
			rest, is := strings.CutPrefix(path, fmt.Sprintf("pairs.%d.", i))
			if !is {
				continue
			}
			k := slices.IndexFunc(other.Pairs, func(q agreement.Pair) bool { return q.A == turn(p.B) && q.B == turn(p.A) })
			at = fmt.Sprintf("pairs.%d.%s", k, rest)
		}
		within := 1e-9
		switch {
		case strings.Contains(path, "confusion"):
			continue // its sides are the annotators
		case strings.HasSuffix(path, "gamma"):
			within = 0.15 * (1 - value) // other random layers are drawn for others, and 1 − γ goes with what is drawn
		}
		if turned, defined := got[at]; !defined || math.Abs(turned-value) > within {
			t.Fatalf("%s is %f, %s turned around %f (defined: %v)", path, value, at, turned, defined)
		}
	}
	if len(want) != len(got) {
		t.Fatalf("%d figures have a value, turned around %d", len(want), len(got))
	}
}
