package merge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// named is a kind of thing that names are given to and taken from.
type named struct {
	make, drop, use func(t *testing.T, p *store.Project, name, words string)
	rename          func(t *testing.T, p *store.Project, from, to string)
}

var namedThings = map[string]named{
	"story": {
		make:   func(t *testing.T, p *store.Project, name, words string) { inStory(t, p, name, words) },
		use:    func(t *testing.T, p *store.Project, name, words string) { inStory(t, p, name, words) },
		drop:   func(t *testing.T, p *store.Project, name, _ string) { deleteStory(t, p, name) },
		rename: func(t *testing.T, p *store.Project, from, to string) { renameStories(t, p, from, to) },
	},
	"label": {
		make: func(t *testing.T, p *store.Project, name, _ string) { changeCodebook(t, p, addLabel(name)) },
		drop: func(t *testing.T, p *store.Project, name, _ string) {
			changeCodebook(t, p, func(cb *annotate.Codebook) {
				cb.Labels = slices.DeleteFunc(slices.Clone(cb.Labels), func(l annotate.Label) bool { return l.Name == name })
			})
		},
		rename: func(t *testing.T, p *store.Project, from, to string) {
			changeCodebook(t, p, func(cb *annotate.Codebook) { renameLabels(cb, map[string]string{from: to}) })
		},
		use: func(t *testing.T, p *store.Project, name, words string) {
			cb, err := p.Codebook(ctx)
			storetest.Must(t, err)
			label, _ := cb.LabelByName(name)
			d := inStory(t, p, "Border", words)
			storetest.Do(t, p, annotate.NewAnnotator("cleo"), "tag", func(tx *store.Tx) error {
				return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: label.ID, Segments: []annotate.Segment{{Start: 0, End: 1}}})
			})
		},
	},
}

// filesOf are the files of people after each has done some steps: “a +N” makes a thing of that name, “a -N” deletes it, “a N>M” renames it, “a N”
// uses it, “a !” mails the file as it is then. Before p they begin with copies of one file that has X; from p on apart.
func filesOf(t *testing.T, thing named, steps string) (files []string) {
	base := storetest.New(t)
	thing.make(t, base, "X", "The first of X.")
	old := mailed(t, base)
	people, names := map[string]*store.Project{}, []string{}
	for i, step := range strings.Split(steps, "; ") {
		who, what, _ := strings.Cut(step, " ")
		p := people[who]
		if p == nil {
			if p = storetest.New(t); who < "p" {
				p = copyOf(t, old, t.TempDir())
			}
			people[who], names = p, append(names, who)
		}
		words := fmt.Sprintf("%d words of %s.", i, who)
		switch from, to, renames := strings.Cut(what, ">"); {
		case renames:
			thing.rename(t, p, from, to)
		case what == "!":
			files = append(files, mailed(t, p))
		case what[0] == '+':
			thing.make(t, p, what[1:], words)
		case what[0] == '-':
			thing.drop(t, p, what[1:], words)
		default:
			thing.use(t, p, what, words)
		}
	}
	for _, who := range names {
		files = append(files, mailed(t, people[who]))
	}
	return files
}

// What people made apart under one name is the same in whatever order their files are merged, also where the name was given on since.
func TestNamesThatWereGivenOnMeanTheSameInEveryOrder(t *testing.T) {
	for kind, thing := range namedThings {
		for _, steps := range []string{
			"a +N; a N>M; b +N; c +M",
			"a +N; a N>M; a +N; a N; a M; b +N; b N; c +N; c N>M; c M",
			"a +N; a !; a N>M; a +N; a N; b +N; b N",
			"a +N; a !; a -N; a +N; a N; b +N; b N",
			"p +X; p X; a X>Y; a +X; a X; b X",
			"p +X; p X; p !; p X>Y; p +X; p X; q +X; q X",
			"p +X; p -X; p +Y; p Y>X; p X; q +X; q X; r +Y; r Y",
		} {
			t.Run(kind+": "+steps, func(t *testing.T) {
				files := filesOf(t, thing, steps)
				first := ""
				for _, order := range permutations(files) {
					p := merged(t, t.TempDir(), order, false)
					cb, err := p.Codebook(ctx)
					storetest.Must(t, err)
					var labels []string
					for _, l := range cb.Labels {
						labels = append(labels, l.Name)
					}
					if got := fmt.Sprint(placesOf(t, p), labelsOf(t, p), labels, len(codebook.Format(cb)), datasetOf(t, p)); first == "" {
						first = got
					} else if got != first {
						t.Fatalf("%s\n\nand in another order\n%s", first, got)
					}
					for _, again := range order {
						if result := mergeFiles(t, p, again); result.Act.Seq != 0 {
							t.Errorf("merging again is an act: %s", changes(result.Act))
						}
					}
					storetest.Sound(t, p)
				}
			})
		}
	}
}
