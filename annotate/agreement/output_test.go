package agreement_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/agreement"
)

func collect(t *testing.T, source iter.Seq2[agreement.Document, error], cell agreement.Cell) []agreement.Difference {
	t.Helper()
	var found []agreement.Difference
	for d, err := range agreement.Differences(source, codebook, cell) {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, d)
	}
	return found
}

func TestDifferences(t *testing.T) {
	text := strings.Repeat(sentence, 3)
	d := documentOf("s", "1", text,
		layerOf("1", "anna", mark{0, 5, "l1", nil, ""}, mark{10, 15, "l1", nil, ""}, mark{20, 25, "l1", nil, ""}, mark{30, 35, "l1", nil, ""}, mark{40, 45, "l1", nil, ""}),
		layerOf("1", "ben", mark{0, 5, "l1", nil, ""}, mark{10, 17, "l1", nil, ""}, mark{20, 25, "l2", nil, ""}, mark{30, 37, "l2", nil, ""}, mark{50, 55, "l2", nil, ""}))
	other := documentOf("s", "2", text, layerOf("2", "anna", mark{0, 5, "l1", nil, ""}))
	var kinds []agreement.Kind
	for _, found := range collect(t, stream(d, other), agreement.Cell{A: "anna", B: "ben"}) {
		kinds = append(kinds, found.Kind)
	}
	want := []agreement.Kind{agreement.Agreed, agreement.Boundary, agreement.LabelOnly, agreement.BoundaryToo, agreement.OnlyFirst, agreement.OnlySecond}
	if !slices.Equal(kinds, want) {
		t.Errorf("%v", kinds)
	}
	cell := collect(t, stream(d, other), agreement.Cell{A: "anna", B: "ben", Labels: &[2]string{"actor", "claim"}, Kinds: []agreement.Kind{agreement.LabelOnly}})
	if len(cell) != 1 || cell[0].SpanA != "1-anna-2" || cell[0].SpanB != "1-ben-2" || cell[0].DocumentID != "1" || cell[0].StoryID != "s" {
		t.Errorf("%+v", cell)
	}
	for range agreement.Differences(stream(d, d), codebook, agreement.Cell{A: "anna", B: "ben"}) {
		break
	}
	broken := errors.New("broken")
	for _, err := range agreement.Differences(func(yield func(agreement.Document, error) bool) { yield(agreement.Document{}, broken) }, codebook, agreement.Cell{}) {
		if !errors.Is(err, broken) {
			t.Errorf("%v", err)
		}
	}
}

// TestLinkDifferencesAreWhatIsCounted: they give the F1 of relations.
func TestLinkDifferencesAreWhatIsCounted(t *testing.T) {
	docs := randomDocuments(rand.New(rand.NewPCG(5, 5)), 7, 3, 6)
	r := compute(t, agreement.Options{Replicates: -1}, docs...)
	for i, p := range r.Pairs {
		agreed, all := 0, 0
		for d, err := range agreement.LinkDifferences(stream(docs...), codebook, p.A, p.B) {
			if err != nil {
				t.Fatal(err)
			}
			all++
			if d.Agreed() {
				agreed++
				all++
			}
		}
		path := fmt.Sprintf("pairs.%d.relation_f1", i)
		if all != r.Items[path] || all == 0 {
			t.Errorf("%d relations of %s and %s, counted %d", all, p.A, p.B, r.Items[path])
			continue
		}
		near(t, path, *p.RelationF1, nil, float64(2*agreed)/float64(all))
	}
	for range agreement.LinkDifferences(stream(docs...), codebook, r.Annotators[0], r.Annotators[1]) {
		break
	}
	broken := errors.New("broken")
	for _, err := range agreement.LinkDifferences(func(yield func(agreement.Document, error) bool) { yield(agreement.Document{}, broken) }, codebook, "a", "b") {
		if !errors.Is(err, broken) {
			t.Errorf("%v", err)
		}
	}
}

// TestConfusionIsTheDifferences: the cells of the confusion count what Differences yields.
func TestConfusionIsTheDifferences(t *testing.T) {
	docs := randomDocuments(rand.New(rand.NewPCG(5, 5)), 4, 2, 15)
	r := compute(t, agreement.Options{}, docs...)
	for _, cell := range r.Pairs[0].Confusion {
		found := collect(t, stream(docs...), agreement.Cell{A: r.Pairs[0].A, B: r.Pairs[0].B, Labels: &[2]string{cell.A, cell.B}})
		if len(found) != cell.Spans {
			t.Errorf("%+v, %d differences", cell, len(found))
		}
	}
}

