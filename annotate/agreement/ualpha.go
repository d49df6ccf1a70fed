package agreement

// Section is a stretch [Start,End) of a text to which an annotator gave one value.
type Section struct {
	Start int
	End   int
	Value string // "" is a gap
}

// Unitized is what the u-α family (Krippendorff, Mathet, Bouvry, Widlöcher 2016) needs to know of texts and how they were
// divided: by value, "" for gaps. It can be added up over texts: the sums are those of the texts one after the other.
type Unitized map[string]*UnitSums

// UnitSums are the sums of one value.
type UnitSums struct {
	Total   float64 // ℓ_c.: length of the intersections of its sections with all sections of other coders
	Agreed  float64 // ℓ_cc: with sections of the same value
	Valued  float64 // with units, whatever their value
	Squares float64 // Σ l² of its units; of gaps Σ l, for gaps have no identity
	Shared  float64 // Σ over units and other coders of (length that the other filled with units)² / (m − 1)
}

// NewUnitized sums up one text of that length, given the units of each of two or more coders, in order and apart.
func NewUnitized(coders [][]Section, length int) Unitized {
	u := Unitized{}
	others := float64(len(coders) - 1)
	divided := make([][]Section, len(coders))
	for i, units := range coders {
		divided[i] = withGaps(units, length)
		for _, s := range divided[i] {
			l := float64(s.End - s.Start)
			if s.Value != "" {
				l *= l
			}
			u.of(s.Value).Squares += l
		}
	}
	for i, one := range divided {
		for j, other := range divided {
			if i != j {
				u.intersect(one, other, others)
			}
		}
	}
	return u
}

// intersect adds the intersections of one coder's sections with another's.
func (u Unitized) intersect(one, other []Section, others float64) {
	j := 0
	for _, s := range one {
		sums, shared := u.of(s.Value), 0.0
		for j < len(other) && other[j].End <= s.Start {
			j++
		}
		for k := j; k < len(other) && other[k].Start < s.End; k++ {
			common := float64(min(s.End, other[k].End) - max(s.Start, other[k].Start))
			sums.Total += common / others
			if s.Value == other[k].Value {
				sums.Agreed += common / others
			}
			if s.Value != "" && other[k].Value != "" {
				sums.Valued += common / others
				shared += common
			}
		}
		sums.Shared += shared * shared / others
	}
}

func (u Unitized) of(value string) *UnitSums {
	sums := u[value]
	if sums == nil {
		sums = &UnitSums{}
		u[value] = sums
	}
	return sums
}

// withGaps fills the stretches between units.
func withGaps(units []Section, length int) []Section {
	filled := make([]Section, 0, 2*len(units)+1)
	end := 0
	for _, unit := range units {
		if unit.Start > end {
			filled = append(filled, Section{end, unit.Start, ""})
		}
		filled = append(filled, unit)
		end = unit.End
	}
	if end < length {
		filled = append(filled, Section{end, length, ""})
	}
	return filled
}

// Alpha is uα: agreement on where units are and on their values.
func (u Unitized) Alpha() (float64, error) { return newFamily(u).alpha() }

// Segmentation is |uα: agreement on what is a unit and what a gap, whatever the values.
func (u Unitized) Segmentation() (float64, error) { return newFamily(u).segmentation() }

// Coding is cuα: agreement on the values where both of two coders have a unit. With three or more coders the
// intersections are those of pairs of coders, not of all.
func (u Unitized) Coding() (float64, error) { return newFamily(u).coding() }

// family is what the three members are computed from. Sums of it do not need the values themselves.
type family struct {
	total, agreed, totalSquares, squares float64 // ℓ.., Σℓ_cc, Σℓ_c.², ΣSquares
	gap                                  UnitSums
	valued, valuedAgreed                 float64 // ℓ.. and Σℓ_cc within units
	valuedSquares, shared                float64
}

func newFamily(u Unitized) family {
	var f family
	for value, sums := range u {
		f.add(value, *sums)
	}
	return f
}

func (f *family) add(value string, s UnitSums) {
	f.total += s.Total
	f.agreed += s.Agreed
	f.totalSquares += s.Total * s.Total
	f.squares += s.Squares
	if value == "" {
		f.gap = s
		return
	}
	f.valued += s.Valued
	f.valuedAgreed += s.Agreed
	f.valuedSquares += s.Valued * s.Valued
	f.shared += s.Shared
}

func (f family) alpha() (float64, error) {
	if f.total == 0 {
		return 0, Undefined("no text that two annotated")
	}
	if nearly(f.gap.Total, f.total) {
		return 0, Undefined("nothing was marked")
	}
	return oneMinus(f.total-f.agreed, f.total, f.totalSquares, f.squares)
}

func (f family) segmentation() (float64, error) {
	if f.total == 0 {
		return 0, Undefined("no text that two annotated")
	}
	if nearly(f.gap.Total, f.total) || f.gap.Total == 0 {
		return 0, Undefined("every annotator marked all of the text or nothing")
	}
	expected := f.total * f.gap.Total * (f.total - f.gap.Total) / (f.total*f.total - f.squares)
	return 1 - (f.gap.Total-f.gap.Agreed)/expected, nil
}

func (f family) coding() (float64, error) {
	if f.valued == 0 {
		return 0, Undefined("no stretch that two annotators marked")
	}
	return oneMinus(f.valued-f.valuedAgreed, f.valued, f.valuedSquares, f.shared)
}

// oneMinus is 1 − observed/expected, where expected = n − Σe_cc and e_cc = n·(ℓ_c.² − Squares_c)/(n² − ΣSquares).
func oneMinus(observed, n, squares, own float64) (float64, error) {
	if nearly(squares, n*n) {
		return 0, Undefined("all that was marked has the same label")
	}
	return 1 - observed*(n*n-own)/(n*(n*n-squares)), nil
}

// nearly says whether two sums are the same but for rounding.
func nearly(a, b float64) bool {
	return max(a, b)-min(a, b) <= 1e-12*max(a, b)
}
