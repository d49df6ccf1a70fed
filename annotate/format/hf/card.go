package hf

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// quoted is a text as YAML takes it whatever stands in it: what JSON writes is YAML.
func quoted(text string) string {
	data, err := json.Marshal(text)
	if err != nil {
		return `""` // no text is refused
	}
	return string(data)
}

// name is what the dataset is called.
func (w *writer) name(f form.Figures) string {
	return cmp.Or(f.Project, w.head.Codebook.Name, "Annotations")
}

// card is README.md: the YAML that load_dataset reads, and what a person has to know.
func (w *writer) card(f form.Figures) string {
	var b strings.Builder
	w.yaml(&b, f)
	fmt.Fprintf(&b, "\n# %s\n\nNews articles with annotated spans, and the relations between them. Made with Parallax.\n", inline(w.name(f)))
	b.WriteString("\n## To load it\n\n```python\nfrom datasets import load_dataset\ntagged = load_dataset(\"FOLDER\")                  # tokens and ner_tags\npairs = load_dataset(\"FOLDER\", \"relations\")       # head, tail, relation\n```\n")
	w.counts(&b, f)
	w.columns(&b)
	w.codebook(&b)
	w.agreement(&b, f)
	w.license(&b)
	return b.String()
}

// yaml is the head of the card, whose first line counts.
func (w *writer) yaml(b *strings.Builder, f form.Figures) {
	b.WriteString("---\n")
	switch license := w.head.License; {
	case license == "":
		b.WriteString("license: other\n")
	case known.MatchString(license):
		fmt.Fprintf(b, "license: %s\n", quoted(license)) // "no" would be false
	default: // which the field takes under a name of its own only
		fmt.Fprintf(b, "license: other\nlicense_name: %s\n", quoted(license))
	}
	if len(w.languages) > 0 {
		b.WriteString("language:\n")
		for _, l := range slices.Sorted(maps.Keys(w.languages)) {
			fmt.Fprintf(b, "- %s\n", quoted(l)) // "no" would be false
		}
	}
	fmt.Fprintf(b, "pretty_name: %s\ntask_categories:\n- token-classification\nconfigs:\n", quoted(w.name(f)))
	configs := []struct {
		name     string
		file     func(*part) *file
		features []feature
	}{{"default", func(p *part) *file { return p.records }, recordFeatures(tagNames(w.labels))}, {"relations", func(p *part) *file { return p.examples }, exampleFeatures(relationNames(w.types))}}
	for _, c := range configs {
		fmt.Fprintf(b, "- config_name: %s\n", c.name)
		if c.name == "default" {
			b.WriteString("  default: true\n")
		}
		b.WriteString("  data_files:\n")
		for _, p := range w.parts {
			fmt.Fprintf(b, "  - split: %s\n    path: %s\n", p.name, quoted(c.file(p).name))
		}
	}
	b.WriteString("dataset_info:\n")
	for _, c := range configs {
		fmt.Fprintf(b, "- config_name: %s\n  features:\n", c.name)
		for _, feature := range c.features {
			feature.yaml(b)
		}
	}
	b.WriteString("---\n")
}

// known is how the names of licences that the field of a card takes are written, such as cc-by-4.0.
var known = regexp.MustCompile(`^[a-z][a-z0-9]*([.-][a-z0-9]+)*$`)

// license says under which licence the annotations are, and who made them.
func (w *writer) license(b *strings.Builder) {
	b.WriteString("\n## Licence\n\n")
	if w.head.Creator != "" {
		fmt.Fprintf(b, "The annotations were made by %s.\n", inline(w.head.Creator))
	}
	if w.head.License != "" {
		fmt.Fprintf(b, "The annotations are licensed under %s.\n", inline(w.head.License))
	} else {
		b.WriteString("The field `license` above says `other`: set it to the licence of the annotations before you pass them on.\n")
	}
	b.WriteString("The articles belong to those who published them: whether their words may be passed on is another question, which this card does not answer.\n")
}

func (f feature) yaml(b *strings.Builder) {
	fmt.Fprintf(b, "  - name: %s\n", f.name)
	classes := func(indent string) {
		fmt.Fprintf(b, "%sclass_label:\n%s  names:\n", indent, indent)
		for i, name := range f.names {
			fmt.Fprintf(b, "%s    '%d': %s\n", indent, i, quoted(name))
		}
	}
	switch {
	case f.list && f.names != nil:
		b.WriteString("    list:\n")
		classes("      ")
	case f.list:
		b.WriteString("    list: string\n")
	case f.names != nil:
		b.WriteString("    dtype:\n")
		classes("      ")
	default:
		fmt.Fprintf(b, "    dtype: %s\n", f.dtype)
	}
}

// inline is a text on one line, in which nothing is markup.
func inline(text string) string {
	return markup.Replace(strings.Join(strings.Fields(text), " "))
}

var markup = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "[", `\[`)

