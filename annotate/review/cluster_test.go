package review_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
)

var (
	anna, ben, carl, dora = annotate.NewAnnotator("anna"), annotate.NewAnnotator("ben"), annotate.NewAnnotator("carl"), annotate.NewAnnotator("dora")
	everybody             = []annotate.Annotator{anna, ben, carl, dora}
)

// span reads "a1 actor 0-5 7-9 type=person @Khan": id, label, segments, attributes, entity.
func span(text string) annotate.Span {
	fields := strings.Fields(text)
	s := annotate.Span{ID: fields[0], DocumentID: "d", LabelID: fields[1], Attributes: map[string]any{}}
	for _, field := range fields[2:] {
		if entity, is := strings.CutPrefix(field, "@"); is {
			s.EntityID = entity
		} else if name, value, is := strings.Cut(field, "="); is {
			s.Attributes[name] = value
		} else {
			from, to, _ := strings.Cut(field, "-")
			start, _ := strconv.Atoi(from)
			end, _ := strconv.Atoi(to)
			s.Segments = append(s.Segments, annotate.Segment{Start: start, End: end})
		}
	}
	return s
}

// layers makes a layer for each text, of anna, ben, carl and dora; spans are parted by commas.
func layers(texts ...string) (list []review.Layer) {
	for i, text := range texts {
		layer := review.Layer{Annotator: everybody[i]}
		for one := range strings.SplitSeq(text, ",") {
			if strings.TrimSpace(one) != "" {
				layer.Spans = append(layer.Spans, span(one))
			}
		}
		list = append(list, layer)
	}
	return list
}

