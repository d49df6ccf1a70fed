package agreementview

import (
	"slices"
	"strings"
)

// measure is a kind of figure that can be chosen for the heat map.
type measure struct {
	name  string
	pair  string // path beneath a pair, for all labels
	label string // path beneath a pair for one label, with * for its name; "" where there is none
	whole string // path beneath overall, and the name in stories and articles; "" where there is none
	each  string // path beneath overall for one label
	unit  string // what is counted
}

// measures are those that the heat map shows, the most usual first.
var measures = []measure{
	{"Span F1, strict", "span_f1.strict", "by_label.*.strict", "span_f1.strict", "by_label.*.strict", "spans"},
	{"Span F1, exact boundaries", "span_f1.exact", "by_label.*.exact", "span_f1.exact", "by_label.*.exact", "spans"},
	{"Span F1, partial", "span_f1.partial", "by_label.*.partial", "span_f1.partial", "by_label.*.partial", "spans"},
	{"Span F1, type", "span_f1.type", "by_label.*.type", "span_f1.type", "by_label.*.type", "spans"},
	{"Cohen’s κ of words", "token.cohen_kappa", "", "", "", "words"},
	{"Fleiss’ κ of words", "", "", "fleiss_kappa", "", "words"},
	{"Krippendorff’s α of words", "token.krippendorff_alpha", "", "krippendorff_alpha", "by_label.*.krippendorff_alpha", "words"},
	{"Krippendorff’s αᵤ (unitizing)", "alpha_u_all", "alpha_u.*", "alpha_u", "by_label.*.alpha_u", "units"},
	{"u-α", "u_alpha", "", "u_alpha", "", "units"},
	{"u-α of segmentation", "u_alpha_segmentation", "", "u_alpha_segmentation", "", "units"},
	{"u-α of coding", "u_alpha_coding", "", "u_alpha_coding", "", "units"},
	{"γ", "gamma", "", "gamma", "", "units"},
	{relationF1, "relation_f1", "", "relation_f1", "", "relations"},
}

const relationF1 = "Relation F1"

// paired are the measures of two annotators.
func paired() []measure {
	return slices.DeleteFunc(slices.Clone(measures), func(m measure) bool { return m.pair == "" })
}

// named is what is known of a path beneath a pair or overall: the measure's name, what it is about ("actor",
// "claim.stance", "" for everything), and what is counted.
func named(path string) (name, about, unit string) {
	for _, m := range measures {
		if path == m.pair || path == m.whole {
			return m.name, "", m.unit
		}
		for _, pattern := range []string{m.label, m.each} {
			before, after, ok := strings.Cut(pattern, "*")
			if ok && strings.HasPrefix(path, before) && strings.HasSuffix(path, after) && len(path) > len(before)+len(after) {
				return m.name, path[len(before) : len(path)-len(after)], m.unit
			}
		}
	}
	for prefix, named := range map[string][2]string{
		"attributes.":        {"α of the attribute", "matched spans"},
		"entities.":          {"α of entities", "matched spans"},
		"relations_by_type.": {relationF1, "relations"},
	} {
		if about, ok := strings.CutPrefix(path, prefix); ok {
			return named[0], strings.TrimSuffix(about, ".krippendorff_alpha"), named[1]
		}
	}
	return path, "", "items"
}

// rank puts figures in the order of measures, those of everything before those of one label.
func rank(path string) int {
	name, about, _ := named(path)
	at := slices.IndexFunc(measures, func(m measure) bool { return m.name == name })
	if at < 0 {
		at = len(measures)
	}
	if about != "" {
		at += 2 * len(measures)
	}
	return at
}

// title is a figure's name with what it is about.
func title(path string) string {
	name, about, _ := named(path)
	if about == "" {
		return name
	}
	return about + ": " + name
}