func (w *writer) counts(b *strings.Builder, f form.Figures) {
	b.WriteString("\n## Counts\n\n| split | articles | records | tokens | examples of relations |\n|---|---|---|---|---|\n")
	for _, p := range w.parts {
		fmt.Fprintf(b, "| %s | %d | %d | %d | %d |\n", inline(p.name), p.articles, p.records.rows, p.records.tokens, p.examples.rows)
	}
	b.WriteString("\nA record is an article, or a sentence of it, in one layer: what one annotator marked in it, or what was decided in the end (`gold`).\n\n| label | tagged spans |\n|---|---|\n")
	for _, l := range w.labels {
		fmt.Fprintf(b, "| %s | %d |\n", inline(l), w.spans[l])
	}
	b.WriteString("\n| relation | examples |\n|---|---|\n")
	for _, name := range relationNames(w.types) {
		fmt.Fprintf(b, "| %s | %d |\n", inline(name), w.related[name])
	}
	people, models := 0, 0
	for _, a := range f.Annotators {
		switch made := w.layers[a.Name] || w.layers[annotate.GoldLayer]; { // which comes of all of them
		case made && a.Kind == annotate.Human:
			people++
		case made && a.Kind == annotate.Model:
			models++
		}
	}
	fmt.Fprintf(b, "\nAnnotators of what is exported here: %s, %s.\n", annotate.Counted(people, "person", "people"), annotate.Counted(models, "model", "models"))
}

func (w *writer) columns(b *strings.Builder) {
	b.WriteString("\n## Columns\n\n`default`: a token has one tag (IOB2), so of spans that overlap the longest was kept.\n\n")
	for _, f := range recordFeatures(nil) {
		fmt.Fprintf(b, "- `%s`: %s\n", f.name, f.says)
	}
	fmt.Fprintf(b, "\n`relations`: every pair of spans of an article that is related, and those without a relation that the codebook would let have one and that stand within %d sentences. A span of several segments is its first.\n\n", near)
	for _, f := range exampleFeatures(nil) {
		fmt.Fprintf(b, "- `%s`: %s\n", f.name, f.says)
	}
}

// codebook is what the labels and relations mean.
func (w *writer) codebook(b *strings.Builder) {
	b.WriteString("\n## Labels and relations\n\n")
	for _, l := range w.head.Codebook.Labels {
		fmt.Fprintf(b, "- **%s**: %s\n", inline(l.Name), cmp.Or(inline(l.Description), "no definition was given."))
	}
	for _, t := range w.head.Codebook.RelationTypes {
		way := cmp.Or(inline(t.HeadLabel), "any") + " → " + cmp.Or(inline(t.TailLabel), "any")
		fmt.Fprintf(b, "- **%s** (%s): %s\n", inline(t.Name), way, cmp.Or(inline(t.Description), "no definition was given."))
	}
	if guidelines := strings.TrimSpace(w.head.Codebook.Guidelines); guidelines != "" {
		fmt.Fprintf(b, "\n### Guidelines\n\n%s\n", guidelines)
	}
}

// agreement is how well the annotators agree, and how that is measured.
func (w *writer) agreement(b *strings.Builder, f form.Figures) {
	b.WriteString("\n## Agreement\n\n")
	r := f.Agreement
	if r == nil && f.Several {
		b.WriteString("It has not been measured.\n")
		return
	}
	if r == nil || r.Documents == 0 {
		b.WriteString("No article was annotated by two people, so there is none to measure.\n")
		return
	}
	fmt.Fprintf(b, "Of all of the project, whatever part of it is exported here.\n\n| measure | all labels |%s\n|---|---|%s\n", join(w.labels, " %s |"), strings.Repeat("---|", len(w.labels)))
	row := func(name string, all *float64, by func(*agreement.LabelOverall) *float64) {
		fmt.Fprintf(b, "| %s | %s |", name, number(all))
		for _, l := range w.labels {
			var value *float64
			if one := r.Overall.ByLabel[l]; one != nil && by != nil {
				value = by(one)
			}
			if by == nil {
				b.WriteString(" |")
			} else {
				fmt.Fprintf(b, " %s |", number(value))
			}
		}
		b.WriteString("\n")
	}
	o := r.Overall
	row("span F1, strict", o.SpanF1.Strict, func(l *agreement.LabelOverall) *float64 { return l.Strict })
	row("span F1, exact", o.SpanF1.Exact, func(l *agreement.LabelOverall) *float64 { return l.Exact })
	row("span F1, partial", o.SpanF1.Partial, func(l *agreement.LabelOverall) *float64 { return l.Partial })
	row("span F1, type", o.SpanF1.Type, func(l *agreement.LabelOverall) *float64 { return l.Type })
	row("Krippendorff’s α over words", o.KrippendorffAlpha, func(l *agreement.LabelOverall) *float64 { return l.KrippendorffAlpha })
	row("Fleiss’ κ over words", o.FleissKappa, nil)
	row("α_U", o.AlphaU, func(l *agreement.LabelOverall) *float64 { return l.AlphaU })
	row("u-α", o.UAlpha, nil)
	row("γ", o.Gamma, nil)
	row("F1 of relations", o.RelationF1, nil)
	fmt.Fprintf(b, "\n%s\n", r.Method())
}

func join(names []string, pattern string) string {
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, pattern, inline(name))
	}
	return b.String()
}

func number(value *float64) string {
	if value == nil {
		return "not defined"
	}
	return fmt.Sprintf("%.3f", *value)
}
