package agreement_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
)

func unit(start, end int, label string) agreement.Unit {
	return agreement.Unit{Start: start, End: end, Label: label}
}

func TestGamma(t *testing.T) {
	for _, example := range []struct {
		coders          [][]agreement.Unit
		disorder, gamma float64
	}{
		{[][]agreement.Unit{{unit(1, 5, "a"), unit(6, 10, "b"), unit(11, 15, "a")}, {unit(2, 6, "a"), unit(7, 11, "b"), unit(12, 16, "a")}}, 0.0625, 0.884},
		{[][]agreement.Unit{{unit(1, 5, "a"), unit(6, 10, "b"), unit(20, 24, "a"), unit(30, 34, "b")}, {unit(2, 6, "a"), unit(31, 35, "b")}}, 0.7083333, 0.567},
		{[][]agreement.Unit{{unit(1, 5, "a"), unit(10, 14, "b")}, {unit(2, 6, "a"), unit(11, 15, "b")}, {unit(1, 4, "a"), unit(9, 14, "c")}}, 0.4087564, 0.659},
	} {
		best := agreement.BestAlignment(example.coders)
		near(t, "disorder", best.Disorder(example.coders), nil, example.disorder)
		if !best.Exact || best.Bound != best.Total {
			t.Errorf("%+v is not exact", best)
		}
		got, err := agreement.Gamma(example.coders, rand.New(rand.NewPCG(1, 2)))
		nearly(t, "γ", got, err, example.gamma, 0.04)
	}
	_, err := agreement.Gamma([][]agreement.Unit{nil, nil}, rand.New(rand.NewPCG(1, 2)))
	undefined(t, "γ of nothing", err)
	_, err = agreement.Gamma([][]agreement.Unit{{unit(0, 3, "a")}, {unit(0, 3, "a")}}, rand.New(rand.NewPCG(1, 2)))
	undefined(t, "γ where chance cannot differ", err)
}

// cost is the disorder of a unitary alignment by the definition: the mean over pairs of annotators, 1 where one has nothing.
func cost(coders [][]agreement.Unit, row []int) float64 {
	sum, pairs := 0.0, 0
	for i := range row {
		for j := range i {
			pairs++
			if row[i] < 0 || row[j] < 0 {
				sum++
				continue
			}
			u, v := coders[i][row[i]], coders[j][row[j]]
			d := (math.Abs(float64(u.Start-v.Start)) + math.Abs(float64(u.End-v.End))) / float64(u.End-u.Start+v.End-v.Start)
			sum += d * d
			if u.Label != v.Label {
				sum++
			}
		}
	}
	return sum / float64(pairs)
}

// TestPositional shows d_pos on pairs whose disorder is all there is.
func TestPositional(t *testing.T) {
	for _, pair := range []struct {
		a, b agreement.Unit
		want float64
	}{
		{unit(4, 14, "a"), unit(14, 24, "a"), 1.0},
		{unit(4, 14, "a"), unit(5, 14, "a"), 1.0 / 361},
	} {
		got := agreement.BestAlignment([][]agreement.Unit{{pair.a}, {pair.b}})
		near(t, "d_pos", got.Total, nil, pair.want)
	}
	// 22.2245 and 3.24 are dearer than to leave both alone.
	for _, far := range []agreement.Unit{unit(40, 44, "a"), unit(20, 25, "a")} {
		coders := [][]agreement.Unit{{unit(4, 14, "a")}, {far}}
		near(t, "two alone", agreement.BestAlignment(coders).Total, nil, 2)
		want := 22.2245
		if far.Start == 20 {
			want = 3.24
		}
		nearly(t, "d_pos", cost(coders, []int{0, 0}), nil, want, 5e-5)
	}
}

// bruteForce is the least total disorder, by trying every alignment.
func bruteForce(coders [][]agreement.Unit) float64 {
	used := make([][]bool, len(coders))
	for i := range coders {
		used[i] = make([]bool, len(coders[i]))
	}
	var cover func() float64
	cover = func() float64 {
		for i := range coders {
			for u := range coders[i] {
				if used[i][u] {
					continue
				}
				// The first unit that is left takes any partner, or none, of each later annotator.
				row := make([]int, len(coders))
				for k := range row {
					row[k] = -1
				}
				row[i], used[i][u] = u, true
				best := math.Inf(1)
				var choose func(k int)
				choose = func(k int) {
					if k == len(coders) {
						best = min(best, cost(coders, row)+cover())
						return
					}
					choose(k + 1)
					for v := range coders[k] {
						if !used[k][v] {
							row[k], used[k][v] = v, true
							choose(k + 1)
							row[k], used[k][v] = -1, false
						}
					}
				}
				choose(i + 1)
				used[i][u] = false
				return best
			}
		}
		return 0
	}
	return cover()
}

