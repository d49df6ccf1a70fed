package agreement

import (
	"context"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// builder makes a report from what was gathered.
type builder struct {
	*gathered
	index
	all        totals
	seed       int64
	labels     []string
	attributes []string
	relations  []string
	gold       bool

	report  *Report
	prefix  string // of the paths of the pair at hand, or overallPrefix
	figures []figure
	part    []figure // those that stories and documents have too; their paths are names
}

const overallPrefix = "overall."

func newBuilder(g *gathered, options Options, gold bool) *builder {
	b := &builder{gathered: g, index: newIndex(g.slots), seed: options.Seed, gold: gold}
	b.all = make(totals, len(g.slots))
	for _, d := range g.documents {
		for _, e := range d.entries {
			b.all[e.slot] += e.amount
		}
	}
	b.nameThings(options.Codebook)
	b.report = &Report{Annotators: []string{}, Documents: len(g.documents), Pairs: []Pair{}, LeftOut: g.leftOut,
		Undefined: map[string]string{}, Items: map[string]int{}, Intervals: map[string]Interval{},
		Bootstrap: Bootstrap{0, level, options.Seed}, Stories: []Part{}, Articles: []Part{}}
	return b
}

// nameThings lists the labels, attributes and relation types of the codebook and others that were found.
func (b *builder) nameThings(codebook annotate.Codebook) {
	for _, l := range codebook.Labels {
		b.labels = append(b.labels, l.Name)
		for _, a := range l.Attributes {
			b.attributes = append(b.attributes, l.Name+"."+a.Name)
		}
	}
	for _, r := range codebook.RelationTypes {
		b.relations = append(b.relations, r.Name)
	}
	others := map[quantity]map[string]bool{spanCount: {}, attributeItems: {}, relationCount: {}}
	for k := range b.slots {
		if names := others[k.quantity]; names != nil {
			names[k.label] = true
		}
	}
	for q, list := range map[quantity]*[]string{spanCount: &b.labels, attributeItems: &b.attributes, relationCount: &b.relations} {
		known := *list
		for _, name := range slices.Sorted(maps.Keys(others[q])) {
			if !slices.Contains(known, name) {
				*list = append(*list, name)
			}
		}
	}
}

// build fills the report with figures.
func (b *builder) build(ctx context.Context) {
	order := make([]int, len(b.annotators))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return compareAnnotators(b.annotators[i], b.annotators[j]) })
	var pairs [][2]int
	for i, a := range order {
		b.report.Annotators = append(b.report.Annotators, b.annotators[a].Name)
		for _, c := range order[i+1:] {
			if !b.gold || b.annotators[c].Kind == annotate.Gold {
				pairs = append(pairs, [2]int{a, c})
			}
		}
	}
	for _, pair := range pairs {
		b.addPair(ctx, pair)
	}
	if b.gold {
		return
	}
	b.addOverall(ctx, pairs)
	everyone := view{b.index, [][2]int{{everybody, everybody}}}
	b.report.Overlaps = Overlaps{int(everyone.sum(joinedUnits, "")(b.all)), int(everyone.sum(mixedUnits, "")(b.all)), handling}
}

// random draws for one comparison. What it draws follows from the seed and the names.
func (b *builder) random(names ...string) *rand.Rand {
	h := fnv.New64a()
	for _, name := range names {
		fmt.Fprintf(h, "%q", name)
	}
	return rand.New(rand.NewPCG(uint64(b.seed), h.Sum64()))
}

// add computes a figure and keeps it for the intervals. Where nothing was compared, none is the reason why it is
// undefined.
func (b *builder) add(f figure, none Undefined) {
	items := int(f.items(b.all) + 0.5)
	b.report.Items[f.path] = items
	shown := Figure{Scope: "overall", Name: strings.TrimPrefix(f.path, b.prefix), Path: f.path, Items: items}
	if b.prefix != overallPrefix {
		pair := b.report.Pairs[len(b.report.Pairs)-1]
		shown.Scope, shown.A, shown.B = "pair", pair.A, pair.B
	}
	value, err := f.value(b.all)
	switch {
	case items == 0:
		shown.Undefined = string(none)
	case err != nil:
		shown.Undefined = err.Error()
	default:
		f.into(&value)
		shown.Value = &value
	}
	if shown.Undefined != "" {
		b.report.Undefined[f.path] = shown.Undefined
	}
	b.report.figures = append(b.report.figures, shown)
	b.figures = append(b.figures, f)
}