func TestCSV(t *testing.T) {
	r := compute(t, agreement.Options{Replicates: 50}, randomDocuments(rand.New(rand.NewPCG(5, 5)), 4, 3, 5)...)
	var file bytes.Buffer
	if err := r.WriteCSV(&file); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	scopes, intervals := map[string]int{}, 0
	for _, row := range rows[1:] {
		scopes[row[0]]++
		if row[4] == "" && row[8] == "" {
			t.Errorf("%v has neither a value nor a reason", row)
		}
		if row[5] != "" {
			intervals++
		}
		if _, err := strconv.Atoi(row[7]); err != nil {
			t.Errorf("%v does not say how many items", row)
		}
	}
	if scopes["pair"]+scopes["overall"] != len(r.Figures()) || scopes["story"] == 0 || scopes["document"] == 0 || intervals != len(r.Intervals) {
		t.Errorf("%v, %d intervals", scopes, intervals)
	}
	if err := r.WriteCSV(full{}); err == nil {
		t.Error("a full disk goes unnoticed")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestMethod(t *testing.T) {
	docs := randomDocuments(rand.New(rand.NewPCG(5, 5)), 3, 3, 5)
	docs = append(docs, documentOf("x", "x", sentence, layerOf("x", "annotator 0", mark{0, 3, "l1", nil, ""})))
	got := compute(t, agreement.Options{Seed: 42}, docs...).Method()
	for _, words := range []string{"3 articles by 3 annotators", "one article that fewer than two", "1000 bootstrap", "seed 42", "Mathet", "Standard Annex 29", "SemEval-2013"} {
		if !strings.Contains(got, words) {
			t.Errorf("the method does not say %q:\n%s", words, got)
		}
	}
	if strings.Contains(got, "%!") {
		t.Errorf("%s", got)
	}
}

// TestIntervals: the seed decides, and one document gives none.
func TestIntervals(t *testing.T) {
	docs := randomDocuments(rand.New(rand.NewPCG(5, 5)), 6, 2, 5)
	one := compute(t, agreement.Options{Seed: 1}, docs...)
	again := compute(t, agreement.Options{Seed: 1}, docs...)
	other := compute(t, agreement.Options{Seed: 2}, docs...)
	path := "overall.krippendorff_alpha"
	if one.Intervals[path] != again.Intervals[path] || one.Intervals[path] == other.Intervals[path] {
		t.Errorf("%v %v %v", one.Intervals[path], again.Intervals[path], other.Intervals[path])
	}
	if *one.Overall.Gamma != *again.Overall.Gamma {
		t.Error("the same seed gives another γ")
	}
	if r := compute(t, agreement.Options{}, docs[0]); len(r.Intervals) != 0 || r.Bootstrap.Replicates != 0 {
		t.Errorf("one document has intervals: %v", r.Intervals)
	}
	if r := compute(t, agreement.Options{Replicates: -1}, docs...); len(r.Intervals) != 0 {
		t.Errorf("intervals that nobody asked for: %v", r.Intervals)
	}
}

// TestJSON: what has no value is null, and the path to it leads to the reason.
func TestJSON(t *testing.T) {
	docs := randomDocuments(rand.New(rand.NewPCG(5, 5)), 4, 2, 2)
	docs = append(docs, documentOf("x", "x", sentence, layerOf("x", "annotator 2"), layerOf("x", "annotator 0")))
	r := compute(t, agreement.Options{Replicates: -1}, docs...)
	undefined := map[string]bool{}
	for path, leaf := range leaves(t, r) {
		if leaf != nil {
			continue
		}
		undefined[path] = true
		if r.Undefined[path] == "" {
			t.Errorf("%s is null for no reason", path)
		}
	}
	for path := range r.Undefined {
		if !undefined[path] {
			t.Errorf("%s has a reason to be null but is not", path)
		}
	}
	if len(undefined) < 50 {
		t.Errorf("only %d figures are undefined: the test shows little", len(undefined))
	}
}