// text says what items are, "kind a1+b1" each, sorted.
func text(items []review.Item) string {
	var out []string
	for _, item := range items {
		out = append(out, string(item.Kind)+" "+strings.Join(item.CandidateIDs(), "+"))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func TestClustering(t *testing.T) {
	for name, c := range map[string]struct {
		layers []string
		want   string
	}{
		"nothing":                         {[]string{"", ""}, ""},
		"alike":                           {[]string{"a1 actor 0-5", "b1 actor 0-5"}, "agreed a1+b1"},
		"one alone":                       {[]string{"a1 actor 0-5"}, "some a1"},
		"one of two":                      {[]string{"a1 actor 0-5", ""}, "some a1"},
		"two of three":                    {[]string{"a1 actor 0-5", "b1 actor 0-5", ""}, "some a1+b1"},
		"touching is no overlap":          {[]string{"a1 actor 0-5", "b1 actor 5-9"}, "some a1, some b1"},
		"boundaries":                      {[]string{"a1 actor 0-5", "b1 actor 3-9"}, "boundary a1+b1"},
		"labels":                          {[]string{"a1 actor 0-5", "b1 claim 0-5"}, "label a1+b1"},
		"labels of half the text":         {[]string{"a1 actor 0-5", "b1 claim 0-10"}, "label a1+b1"},
		"labels of less than half":        {[]string{"a1 actor 0-4", "b1 claim 0-10"}, "some a1, some b1"},
		"attributes":                      {[]string{"a1 actor 0-5 type=person", "b1 actor 0-5 type=state"}, "attribute a1+b1"},
		"an attribute that one left":      {[]string{"a1 actor 0-5 type=person", "b1 actor 0-5"}, "attribute a1+b1"},
		"entities":                        {[]string{"a1 actor 0-5 @x", "b1 actor 0-5 @y"}, "entity a1+b1"},
		"entities of one name":            {[]string{"a1 actor 0-5 @khan-a", "b1 actor 0-5 @khan-b"}, "agreed a1+b1"},
		"an actor inside a claim":         {[]string{"a1 claim 0-40, a2 actor 3-8", "b1 claim 0-42, b2 actor 3-8"}, "agreed a2+b2, boundary a1+b1"},
		"an actor at the start of one":    {[]string{"a1 claim 0-40, a2 actor 0-8", "b1 actor 0-8, b2 claim 0-40"}, "agreed a2+b1, agreed a1+b2"},
		"stacked labels":                  {[]string{"a1 actor 0-9, a2 claim 0-9", "b1 claim 0-9, b2 actor 0-9"}, "agreed a1+b2, agreed a2+b1"},
		"stacked against one":             {[]string{"a1 actor 0-9, a2 claim 0-9", "b1 claim 0-9"}, "agreed a2+b1, some a1"},
		"crossing":                        {[]string{"a1 claim 0-10, a2 claim 8-20", "b1 claim 0-9, b2 claim 9-20"}, "boundary a1+b1, boundary a2+b2"},
		"exact before first":              {[]string{"a1 claim 0-9", "b1 claim 0-2, b2 claim 0-9"}, "some b1, agreed a1+b2"},
		"best overlap":                    {[]string{"a1 claim 0-10", "b1 claim 0-3, b2 claim 2-10"}, "some b1, boundary a1+b2"},
		"a chain is cut":                  {[]string{"a1 claim 0-10", "b1 claim 8-20", "c1 claim 18-30"}, "boundary a1+b1, some c1"},
		"one label before another":        {[]string{"a1 actor 0-10", "b1 claim 0-10, b2 actor 5-15"}, "some b1, boundary a1+b2"},
		"twice the same":                  {[]string{"a1 actor 0-5, a2 actor 0-5", "b1 actor 0-5"}, "agreed a1+b1, some a2"},
		"twice the same, one says more":   {[]string{"a1 actor 0-5, a2 actor 0-5 type=state", "b1 actor 0-5 type=state"}, "some a1, agreed a2+b1"},
		"discontinuous":                   {[]string{"a1 claim 0-5 10-15", "b1 claim 0-5 10-15"}, "agreed a1+b1"},
		"discontinuous and whole":         {[]string{"a1 claim 0-5 10-15", "b1 claim 0-15"}, "boundary a1+b1"},
		"what lies in a gap":              {[]string{"a1 claim 0-5 10-15", "b1 claim 6-9"}, "some a1, some b1"},
		"three labels":                    {[]string{"a1 actor 0-5", "b1 claim 0-5", "c1 place 0-5"}, "label a1+b1+c1"},
		"four, of which one differs":      {[]string{"a1 actor 0-5", "b1 actor 0-5", "c1 actor 0-6", "d1 actor 0-5"}, "boundary a1+b1+c1+d1"},
		"the gravest difference is named": {[]string{"a1 actor 0-5 x=1", "b1 claim 0-6 y=1", ""}, "label a1+b1"},
	} {
		t.Run(name, func(t *testing.T) {
			names := review.Names{"khan-a": "Khan", "khan-b": " khan"}
			want := strings.Split(c.want, ", ")
			slices.Sort(want)
			if got := text(review.Items(layers(c.layers...), names)); got != strings.Join(want, ", ") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestScore(t *testing.T) {
	for want, texts := range map[float64][]string{
		0:             {"a1 actor 0-5", "b1 actor 0-5"},
		1:             {"a1 actor 0-5", "b1 claim 0-5"},
		0.5:           {"a1 actor 0-5", "b1 actor 0-10"},
		0.25:          {"a1 actor 0-5 x=1", "b1 actor 0-5 x=2"},
		2.0 / 3:       {"a1 actor 0-5", "b1 actor 0-5", ""},
		1 - 0.75*0.75: {"a1 actor 0-5 x=1 @p", "b1 actor 0-5 x=2 @q"},
	} {
		if got := review.Items(layers(texts...), nil)[0].Score; got != want {
			t.Errorf("%v: %v, not %v", texts, got, want)
		}
	}
	if d := review.Items(layers("a1 actor 0-5 x=1 y=2", "b1 actor 0-6 x=2 y=2 z=3", ""), nil)[0].Differs; !d.Boundary || d.Label || !slices.Equal(d.Attributes, []string{"x", "z"}) || !d.Missing {
		t.Errorf("%+v", d)
	}
}

// drawn generates the layers of up to four annotators on one text.
func drawn() *rapid.Generator[[]review.Layer] {
	return rapid.Custom(func(t *rapid.T) []review.Layer {
		var list []review.Layer
		for i := range rapid.IntRange(1, 4).Draw(t, "annotators") {
			layer := review.Layer{Annotator: everybody[i]}
			for k := range rapid.IntRange(0, 7).Draw(t, "spans") {
				s := annotate.Span{ID: fmt.Sprintf("%s%d", everybody[i].Name, k), DocumentID: "d", LabelID: rapid.SampledFrom([]string{"actor", "claim", "cue"}).Draw(t, "label"),
					EntityID: rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "entity"), Attributes: map[string]any{}}
				if rapid.Bool().Draw(t, "attribute") {
					s.Attributes["type"] = rapid.SampledFrom([]string{"p", "q"}).Draw(t, "value")
				}
				for range rapid.IntRange(1, 2).Draw(t, "segments") {
					start := rapid.IntRange(0, 25).Draw(t, "start")
					s.Segments = append(s.Segments, annotate.Segment{Start: start, End: start + rapid.IntRange(1, 10).Draw(t, "length")})
				}
				s.Segments = annotate.NormalizeSegments(s.Segments)
				layer.Spans = append(layer.Spans, s)
			}
			list = append(list, layer)
		}
		return list
	})
}

func TestEverySpanIsInOneItem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drawn().Draw(t, "layers")
		var want, got []string
		for _, layer := range list {
			for _, s := range layer.Spans {
				want = append(want, s.ID)
			}
		}
		ids := map[string]bool{}
		for _, item := range review.Items(list, nil) {
			got = append(got, item.CandidateIDs()...)
			if ids[item.ID] {
				t.Fatal("two items have one id")
			}
			ids[item.ID] = true
			heard := map[string]bool{}
			for _, c := range item.Candidates {
				if heard[c.Annotator.ID] {
					t.Fatalf("%s is twice in %s", c.Annotator.Name, text([]review.Item{item}))
				}
				heard[c.Annotator.ID] = true
			}
			if len(item.Candidates)+len(item.Silent) != len(list) || item.Score < 0 || item.Score > 1 {
				t.Fatalf("%+v", item)
			}
			if item.Kind == review.Agreed && item.Score != 0 {
				t.Fatalf("agreed, but at odds: %+v", item)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Fatalf("spans %v are in items as %v", want, got)
		}
	})
}

func TestTheOrderOfAnnotatorsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drawn().Draw(t, "layers")
		want := fmt.Sprintf("%+v", review.Items(list, nil))
		shuffled := rapid.Permutation(list).Draw(t, "layers")
		for i := range shuffled {
			shuffled[i].Spans = rapid.Permutation(shuffled[i].Spans).Draw(t, "spans")
		}
		if got := fmt.Sprintf("%+v", review.Items(shuffled, nil)); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}

// A change to one span leaves the items as they are that it is not in, before and after.
func TestItemsOfOthersKeepTheirIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drawn().Draw(t, "layers")
		ids := func() map[string]string {
			out := map[string]string{}
			for _, item := range review.Items(list, nil) {
				ids := item.CandidateIDs()
				slices.Sort(ids)
				out[item.ID] = strings.Join(ids, "+")
			}
			return out
		}
		before := ids()
		for i := range list {
			if len(list[i].Spans) > 0 {
				list[i].Spans[0].Attributes = map[string]any{"type": "changed"}
				break
			}
		}
		after, byCandidates := ids(), map[string]string{}
		for id, candidates := range after {
			byCandidates[candidates] = id
		}
		changed := 0
		for id, candidates := range before {
			if other, there := byCandidates[candidates]; there && other != id {
				changed++
			}
		}
		if changed > 1 {
			t.Fatalf("one span was changed, and %d items of the same candidates have other ids", changed)
		}
	})
}