// addSchemes adds the four schemes of span F1.
func (b *builder) addSchemes(x view, path string, labels []string, into *F1, none Undefined) {
	items := x.sum(spanCount, labels...)
	for _, scheme := range []struct {
		name   string
		credit quantity
		into   **float64
	}{{"strict", strictCredit, &into.Strict}, {"exact", exactCredit, &into.Exact}, {"partial", partialCredit, &into.Partial}, {"type", typeCredit, &into.Type}} {
		b.add(figure{path + "." + scheme.name, x.f1(scheme.credit, labels), items, set(scheme.into)}, none)
	}
}

func set(into **float64) func(*float64) { return func(value *float64) { *into = value } }

// addValues adds α over attributes and entities of matched spans.
func (b *builder) addValues(x view, path string, attributes, entities map[string]*Alpha) {
	for _, name := range b.attributes {
		items := x.sum(attributeItems, name)
		alpha := &Alpha{Items: int(items(b.all))}
		attributes[name] = alpha
		b.add(figure{path + ".attributes." + name + ".krippendorff_alpha", x.valueAlpha(name), items, set(&alpha.KrippendorffAlpha)},
			"no matched spans for which both gave it")
	}
	for _, label := range b.labels {
		items := x.sum(entityItems, label)
		alpha := &Alpha{Items: int(items(b.all))}
		entities[label] = alpha
		b.add(figure{path + ".entities." + label + ".krippendorff_alpha", x.entityAlpha(label), items, set(&alpha.KrippendorffAlpha)},
			"no matched spans for which both named an entity")
	}
}

// addPair adds the figures of two annotators.
func (b *builder) addPair(ctx context.Context, pair [2]int) {
	x := view{b.index, [][2]int{pair}}
	path := fmt.Sprintf("pairs.%d", len(b.report.Pairs))
	b.report.Pairs = append(b.report.Pairs, Pair{A: b.annotators[pair[0]].Name, B: b.annotators[pair[1]].Name,
		ByLabel: map[string]*F1{}, Attributes: map[string]*Alpha{}, Entities: map[string]*Alpha{},
		AlphaU: map[string]*float64{}, RelationsBy: map[string]*float64{}})
	b.prefix = path + "."
	p := &b.report.Pairs[len(b.report.Pairs)-1]
	p.Documents = int(x.sum(documents, "")(b.all))
	none := func(reason Undefined) Undefined {
		if p.Documents == 0 {
			return "no article that both annotated"
		}
		return reason
	}
	b.addSchemes(x, path+".span_f1", b.labels, &p.SpanF1, none("neither marked a span"))
	for _, label := range b.labels {
		p.ByLabel[label] = &F1{}
		b.addSchemes(x, path+".by_label."+label, []string{label}, p.ByLabel[label], none("no annotator used it"))
	}
	words := x.sum(wordCount, "")
	p.Token.Items = int(words(b.all))
	b.add(figure{path + ".token.cohen_kappa", x.cohen(), words, set(&p.Token.CohenKappa)}, none("no words"))
	b.add(figure{path + ".token.krippendorff_alpha", x.wordAlpha(), words, set(&p.Token.KrippendorffAlpha)}, none("no words"))
	b.addValues(x, path, p.Attributes, p.Entities)

	for _, label := range b.labels {
		p.AlphaU[label] = nil
		into := func(value *float64) { p.AlphaU[label] = value }
		b.add(figure{path + ".alpha_u." + label, x.alphaU([]string{label}), x.sum(unitCount, label), into}, none("no annotator used it"))
	}
	expected, _ := x.expect(ctx, b.all, b.random(p.A, p.B))
	b.addUnitFigures(x, path, expected, unitFigures{&p.AlphaUAll, "alpha_u_all", &p.UAlpha, &p.Segmentation, &p.Coding, &p.Gamma}, none("nothing was marked"))

	relations := x.sum(relationCount, b.relations...)
	f1 := share(x.sum(relationMatched, b.relations...), relations, "no relations")
	b.add(figure{path + ".relation_f1", f1, relations, set(&p.RelationF1)}, none("neither drew a relation"))
	for _, kind := range b.relations {
		p.RelationsBy[kind] = nil
		into := func(value *float64) { p.RelationsBy[kind] = value }
		items := x.sum(relationCount, kind)
		b.add(figure{path + ".relations_by_type." + kind, share(x.sum(relationMatched, kind), items, "no relations"), items, into},
			none("neither drew one"))
	}
	p.Confusion = b.confusion(pair)
}

