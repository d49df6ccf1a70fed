package agreementview

import (
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// method is what a paper's section on methods says: who and what was compared, the figures over all, and how they are
// defined.
func method(r *agreement.Report, all figures, about string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s annotated %s%s", wording.And(r.Annotators), wording.Count(r.Documents, "article"), about)
	if r.LeftOut > 0 {
		fmt.Fprintf(&b, " (%s with fewer than two annotators %s left out)", wording.Count(r.LeftOut, "article"), verb(r.LeftOut, "was", "were"))
	}
	b.WriteString(". ")
	prefix := "overall."
	if len(r.Pairs) == 1 {
		prefix = "pairs.0."
	}
	var values []string
	for _, f := range all.under(prefix) {
		name, about, unit := named(f.path)
		if about != "" {
			continue
		}
		value := fmt.Sprintf("%s = %s", name, f.text())
		switch {
		case f.value == nil:
			value = fmt.Sprintf("%s undefined (%s)", name, f.reason)
		case f.interval != nil:
			value += fmt.Sprintf(" [%s, %s]", decimals(f.interval[0]), decimals(f.interval[1]))
		}
		values = append(values, fmt.Sprintf("%s (%d %s)", value, f.items, unit))
	}
	fmt.Fprintf(&b, "Agreement was: %s. ", strings.Join(values, "; "))
	if r.Bootstrap.Replicates > 0 {
		b.WriteString("Brackets give confidence intervals. ")
	}
	b.WriteString("\n\n" + r.Method())
	return b.String()
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