func TestVerdictsMakeValidGold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, item := range review.Items(drawn().Draw(t, "layers"), nil) {
			first, last := 0, len(item.Candidates)-1
			for _, v := range []review.Verdict{{Name: review.Take, Candidates: []int{last}}, {Name: review.Union}, {Name: review.Intersection}, {Name: review.None},
				{Name: review.Several, Candidates: []int{first, last}}} {
				if v.Name == review.Several && last == 0 {
					v.Candidates = []int{0, 0}
				}
				spans, err := item.Spans(v)
				if err != nil && v.Name != review.Intersection {
					t.Fatal(v, err)
				}
				for _, s := range spans {
					if err := annotate.ValidateSegments(s.Segments, 100); err != nil || s.Start() < item.Start || s.End() > item.End || len(s.DerivedFrom) != len(item.Candidates) {
						t.Fatal(v, s, err)
					}
					if got, found := review.Result(item.Candidates[first].Span, spans); !found || got.LabelID == "" {
						t.Fatal("no gold span stands for the candidate")
					}
				}
			}
		}
	})
}

func TestRelations(t *testing.T) {
	end := func(gold, document string, marked ...annotate.Annotator) review.End {
		return review.End{Gold: gold, DocumentID: document, Start: 1, End: 2, Marked: marked}
	}
	g, h, far := end("g", "d1", anna, ben, carl), end("h", "d1", anna, ben), end("f", "d0", anna, ben)
	link := func(who annotate.Annotator, id, kind string, head, tail review.End) review.Link {
		return review.Link{Annotator: who, Relation: annotate.Relation{ID: id, TypeID: kind}, Head: head, Tail: tail}
	}
	for name, c := range map[string]struct {
		links []review.Link
		want  string // type, direction and missing as letters
	}{
		"alike":             {[]review.Link{link(anna, "1", "makes", g, h), link(ben, "2", "makes", g, h)}, "1+2"},
		"other types":       {[]review.Link{link(anna, "1", "makes", g, h), link(ben, "2", "targets", g, h)}, "1+2 type"},
		"other way round":   {[]review.Link{link(anna, "1", "makes", g, h), link(ben, "2", "makes", h, g)}, "1+2 direction"},
		"symmetric":         {[]review.Link{link(anna, "1", "same", g, h), link(ben, "2", "same", h, g)}, "1+2"},
		"only one":          {[]review.Link{link(anna, "1", "makes", g, h)}, "1 missing"},
		"two types of each": {[]review.Link{link(anna, "1", "makes", g, h), link(anna, "2", "targets", g, h), link(ben, "3", "targets", g, h)}, "2+3, 1 missing"},
		"across articles":   {[]review.Link{link(anna, "1", "same", g, far), link(ben, "2", "same", far, g)}, "1+2"},
		"other ends":        {[]review.Link{link(anna, "1", "makes", g, h), link(ben, "2", "makes", g, far)}, "1 missing, 2 missing"},
	} {
		t.Run(name, func(t *testing.T) {
			items := review.Relations(c.links, func(id string) bool { return id == "same" })
			var got []string
			for _, item := range items {
				text := strings.Join(item.CandidateIDs(), "+")
				for _, d := range []struct {
					differs bool
					word    string
				}{{item.Differs.Label, " type"}, {item.Differs.Boundary, " direction"}, {item.Differs.Missing, " missing"}} {
					if d.differs {
						text += d.word
					}
				}
				got = append(got, text)
				if item.Kind != review.Relation || (name == "across articles") != (item.DocumentID == "d0") && name != "other ends" {
					t.Errorf("%+v", item)
				}
			}
			slices.Sort(got)
			want := strings.Split(c.want, ", ")
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
			slices.Reverse(c.links)
			again := review.Relations(c.links, func(id string) bool { return id == "same" })
			if fmt.Sprint(again) != fmt.Sprint(items) {
				t.Error("the order of links matters")
			}
		})
	}
}
