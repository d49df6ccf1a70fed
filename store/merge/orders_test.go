package merge_test

import (
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/revise"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// recode is the act of somebody who changes the codebook and clears what no longer fits.
func recode(t *testing.T, p *store.Project, edit func(*annotate.Codebook)) {
	t.Helper()
	cb, err := p.Codebook(ctx)
	storetest.Must(t, err)
	edit(&cb)
	impacts, err := p.CodebookImpact(ctx, cb)
	storetest.Must(t, err)
	resolution := revise.Resolution{}
	for _, impact := range impacts {
		remedy := revise.Remedy{Kind: revise.RemedyClear}
		if impact.Kind == revise.LabelGone || impact.Kind == revise.RelationTypeGone {
			remedy.Kind = revise.RemedyDelete
		}
		resolution[impact.Key()] = remedy
	}
	storetest.Do(t, p, storetest.Anna, "codebook", func(tx *store.Tx) error { return tx.SetCodebook(cb, resolution) })
}

// without is a codebook that has a label no more, and none of the relation types that begin or end at it.
func without(label string) func(*annotate.Codebook) {
	return func(cb *annotate.Codebook) {
		var labels []annotate.Label
		for _, l := range cb.Labels {
			if l.Name != label {
				l.Position = len(labels)
				labels = append(labels, l)
			}
		}
		var types []annotate.RelationType
		for _, r := range cb.RelationTypes {
			if r.HeadLabel != label && r.TailLabel != label {
				types = append(types, r)
			}
		}
		cb.Labels, cb.RelationTypes = labels, types
	}
}

// What people do to copies of one project that are merged in every order, each a kind of which one order once came out otherwise,
// was refused, or never settled.
func TestEveryOrderOfMergingEndsInTheSame(t *testing.T) {
	nothing := func(*testing.T, *store.Project, annotate.Document) {}
	decide := func(t *testing.T, p *store.Project) {
		t.Helper()
		for _, item := range storetest.Items(t, p, derived.Query{}) {
			storetest.Decide(t, p, item, review.Verdict{Name: review.None}, "neither")
			return
		}
		t.Fatal("there is nothing to decide")
	}
	for _, c := range []struct {
		name   string
		copies []func(*testing.T, *store.Project, annotate.Document)
	}{
		{"one deletes an attribute, one an option of it, one adds an option", []func(*testing.T, *store.Project, annotate.Document){nothing,
			func(t *testing.T, p *store.Project, _ annotate.Document) {
				recode(t, p, func(cb *annotate.Codebook) { cb.Labels[0].Attributes = cb.Labels[0].Attributes[:1] })
			},
			func(t *testing.T, p *store.Project, _ annotate.Document) {
				recode(t, p, func(cb *annotate.Codebook) { cb.Labels[0].Attributes[1].Options = []string{"speaker"} })
			},
			func(t *testing.T, p *store.Project, _ annotate.Document) {
				recode(t, p, func(cb *annotate.Codebook) {
					cb.Labels[0].Attributes[1].Options = append(cb.Labels[0].Attributes[1].Options, "both")
				})
			}}},
		{"one renames a story, others add articles to it", []func(*testing.T, *store.Project, annotate.Document){
			func(t *testing.T, p *store.Project, _ annotate.Document) {
				inStory(t, p, "Skarholm", "Wharf news of the first day.")
				renameStories(t, p, "Skarholm", "The quay of Skarholm")
			},
			func(t *testing.T, p *store.Project, _ annotate.Document) {
				inStory(t, p, "Skarholm", "Mole news of the second day.")
			},
			func(t *testing.T, p *store.Project, _ annotate.Document) {
				inStory(t, p, "Skarholm", "Wharf news of the first day.")
				inStory(t, p, "Pier", "Pier news of the third day.")
			}}},
		{"each deletes another label", []func(*testing.T, *store.Project, annotate.Document){nothing,
			func(t *testing.T, p *store.Project, _ annotate.Document) { recode(t, p, without("actor")) },
			func(t *testing.T, p *store.Project, _ annotate.Document) { recode(t, p, without("claim")) }}},
		{"one deletes a label, one makes a relation type of it, one tags with it", []func(*testing.T, *store.Project, annotate.Document){
			func(t *testing.T, p *store.Project, _ annotate.Document) { recode(t, p, without("actor")) },
			func(t *testing.T, p *store.Project, _ annotate.Document) {
				recode(t, p, func(cb *annotate.Codebook) {
					cb.RelationTypes = append(cb.RelationTypes, annotate.RelationType{ID: annotate.NewID(), Name: "asks", HeadLabel: "actor", TailLabel: "claim", Scope: annotate.WithinDocument})
				})
			},
			func(t *testing.T, p *store.Project, d annotate.Document) {
				storetest.Tag(t, p, annotate.NewAnnotator("cleo"), d, "actor", 12, 15)
			},
			func(t *testing.T, p *store.Project, _ annotate.Document) {
				recode(t, p, func(cb *annotate.Codebook) { cb.Labels[0].Name = "who"; renameEnds(cb, "actor", "who") })
			}}},
		{"one decides, one deletes the story, one tags", []func(*testing.T, *store.Project, annotate.Document){
			func(t *testing.T, p *store.Project, _ annotate.Document) { decide(t, p) },
			func(t *testing.T, p *store.Project, d annotate.Document) {
				storetest.Do(t, p, storetest.Ben, "delete", func(tx *store.Tx) error { return tx.DeleteStory(d.StoryID) })
			},
			func(t *testing.T, p *store.Project, d annotate.Document) {
				storetest.Tag(t, p, annotate.NewAnnotator("cleo"), d, "actor", 12, 15)
			}}},
		{"two decide apart, one tags", []func(*testing.T, *store.Project, annotate.Document){
			func(t *testing.T, p *store.Project, _ annotate.Document) { decide(t, p) },
			func(t *testing.T, p *store.Project, _ annotate.Document) { decide(t, p); decide(t, p) },
			func(t *testing.T, p *store.Project, d annotate.Document) {
				storetest.Tag(t, p, annotate.NewAnnotator("cleo"), d, "actor", 12, 15)
			}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			base := storetest.New(t)
			d := inStory(t, base, "Skarholm", "Ilka denied what Tam said at the quay, and Osk did not.")
			storetest.Tag(t, base, storetest.Anna, d, "actor", 0, 4)
			storetest.Tag(t, base, storetest.Anna, d, "claim", 17, 20)
			storetest.Tag(t, base, storetest.Ben, d, "claim", 0, 4)
			old := mailed(t, base)
			var files []string
			for _, work := range c.copies {
				p := copyOf(t, old, t.TempDir())
				work(t, p, d)
				files = append(files, mailed(t, p))
			}
			var want string
			for i, order := range permutations(files) {
				for _, atOnce := range []bool{false, true} {
					if atOnce && i%5 != 0 {
						continue
					}
					p := merged(t, t.TempDir(), order, atOnce)
					cb, err := p.Codebook(ctx)
					storetest.Must(t, err)
					got := datasetOf(t, p) + string(codebook.Format(cb))
					if want == "" {
						want = got
					} else if got != want {
						t.Errorf("in the order %v, at once %v:\n%s", order, atOnce, differing(want, got))
					}
					storetest.Sound(t, p)
					for _, again := range order[1:2] {
						if result := mergeFiles(t, p, again); result.Act.Seq != 0 {
							t.Errorf("merging %s again is an act: %v\n%s", again, result.Plan.Sentences(), changes(result.Act))
						}
					}
					storetest.Must(t, p.Close())
				}
			}
		})
	}
}

// renameEnds lets relation types that begin or end at a label follow its new name.
func renameEnds(cb *annotate.Codebook, from, to string) {
	for i := range cb.RelationTypes {
		for _, end := range []*string{&cb.RelationTypes[i].HeadLabel, &cb.RelationTypes[i].TailLabel} {
			if *end == from {
				*end = to
			}
		}
	}
}
