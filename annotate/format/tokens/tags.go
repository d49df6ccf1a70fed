package tokens

import "strings"

// Run is a run of tokens [First,Last] with one label.
type Run struct {
	First, Last int
	Label       string
}

// Runs are what the tags of tokens say, in any of the ways that are in use: IOB1, where "B-" begins a run only behind one of the same label,
// IOB2, where it begins each, and those that mark a last ("L-", "E-") or a single token ("U-", "S-"). Other tags than those are none.
func Runs(tags []string) []Run {
	var all []Run
	open := false // whether the last run may go on
	for i, tag := range tags {
		kind, label, found := strings.Cut(tag, "-")
		if !found || label == "" || len(kind) != 1 || !strings.Contains("BILUES", kind) {
			open = false
			continue
		}
		n := len(all)
		if goes := open && all[n-1].Label == label && !strings.Contains("BUS", kind); goes {
			all[n-1].Last = i
		} else {
			all = append(all, Run{i, i, label})
		}
		open = strings.Contains("BI", kind)
	}
	return all
}
