package annotate

import "slices"

// RegionKind says what a stretch of a document is, where it is not the article's own prose.
type RegionKind string

// The kinds of region that import tells apart. Others may be set by hand.
const (
	RegionTitle       RegionKind = "title"
	RegionDateline    RegionKind = "dateline"
	RegionByline      RegionKind = "byline"
	RegionCaption     RegionKind = "caption"
	RegionHighlights  RegionKind = "highlights"
	RegionComments    RegionKind = "comments"
	RegionNewsletter  RegionKind = "newsletter"
	RegionRelated     RegionKind = "related"
	RegionBoilerplate RegionKind = "boilerplate"
)

// RegionKinds lists the kinds that import knows, in the order in which a menu shows them.
var RegionKinds = []RegionKind{
	RegionTitle, RegionDateline, RegionByline, RegionCaption, RegionHighlights,
	RegionComments, RegionNewsletter, RegionRelated, RegionBoilerplate,
}

// Region is a stretch [Start,End) of a document's text, in code points, that is not annotated and gives no tokens
// unless the user says so. The regions of a document do not overlap and are kept in order.
type Region struct {
	Start int
	End   int
	Kind  RegionKind
}

// SetRegion returns the regions of a document with a stretch made one of a kind, or the article's own prose where kind
// is "". What the stretch covers of other regions is cut off them.
func SetRegion(regions []Region, stretch Segment, kind RegionKind) []Region {
	return SetRegions(regions, []Region{{Start: stretch.Start, End: stretch.End, Kind: kind}})
}

// SetRegions is SetRegion for several stretches at once, which come in order and do not overlap each other.
func SetRegions(regions, stretches []Region) []Region {
	var set []Region
	first := 0 // of the stretches that reach into a region or lie behind it
	for _, r := range regions {
		for first < len(stretches) && stretches[first].End <= r.Start {
			first++
		}
		start := r.Start
		for _, s := range stretches[first:] {
			if s.Start >= r.End {
				break
			}
			if start < s.Start {
				set = append(set, Region{Start: start, End: s.Start, Kind: r.Kind})
			}
			start = max(start, s.End)
		}
		if start < r.End {
			set = append(set, Region{Start: start, End: r.End, Kind: r.Kind})
		}
	}
	for _, s := range stretches {
		if s.Kind != "" {
			set = append(set, s)
		}
	}
	slices.SortFunc(set, func(a, b Region) int { return a.Start - b.Start })
	return set
}

// ValidateRegions reports the first region that lies outside [0,length), is empty, unnamed, or overlaps its
// predecessor.
func ValidateRegions(regions []Region, length int) error {
	end := 0
	for _, r := range regions {
		switch {
		case r.Kind == "":
			return Invalidf("region %d–%d has no kind", r.Start, r.End)
		case r.Start < 0 || r.End > length || r.Start >= r.End:
			return Invalidf("region %s %d–%d does not fit a text of %d characters", r.Kind, r.Start, r.End, length)
		case r.Start < end:
			return Invalidf("region %s %d–%d overlaps the one before it", r.Kind, r.Start, r.End)
		}
		end = r.End
	}
	return nil
}