func drawCoders(t *rapid.T, annotators, units, length int) [][]agreement.Unit {
	coders := make([][]agreement.Unit, rapid.IntRange(2, annotators).Draw(t, "annotators"))
	for i := range coders {
		for range rapid.IntRange(0, units).Draw(t, "units") {
			start := rapid.IntRange(0, length).Draw(t, "start")
			coders[i] = append(coders[i], unit(start, start+rapid.IntRange(1, 12).Draw(t, "length"), rapid.SampledFrom([]string{"a", "b"}).Draw(t, "label")))
		}
	}
	return coders
}

func TestBestAlignmentIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coders := drawCoders(t, 4, 3, 30)
		got := agreement.BestAlignment(coders)
		if want := bruteForce(coders); !got.Exact || math.Abs(got.Total-want) > 1e-9 {
			t.Fatalf("%v: %.9f, exact %v; the best is %.9f", coders, got.Total, got.Exact, want)
		}
	})
}

// TestDenseArticlesAreProven: where four or five people mark the same places over and over, the best alignment is found and proven.
func TestDenseArticlesAreProven(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, crowd := range []struct{ annotators, units, length int }{{3, 100, 4000}, {4, 50, 4000}, {4, 100, 4000}, {5, 50, 4000}} {
		for range 5 {
			coders := make([][]agreement.Unit, crowd.annotators)
			for range crowd.units {
				start, length := random.IntN(crowd.length), 10+random.IntN(40)
				for i := range coders {
					from := start + random.IntN(12)
					if random.IntN(10) == 0 {
						from = random.IntN(crowd.length)
					}
					coders[i] = append(coders[i], unit(from, from+length+random.IntN(9), []string{"a", "b"}[random.IntN(8)/7]))
				}
			}
			if got := agreement.BestAlignment(coders); !got.Exact {
				t.Errorf("%+v: disorder %.6f, bound %.6f", crowd, got.Total, got.Bound)
			}
		}
	}
}

// TestAlignment checks what holds however many units there are: every unit stands in one row, the rows cost the total, and
// the bound is below it. With many annotators in one place the search gives up and says so.
func TestAlignment(t *testing.T) {
	gaveUp := false
	rapid.Check(t, func(t *rapid.T) {
		coders := drawCoders(t, 9, 20, 60)
		got := agreement.BestAlignment(coders)
		gaveUp = gaveUp || !got.Exact
		sum, seen := 0.0, map[[2]int]bool{}
		for _, row := range got.Unitary {
			sum += cost(coders, row)
			for i, u := range row {
				if u >= 0 && seen[[2]int{i, u}] {
					t.Fatalf("unit %d of annotator %d stands twice", u, i)
				}
				if u >= 0 {
					seen[[2]int{i, u}] = true
				}
			}
		}
		units := 0
		for _, c := range coders {
			units += len(c)
		}
		if len(seen) != units || math.Abs(sum-got.Total) > 1e-6 || got.Bound > got.Total+1e-9 {
			t.Fatalf("%d of %d units, %.9f summed, %+v", len(seen), units, sum, got)
		}
	})
	if !gaveUp {
		t.Error("no alignment was so large that its best is not proven: the test shows nothing of that")
	}
}

// TestUnprovenIsSaid: a crowd that marks one place over and over is too much for the search, and the report says so.
func TestUnprovenIsSaid(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var docs []agreement.Document
	for d := range 2 {
		var layers []annotate.Layer
		for a := range 10 {
			var marks []mark
			for range 5 {
				start := random.IntN(30)
				marks = append(marks, mark{start, start + 5 + random.IntN(15), "l1", nil, ""})
			}
			layers = append(layers, layerOf(fmt.Sprint(d), fmt.Sprint("annotator ", a), marks...))
		}
		docs = append(docs, documentOf("s", fmt.Sprint(d), sentence, layers...))
	}
	r := compute(t, agreement.Options{Replicates: -1}, docs...)
	s := r.Search
	if s.Unproven != 2 || s.Furthest <= 0 || s.Furthest >= 1 || s.AtMost == nil || *s.AtMost <= *r.Overall.Gamma || s.Draws < 100 || s.UnprovenDraws == 0 {
		t.Errorf("γ %v, %+v", *r.Overall.Gamma, s)
	}
	method := r.Method()
	for _, words := range []string{"not proven in 2 articles", fmt.Sprintf("γ overall %.3f at most", *s.AtMost), fmt.Sprintf("in %d of the %d random continua", s.UnprovenDraws, s.Draws)} {
		if !strings.Contains(method, words) {
			t.Errorf("the method does not say %q:\n%s", words, method)
		}
	}
	two := compute(t, agreement.Options{Replicates: -1, Layers: []string{"annotator 0", "annotator 1"}}, docs...)
	if two.Search.Unproven != 0 || !strings.Contains(two.Method(), "Every alignment was proven") {
		t.Errorf("%+v\n%s", two.Search, two.Method())
	}
}

func TestDrawingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var chance agreement.Chance
	chance.Add([]agreement.Unit{unit(1, 5, "a"), unit(6, 10, "b")})
	if draws := chance.Expected(ctx, 3, rand.New(rand.NewPCG(1, 2))); draws.Number != 0 {
		t.Errorf("%+v drawn though it was cancelled", draws)
	}
}
