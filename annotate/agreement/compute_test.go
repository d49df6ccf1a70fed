package agreement_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/annotate/agreement/agreementtest"
)

var codebook = annotate.Codebook{
	Labels: []annotate.Label{
		{ID: "l1", Name: "actor", Attributes: []annotate.Attribute{{Name: "type", Type: annotate.Choice}}},
		{ID: "l2", Name: "claim", Attributes: []annotate.Attribute{{Name: "stance", Type: annotate.Choice}, {Name: "score", Type: annotate.Number},
			{Name: "topics", Type: annotate.Choices}}},
		{ID: "l3", Name: "unused"},
	},
	RelationTypes: []annotate.RelationType{
		{ID: "r1", Name: "makes", HeadLabel: "actor", TailLabel: "claim", Scope: annotate.WithinDocument},
		{ID: "r2", Name: "same_claim", HeadLabel: "claim", TailLabel: "claim", Scope: annotate.WithinStory, Symmetric: true},
	},
}

// sentence has an emoji, a combining accent, Arabic and Chinese in it.
const sentence = "The minister said in Cafe\u0301 Kabul 😀 that القمة would meet 会议 again in spring. "

// mark is a span under construction.
type mark struct {
	start, end int
	label      string
	attributes map[string]any
	entity     string
}

// layerOf makes the layer of an annotator; span ids follow from document, annotator and place in the list.
func layerOf(document, annotator string, marks ...mark) annotate.Layer {
	l := annotate.Layer{Annotator: annotate.NewAnnotator(annotator), State: annotate.Done,
		Entities: map[string]annotate.Entity{}, TailDocuments: map[string]string{}}
	for i, m := range marks {
		s := annotate.Span{ID: fmt.Sprintf("%s-%s-%d", document, annotator, i), DocumentID: document, AnnotatorID: l.Annotator.ID, LabelID: m.label,
			Segments: []annotate.Segment{{Start: m.start, End: m.end}}, Attributes: m.attributes, EntityID: m.entity, Confidence: 1}
		if m.entity != "" {
			l.Entities[m.entity] = annotate.Entity{ID: m.entity, LabelID: m.label, Name: strings.TrimLeft(m.entity, "0123456789 ")}
		}
		l.Spans = append(l.Spans, s)
	}
	return l
}

func documentOf(story, id, text string, layers ...annotate.Layer) agreement.Document {
	d := agreement.Document{Story: annotate.Story{ID: story, Name: "Story " + story},
		Document: annotate.Document{ID: id, StoryID: story, Title: "Article " + id, Text: text}, Layers: layers}
	for i := range layers {
		layers[i].Story, layers[i].Document = d.Story, d.Document
	}
	return d
}

