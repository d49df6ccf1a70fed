package agreement_test

import (
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/annotate/agreement/agreementtest"
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
	agreementtest.Nearly(t, "uα", got, err, 0.4739, 5e-5)
	got, err = u.Segmentation()
	agreementtest.Nearly(t, "|uα", got, err, 0.4328, 5e-5)
	got, err = u.Coding()
	agreementtest.Nearly(t, "cuα", got, err, 0.7789, 5e-5)

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
