package agreement_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
)

// at makes segments of pairs of offset and length.
func at(pairs ...int) []annotate.Segment {
	var segments []annotate.Segment
	for i := 0; i < len(pairs); i += 2 {
		segments = append(segments, annotate.Segment{Start: pairs[i], End: pairs[i] + pairs[i+1]})
	}
	return segments
}

func TestUnitDisagreement(t *testing.T) {
	c := [][]annotate.Segment{at(75, 70, 220, 30), at(70, 80, 205, 20, 250, 20)}
	observed, expected := agreement.UnitDisagreement(c, 300)
	near(t, "Do of c", observed, nil, 0.0144444)
	near(t, "De of c", expected, nil, 0.0532218)
	near(t, "α_U of c", 1-observed/expected, nil, 0.7285990)

	k := [][]annotate.Segment{at(30, 60, 150, 50), at(30, 60, 150, 50)}
	same, chance := agreement.UnitDisagreement(k, 300)
	near(t, "α_U of k", 1-same/chance, nil, 1)
	near(t, "α_U overall", 1-(observed+same)/(expected+chance), nil, 0.8586654)

	observed, expected = agreement.UnitDisagreement([][]annotate.Segment{at(1, 8), at(2, 1, 4, 1, 6, 1)}, 10)
	near(t, "Do", observed, nil, 0.91)
	near(t, "De", expected, nil, 0.5351852)
	near(t, "α_U", 1-observed/expected, nil, -0.7003460)
}

func TestMergeOverlapping(t *testing.T) {
	merged, joined := agreement.MergeOverlapping(at(30, 5, 0, 10, 5, 10, 15, 5, 6, 2))
	if want := at(0, 15, 15, 5, 30, 5); !slices.Equal(merged, want) || joined != 2 {
		t.Errorf("%v, %d joined; not %v, 2", merged, joined, want)
	}
}

func TestFamily(t *testing.T) {
	u := agreement.NewUnitized([][]agreement.Section{
		{{2, 5, "1"}, {9, 11, "1"}, {12, 20, "2"}}, {{2, 5, "1"}, {7, 15, "2"}}, {{2, 5, "1"}, {10, 15, "2"}}}, 20)
	got, err := u.Alpha()
	nearly(t, "uα", got, err, 0.4739, 5e-5)
	got, err = u.Segmentation()
	nearly(t, "|uα", got, err, 0.4328, 5e-5)
	got, err = u.Coding()
	nearly(t, "cuα", got, err, 0.7789, 5e-5)

	nothing := agreement.NewUnitized([][]agreement.Section{nil, nil}, 20)
	_, err = nothing.Alpha()
	undefined(t, "uα of nothing", err)
	_, err = nothing.Segmentation()
	undefined(t, "|uα of nothing", err)
	_, err = nothing.Coding()
	undefined(t, "cuα of nothing", err)
	empty := agreement.Unitized{}
	_, err = empty.Alpha()
	undefined(t, "uα of no text", err)
	_, err = empty.Segmentation()
	undefined(t, "|uα of no text", err)
	one := agreement.NewUnitized([][]agreement.Section{{{2, 5, "1"}}, {{2, 5, "1"}}}, 20)
	_, err = one.Coding()
	undefined(t, "cuα of one label", err)
}

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