func stream(documents ...agreement.Document) iter.Seq2[agreement.Document, error] {
	return func(yield func(agreement.Document, error) bool) {
		for _, d := range documents {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func compute(t interface{ Fatalf(string, ...any) }, options agreement.Options, documents ...agreement.Document) *agreement.Report {
	if len(options.Codebook.Labels) == 0 {
		options.Codebook = codebook
	}
	report, err := agreement.Compute(context.Background(), stream(documents...), options, nil)
	if err != nil {
		t.Fatalf("computing: %v", err)
	}
	return report
}

// is fails the test if a figure is not want.
func is(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil {
		t.Errorf("%s is undefined", what)
		return
	}
	near(t, what, *got, nil, want)
}

// TestTwoAnnotators computes by hand what is in two short documents.
func TestTwoAnnotators(t *testing.T) {
	text := strings.Repeat(sentence, 3)
	with := func(key string, value any) map[string]any { return map[string]any{key: value} }
	one := documentOf("s", "1", text,
		layerOf("1", "ben", mark{4, 12, "l1", with("type", "person"), "7 Karzai"}, mark{21, 32, "l2", with("stance", "supports"), ""}),
		layerOf("1", "anna", mark{4, 12, "l1", with("type", "person"), "8  KARZAI"}, mark{27, 32, "l2", with("stance", "opposes"), ""}))
	two := documentOf("s", "2", text,
		layerOf("2", "anna", mark{4, 12, "l1", nil, ""}), layerOf("2", "ben", mark{4, 12, "l2", nil, ""}, mark{40, 45, "l1", nil, ""}))
	alone := documentOf("s", "3", text, layerOf("3", "anna", mark{4, 12, "l1", nil, ""}))
	r := compute(t, agreement.Options{}, one, two, alone)

	if !slices.Equal(r.Annotators, []string{"anna", "ben"}) || r.Documents != 2 || r.LeftOut != 1 || len(r.Pairs) != 1 {
		t.Fatalf("%v %d %d %d", r.Annotators, r.Documents, r.LeftOut, len(r.Pairs))
	}
	p := r.Pairs[0]
	// Seven spans; one pair is strict, one exact with another label, one overlaps; one is alone.
	is(t, "strict", p.SpanF1.Strict, 2.0/7)
	is(t, "exact", p.SpanF1.Exact, 4.0/7)
	is(t, "partial", p.SpanF1.Partial, 5.0/7)
	is(t, "type", p.SpanF1.Type, 4.0/7)
	is(t, "strict of actor", p.ByLabel["actor"].Strict, 2.0/4)
	is(t, "exact of actor", p.ByLabel["actor"].Exact, 3.0/4)
	is(t, "partial of claim", p.ByLabel["claim"].Partial, 2.0/3)
	is(t, "α of the type of actors", p.Attributes["claim.stance"].KrippendorffAlpha, 0)
	if p.Attributes["actor.type"].KrippendorffAlpha != nil || r.Undefined["pairs.0.attributes.actor.type.krippendorff_alpha"] != "every value is the same" {
		t.Errorf("actor.type has one value only: %q", r.Undefined["pairs.0.attributes.actor.type.krippendorff_alpha"])
	}
	if p.Entities["actor"].Items != 1 || r.Undefined["pairs.0.entities.actor.krippendorff_alpha"] != "every value is the same" {
		t.Errorf("Karzai and KARZAI are two: %+v, %q", p.Entities["actor"], r.Undefined["pairs.0.entities.actor.krippendorff_alpha"])
	}
	if reason := r.Undefined["pairs.0.alpha_u.unused"]; p.AlphaU["unused"] != nil || reason != "no annotator used it" {
		t.Errorf("α_U of a label that nobody used: %q", reason)
	}
	if want := []agreement.Confusion{{"actor", "actor", 1}, {"actor", "claim", 1}, {"claim", "claim", 1}, {"", "actor", 1}}; !slices.Equal(p.Confusion, want) {
		t.Errorf("%v", p.Confusion)
	}
	if r.Items["pairs.0.span_f1.strict"] != 7 || p.Token.Items != r.Items["pairs.0.token.cohen_kappa"] || p.Token.Items == 0 {
		t.Errorf("%v", r.Items)
	}
	if len(r.Stories) != 1 || len(r.Articles) != 2 || r.Articles[0].Name != "Article 1" || r.Articles[0].Spans != 4 {
		t.Errorf("%+v %+v", r.Stories, r.Articles)
	}
	is(t, "strict in article 1", r.Articles[0].Figures["span_f1.strict"], 2.0/4)
	is(t, "strict in the story", r.Stories[0].Figures["span_f1.strict"], 2.0/7)
	if items := r.Articles[0].Items; items["span_f1.strict"] != 4 || items["gamma"] != 4 || items["fleiss_kappa"] != r.Articles[0].Words {
		t.Errorf("%v", items)
	}
}

// TestWords compares κ and α over words with those of a table by hand: regions and punctuation are no words.
func TestWords(t *testing.T) {
	text := "Title here\nKabul denied 😀 the Cafe\u0301, again. 会议!"
	a := layerOf("1", "anna", mark{11, 16, "l1", nil, ""}, mark{17, 36, "l2", nil, ""})
	b := layerOf("1", "ben", mark{11, 23, "l1", nil, ""}, mark{11, 16, "l2", nil, ""})
	d := documentOf("s", "1", text, a, b)
	d.Regions = []annotate.Region{{Start: 0, End: 10, Kind: annotate.RegionTitle}}
	r := compute(t, agreement.Options{}, d)
	// Kabul actor/both, denied claim/actor, the and Café claim/none, again and two ideographs none/none.
	// Categories: none, actor, claim, both.
	table := agreement.Table{{3, 0, 0, 0}, {0, 0, 0, 1}, {2, 1, 0, 0}, {0, 0, 0, 0}}
	want, err := table.Cohen()
	if err != nil {
		t.Fatal(err)
	}
	is(t, "κ over words", r.Pairs[0].Token.CohenKappa, want)
	if want, err = agreement.NominalAlpha(unitsOf(table)); err != nil {
		t.Fatal(err)
	}
	is(t, "α over words", r.Pairs[0].Token.KrippendorffAlpha, want)
	is(t, "overall α over words", r.Overall.KrippendorffAlpha, want)
	fleiss, err := table.Scott() // Fleiss' κ of two is Scott's π
	if err != nil {
		t.Fatal(err)
	}
	is(t, "Fleiss' κ over words", r.Overall.FleissKappa, fleiss)
	if r.Pairs[0].Token.Items != 7 {
		t.Errorf("%d words", r.Pairs[0].Token.Items)
	}
	if r.Overlaps.Mixed != 1 {
		t.Errorf("%+v", r.Overlaps)
	}
}

// TestReferenceUnits computes the examples of α_U and u-α through a project.
func TestReferenceUnits(t *testing.T) {
	d := documentOf("s", "1", strings.Repeat("x", 300),
		layerOf("1", "anna", mark{75, 145, "l2", nil, ""}, mark{220, 250, "l2", nil, ""}, mark{30, 90, "l1", nil, ""}, mark{150, 200, "l1", nil, ""}),
		layerOf("1", "ben", mark{70, 150, "l2", nil, ""}, mark{205, 225, "l2", nil, ""}, mark{250, 270, "l2", nil, ""}, mark{30, 90, "l1", nil, ""}, mark{150, 200, "l1", nil, ""}))
	p := compute(t, agreement.Options{}, d)
	is(t, "α_U of claim", p.Pairs[0].AlphaU["claim"], 0.7285990)
	is(t, "α_U of actor", p.Pairs[0].AlphaU["actor"], 1)
	is(t, "α_U", p.Pairs[0].AlphaUAll, 0.8586654)
	is(t, "overall α_U", p.Overall.AlphaU, 0.8586654)

	d = documentOf("s", "1", strings.Repeat("x", 20),
		layerOf("1", "Alex", mark{2, 5, "l1", nil, ""}, mark{9, 11, "l1", nil, ""}, mark{12, 20, "l2", nil, ""}),
		layerOf("1", "Paul", mark{2, 5, "l1", nil, ""}, mark{7, 15, "l2", nil, ""}),
		layerOf("1", "Susan", mark{2, 5, "l1", nil, ""}, mark{10, 15, "l2", nil, ""}))
	o := compute(t, agreement.Options{}, d).Overall
	agreementtest.Nearly(t, "uα", *o.UAlpha, nil, 0.4739, 5e-5)
	agreementtest.Nearly(t, "|uα", *o.Segmentation, nil, 0.4328, 5e-5)
	agreementtest.Nearly(t, "cuα", *o.Coding, nil, 0.7789, 5e-5)
}

func TestValues(t *testing.T) {
	text := strings.Repeat(sentence, 3)
	at := func(k int, stance string, score float64, topics ...string) mark {
		return mark{k * 10, k*10 + 5, "l2", map[string]any{"stance": stance, "score": score, "topics": topics}, ""}
	}
	r := compute(t, agreement.Options{}, documentOf("s", "1", text,
		layerOf("1", "anna", at(0, "for", 1, "war", "peace"), at(1, "for", 2, "war"), at(2, "against", 3, "peace"), mark{50, 55, "l2", map[string]any{"stance": "for"}, ""}),
		layerOf("1", "ben", at(0, "for", 1, "peace", "war"), at(1, "against", 3, "war"), at(2, "against", 3, "peace"), mark{50, 55, "l2", nil, ""})))
	p := r.Pairs[0]
	want, err := agreement.NominalAlpha([][]string{{"for", "for"}, {"for", "against"}, {"against", "against"}})
	if err != nil {
		t.Fatal(err)
	}
	is(t, "α of stance", p.Attributes["claim.stance"].KrippendorffAlpha, want)
	is(t, "overall α of stance", r.Overall.Attributes["claim.stance"].KrippendorffAlpha, want)
	if want, err = agreement.IntervalAlpha([][]float64{{1, 1}, {2, 3}, {3, 3}}); err != nil {
		t.Fatal(err)
	}
	is(t, "α of score", p.Attributes["claim.score"].KrippendorffAlpha, want)
	is(t, "α of topics", p.Attributes["claim.topics"].KrippendorffAlpha, 1)
	if p.Attributes["claim.stance"].Items != 3 {
		t.Errorf("%d items: a value that one did not give is none", p.Attributes["claim.stance"].Items)
	}
}

// relate adds a relation between spans of a layer, given by number, the tail maybe in another document.
func relate(l *annotate.Layer, kind, head, tail, document string) {
	id := fmt.Sprintf("%s %s %s", kind, head, tail)
	l.Relations = append(l.Relations, annotate.Relation{ID: id, TypeID: kind, AnnotatorID: l.Annotator.ID, HeadSpanID: head, TailSpanID: tail})
	l.TailDocuments[id] = document
}

func TestRelations(t *testing.T) {
	text := strings.Repeat(sentence, 3)
	layers := map[string][2]annotate.Layer{}
	for _, id := range []string{"1", "2", "3"} {
		marks := []mark{{4, 12, "l1", nil, ""}, {21, 32, "l2", nil, ""}, {40, 45, "l2", nil, ""}}
		layers[id] = [2]annotate.Layer{layerOf(id, "anna", marks...), layerOf(id, "ben", marks...)}
	}
	anna, ben, anna3 := layers["1"][0], layers["1"][1], layers["3"][0]
	relate(&anna, "r1", "1-anna-0", "1-anna-1", "1")
	relate(&anna, "r1", "1-anna-0", "1-anna-2", "1") // only anna's
	relate(&anna, "r2", "1-anna-1", "2-anna-1", "2")
	relate(&anna, "r2", "1-anna-1", "3-anna-1", "3") // ben did not do document 3
	relate(&ben, "r1", "1-ben-0", "1-ben-1", "1")
	ben2 := layers["2"][1]
	relate(&ben2, "r2", "2-ben-1", "1-ben-1", "1") // the same as anna's, the other way round
	r := compute(t, agreement.Options{}, documentOf("s", "1", text, anna, ben), documentOf("s", "2", text, layers["2"][0], ben2),
		documentOf("s", "3", text, anna3))
	p := r.Pairs[0]
	is(t, "F1 of relations", p.RelationF1, 4.0/5)
	is(t, "F1 of makes", p.RelationsBy["makes"], 2.0/3)
	is(t, "F1 of same_claim", p.RelationsBy["same_claim"], 1)
	is(t, "overall F1 of relations", r.Overall.RelationF1, 4.0/5)
	if r.Items["pairs.0.relation_f1"] != 5 {
		t.Errorf("%d relations", r.Items["pairs.0.relation_f1"])
	}
	// The same relations one by one: two that both drew, and one that only anna did.
	var found []agreement.LinkDifference
	for d, err := range agreement.LinkDifferences(stream(documentOf("s", "1", text, anna, ben), documentOf("s", "2", text, layers["2"][0], ben2),
		documentOf("s", "3", text, anna3)), codebook, "anna", "ben") {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, d)
	}
	want := []agreement.LinkDifference{
		{"s", "1", "makes", "1-anna-0", "1-anna-1", "1-ben-0", "1-ben-1"},
		{"s", "1", "makes", "1-anna-0", "1-anna-2", "", ""},
		{"s", "1", "same_claim", "1-anna-1", "2-anna-1", "2-ben-1", "1-ben-1"},
	}
	if !slices.Equal(found, want) {
		t.Errorf("%+v", found)
	}
}

// TestWho shows who takes part: people who did something, or those who are named.
func TestWho(t *testing.T) {
	text := strings.Repeat(sentence, 3)
	m := mark{4, 12, "l1", nil, ""}
	model := layerOf("1", "model", m)
	model.Annotator.Kind = annotate.Model
	idle := layerOf("1", "idle")
	idle.State = annotate.Doing
	d := documentOf("s", "1", text, layerOf("1", "anna", m), layerOf("1", "zoe"), idle, model, layerOf("1", "gold", m), annotate.Layer{})
	r := compute(t, agreement.Options{}, d)
	if !slices.Equal(r.Annotators, []string{"anna", "zoe"}) {
		t.Errorf("%v", r.Annotators)
	}
	r = compute(t, agreement.Options{Layers: []string{"model", "anna"}}, d)
	if !slices.Equal(r.Annotators, []string{"anna", "model"}) {
		t.Errorf("%v", r.Annotators)
	}
	is(t, "F1 with the model", r.Pairs[0].SpanF1.Strict, 1)
	gold, err := agreement.WithGold(context.Background(), stream(d), agreement.Options{Codebook: codebook}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(gold.Pairs) != 3 || gold.Pairs[0].A != "anna" || gold.Pairs[2].A != "zoe" || gold.Pairs[2].B != "gold" {
		t.Fatalf("%+v", gold.Pairs)
	}
	is(t, "F1 of anna with gold", gold.Pairs[0].SpanF1.Strict, 1)
	is(t, "F1 of zoe with gold", gold.Pairs[2].SpanF1.Strict, 0)
}

func TestNothingToCompare(t *testing.T) {
	r := compute(t, agreement.Options{})
	if len(r.Annotators) != 0 || len(r.Pairs) != 0 || r.Overall.Gamma != nil || r.Undefined["overall.gamma"] == "" {
		t.Errorf("%+v", r)
	}
	r = compute(t, agreement.Options{}, documentOf("s", "1", "", layerOf("1", "anna"), layerOf("1", "ben")),
		documentOf("s", "2", "word", layerOf("2", "anna"), layerOf("2", "ben")), documentOf("s", "3", "word", layerOf("3", "carl", mark{0, 4, "l1", nil, ""})))
	if len(r.Pairs) != 3 || r.Documents != 2 || r.LeftOut != 1 {
		t.Errorf("%d pairs, %d documents, %d left out", len(r.Pairs), r.Documents, r.LeftOut)
	}
	for path, want := range map[string]string{"pairs.0.gamma": "nothing was marked", "pairs.1.span_f1.strict": "no article that both annotated",
		"pairs.0.token.cohen_kappa": "both used one category only", "pairs.0.relation_f1": "neither drew a relation", "overall.fleiss_kappa": "all used one category only"} {
		if r.Undefined[path] != want {
			t.Errorf("%s is undefined for %q, not %q", path, r.Undefined[path], want)
		}
	}
}

func TestFailsAndStops(t *testing.T) {
	broken := errors.New("broken")
	source := func(yield func(agreement.Document, error) bool) { yield(agreement.Document{}, broken) }
	if _, err := agreement.Compute(context.Background(), source, agreement.Options{}, nil); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	d := documentOf("s", "1", sentence, layerOf("1", "anna"), layerOf("1", "ben"))
	endless := func(yield func(agreement.Document, error) bool) {
		for yield(d, nil) {
		}
	}
	_, err := agreement.Compute(ctx, endless, agreement.Options{}, func(done, total int) {
		if done == 100 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
