package annotate

// Fits says whether a type admits the labels of two spans.
func Fits(cb Codebook, kind RelationType, head, tail Span) error {
	from, _ := cb.LabelByID(head.LabelID)
	to, _ := cb.LabelByID(tail.LabelID)
	if kind.HeadLabel != "" && kind.HeadLabel != from.Name || kind.TailLabel != "" && kind.TailLabel != to.Name {
		return Invalidf("a relation %q goes from %s to %s, not from %s to %s", kind.Name, orAny(kind.HeadLabel), orAny(kind.TailLabel), from.Name, to.Name)
	}
	return nil
}

func orAny(label string) string {
	if label == "" {
		return "any"
	}
	return label
}