// unitFigures are where the measures of units go.
type unitFigures struct {
	alphaU                               **float64
	alphaUName                           string
	uAlpha, segmentation, coding, gammas **float64
}

// addUnitFigures adds α_U over labels, u-α and γ, given what chance expects.
func (b *builder) addUnitFigures(x view, path string, expected []expectation, into unitFigures, none Undefined) {
	units := x.sum(unitCount, b.labels...)
	b.add(figure{path + "." + into.alphaUName, x.alphaU(b.labels), units, set(into.alphaU)}, none)
	b.add(figure{path + ".u_alpha", x.family(family.alpha), units, set(into.uAlpha)}, none)
	b.add(figure{path + ".u_alpha_segmentation", x.family(family.segmentation), units, set(into.segmentation)}, none)
	b.add(figure{path + ".u_alpha_coding", x.family(family.coding), units, set(into.coding)}, none)
	b.add(figure{path + ".gamma", x.gamma(gammaDisorder, expected), units, set(into.gammas)}, none)
}

// confusion counts labels against labels.
func (b *builder) confusion(pair [2]int) []Confusion {
	cells := []Confusion{}
	x := view{b.index, [][2]int{pair}}
	for _, one := range append(slices.Clone(b.labels), "") {
		for _, s := range x.slots(confusion, one) {
			if n := int(b.all[s.slot]); n > 0 {
				cells = append(cells, Confusion{one, s.value, n})
			}
		}
	}
	return cells
}

// addOverall adds the figures of all annotators together.
func (b *builder) addOverall(ctx context.Context, pairs [][2]int) {
	b.prefix = overallPrefix
	o := &b.report.Overall
	*o = Overall{ByLabel: map[string]*LabelOverall{}, Attributes: map[string]*Alpha{}, Entities: map[string]*Alpha{}}
	x, among := view{b.index, [][2]int{{everybody, everybody}}}, view{b.index, pairs}
	none := func(reason Undefined) Undefined {
		if len(b.gathered.documents) == 0 {
			return "no article that two annotated"
		}
		return reason
	}
	words := x.sum(allWords, "")
	before := len(b.figures)
	b.add(figure{"overall.krippendorff_alpha", x.allAlpha(), words, set(&o.KrippendorffAlpha)}, none("no words"))
	b.add(figure{"overall.fleiss_kappa", x.fleiss(), words, set(&o.FleissKappa)}, none("no words"))
	expected, drawn := x.expect(ctx, b.all, b.random(b.report.Annotators...))
	b.addUnitFigures(x, "overall", expected,
		unitFigures{&o.AlphaU, "alpha_u", &o.UAlpha, &o.Segmentation, &o.Coding, &o.Gamma}, none("nothing was marked"))
	b.addSchemes(among, "overall.span_f1", b.labels, &o.SpanF1, none("nothing was marked"))
	b.part = slices.Clone(b.figures[before:])
	for _, label := range b.labels {
		l := &LabelOverall{}
		o.ByLabel[label] = l
		path := "overall.by_label." + label
		b.addSchemes(among, path, []string{label}, &l.F1, none("no annotator used it"))
		b.add(figure{path + ".krippendorff_alpha", x.labelAlpha(label), words, set(&l.KrippendorffAlpha)}, none("no words"))
		b.add(figure{path + ".alpha_u", x.alphaU([]string{label}), x.sum(unitCount, label), set(&l.AlphaU)}, none("no annotator used it"))
	}
	b.addValues(among, "overall", o.Attributes, o.Entities)
	relations := among.sum(relationCount, b.relations...)
	f1 := share(among.sum(relationMatched, b.relations...), relations, "no relations")
	b.add(figure{"overall.relation_f1", f1, relations, set(&o.RelationF1)}, none("nobody drew a relation"))
	b.report.Search = b.search(x, expected, drawn)
}
