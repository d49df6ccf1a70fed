package gamma_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/agreement/agreementtest"
	"github.com/parallax-annotation/parallax/annotate/agreement/gamma"
)

// near fails the test if got is not want to seven decimals.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	agreementtest.Nearly(t, what, got, nil, want, 1e-7)
}

func unit(start, end int, label string) gamma.Unit {
	return gamma.Unit{Start: start, End: end, Label: label}
}

func TestGamma(t *testing.T) {
	for _, example := range []struct {
		coders          [][]gamma.Unit
		disorder, gamma float64
	}{
		{[][]gamma.Unit{{unit(1, 5, "a"), unit(6, 10, "b"), unit(11, 15, "a")}, {unit(2, 6, "a"), unit(7, 11, "b"), unit(12, 16, "a")}}, 0.0625, 0.884},
		{[][]gamma.Unit{{unit(1, 5, "a"), unit(6, 10, "b"), unit(20, 24, "a"), unit(30, 34, "b")}, {unit(2, 6, "a"), unit(31, 35, "b")}}, 0.7083333, 0.567},
		{[][]gamma.Unit{{unit(1, 5, "a"), unit(10, 14, "b")}, {unit(2, 6, "a"), unit(11, 15, "b")}, {unit(1, 4, "a"), unit(9, 14, "c")}}, 0.4087564, 0.659},
	} {
		best := gamma.BestAlignment(example.coders)
		near(t, "disorder", best.Disorder(example.coders), example.disorder)
		if !best.Exact || best.Bound != best.Total {
			t.Errorf("%+v is not exact", best)
		}
		got, err := gamma.Of(example.coders, rand.New(rand.NewPCG(1, 2)))
		agreementtest.Nearly(t, "γ", got, err, example.gamma, 0.04)
	}
	_, err := gamma.Of([][]gamma.Unit{nil, nil}, rand.New(rand.NewPCG(1, 2)))
	if !errors.Is(err, gamma.ErrNothing) {
		t.Errorf("γ of nothing is not undefined: %v", err)
	}
	_, err = gamma.Of([][]gamma.Unit{{unit(0, 3, "a")}, {unit(0, 3, "a")}}, rand.New(rand.NewPCG(1, 2)))
	if !errors.Is(err, gamma.ErrCertain) {
		t.Errorf("γ where chance cannot differ is not undefined: %v", err)
	}
}

// cost is the disorder of a unitary alignment by the definition: the mean over pairs of annotators, 1 where one has nothing.
func cost(coders [][]gamma.Unit, row []int) float64 {
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
		a, b gamma.Unit
		want float64
	}{
		{unit(4, 14, "a"), unit(14, 24, "a"), 1.0},
		{unit(4, 14, "a"), unit(5, 14, "a"), 1.0 / 361},
	} {
		got := gamma.BestAlignment([][]gamma.Unit{{pair.a}, {pair.b}})
		near(t, "d_pos", got.Total, pair.want)
	}
	// 22.2245 and 3.24 are dearer than to leave both alone.
	for _, far := range []gamma.Unit{unit(40, 44, "a"), unit(20, 25, "a")} {
		coders := [][]gamma.Unit{{unit(4, 14, "a")}, {far}}
		near(t, "two alone", gamma.BestAlignment(coders).Total, 2)
		want := 22.2245
		if far.Start == 20 {
			want = 3.24
		}
		agreementtest.Nearly(t, "d_pos", cost(coders, []int{0, 0}), nil, want, 5e-5)
	}
}

// bruteForce is the least total disorder, by trying every alignment.
func bruteForce(coders [][]gamma.Unit) float64 {
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

func drawCoders(t *rapid.T, annotators, units, length int) [][]gamma.Unit {
	coders := make([][]gamma.Unit, rapid.IntRange(2, annotators).Draw(t, "annotators"))
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
		got := gamma.BestAlignment(coders)
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
			coders := make([][]gamma.Unit, crowd.annotators)
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
			if got := gamma.BestAlignment(coders); !got.Exact {
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
		got := gamma.BestAlignment(coders)
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

func TestDrawingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var chance gamma.Chance
	chance.Add([]gamma.Unit{unit(1, 5, "a"), unit(6, 10, "b")})
	if draws := chance.Expected(ctx, 3, rand.New(rand.NewPCG(1, 2))); draws.Number != 0 {
		t.Errorf("%+v drawn though it was cancelled", draws)
	}
}
