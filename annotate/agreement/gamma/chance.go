package gamma

import (
	"context"
	"maps"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// Chance is what random layers are drawn from to find the disorder that γ expects: how many units a layer has in a text, how
// long they are, how far one begins after the one before it ends (the first: after the beginning of the text, unless it
// begins there), and how frequent each label is. Numbers, lengths and gaps are drawn from normal distributions with
// the mean and deviation observed, which is how the published implementation of γ does it, so that figures compare.
//
// It is taken over all texts of a comparison, not from each text by itself: of a text with one or two units there is nothing
// to learn about chance.
type Chance struct {
	Units, Lengths, Gaps Moments
	Labels               map[string]float64
}

// Moments are the sums that a mean and a deviation are made of.
type Moments struct{ N, Sum, Squares float64 }

func (m *Moments) add(value float64) {
	m.N++
	m.Sum += value
	m.Squares += value * value
}

func (m Moments) draw(random *rand.Rand) float64 {
	if m.N == 0 {
		return 0
	}
	mean := m.Sum / m.N
	return mean + math.Sqrt(max(0, m.Squares/m.N-mean*mean))*random.NormFloat64()
}

// Add takes in the units that one annotator has in one text, by start.
func (c *Chance) Add(units []Unit) {
	if c.Labels == nil {
		c.Labels = map[string]float64{}
	}
	c.Units.add(float64(len(units)))
	end := 0
	for i, u := range units {
		if i > 0 || u.Start > 0 {
			c.Gaps.add(float64(u.Start - end))
		}
		c.Lengths.add(float64(u.End - u.Start))
		c.Labels[u.Label]++
		end = u.End
	}
}

// The limits of drawing: at least and at most so many draws, fewer where the standard error of the mean is below that share
// of it; and no more units in a random layer, which bounds the work where texts are long.
const (
	LeastDraws    = 100
	MostDraws     = 3000
	DrawPrecision = 0.005
	MostUnits     = 200
)

const (
	drawsAtOnce = 20
	subdivision = 64 // of a code point: drawn places are not whole
)

// Draws are the random layers that were drawn for a comparison.
type Draws struct {
	Disorder float64 // the mean, by the mean number of units of an annotator
	Number   int     // how often layers of all annotators were drawn
	Unproven int     // how often a better alignment may exist, so that the disorder may be too great
}

// Expected draws random layers of so many annotators. Where nothing was added to c, or when it is cancelled, there are no draws.
func (c Chance) Expected(ctx context.Context, annotators int, random *rand.Rand) Draws {
	var draws Draws
	if c.Lengths.N == 0 || annotators < 2 {
		return draws
	}
	labels := slices.Sorted(maps.Keys(c.Labels))
	var disorder Moments
	align := BestAlignment
	for draws.Number < MostDraws && ctx.Err() == nil {
		if draws.Number > 0 && draws.Unproven == draws.Number {
			align = joinUnits // what BestAlignment would come to, after a search in vain
		}
		for _, one := range c.draw(annotators, labels, align, random) {
			disorder.add(one.Disorder)
			draws.Unproven += one.Unproven
			draws.Number++
		}
		mean := disorder.Sum / disorder.N
		deviation := math.Sqrt(max(0, disorder.Squares/disorder.N-mean*mean))
		draws.Disorder = mean
		if draws.Number >= LeastDraws && deviation <= DrawPrecision*mean*math.Sqrt(disorder.N) {
			break
		}
	}
	return draws
}

// draw draws drawsAtOnce times, on all processors. What is drawn follows from random alone.
func (c Chance) draw(annotators int, labels []string, align func([][]Unit) Alignment, random *rand.Rand) []Draws {
	drawn := make([]Draws, drawsAtOnce)
	var done sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range drawn {
		own := rand.New(rand.NewPCG(random.Uint64(), random.Uint64()))
		free <- struct{}{}
		done.Add(1)
		go func() {
			defer func() { <-free; done.Done() }()
			coders := make([][]Unit, annotators)
			for k := range coders {
				coders[k] = c.layer(labels, own)
			}
			best := align(coders)
			drawn[i].Disorder = best.Disorder(coders)
			if !best.Exact {
				drawn[i].Unproven = 1
			}
		}()
	}
	done.Wait()
	return drawn
}

// layer draws a layer of at least one unit.
func (c Chance) layer(labels []string, random *rand.Rand) []Unit {
	units := make([]Unit, min(MostUnits, max(1, int(c.Units.draw(random)))))
	end := 0.0
	for i := range units {
		start := end + c.Gaps.draw(random)
		end = start + math.Abs(c.Lengths.draw(random))
		from := int(math.Floor(start * subdivision))
		units[i] = Unit{from, max(from+1, int(math.Floor(end*subdivision))), c.label(labels, random)}
	}
	return units
}

func (c Chance) label(labels []string, random *rand.Rand) string {
	at := random.Float64() * c.Lengths.N
	for _, label := range labels {
		if at -= c.Labels[label]; at < 0 {
			return label
		}
	}
	return labels[len(labels)-1]
}

// Of is γ of one text.
func Of(coders [][]Unit, random *rand.Rand) (float64, error) {
	var chance Chance
	for _, units := range coders {
		chance.Add(units)
	}
	if chance.Lengths.N == 0 {
		return 0, ErrNothing
	}
	return Value(BestAlignment(coders).Disorder(coders), chance.Expected(context.Background(), len(coders), random).Disorder)
}
