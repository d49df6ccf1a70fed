package merge_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// Whoever was renamed or joined in one file is so in the merged one, with the work that was done elsewhere meanwhile under the
// former name, whichever is merged into which.
func TestPeopleWhoWereJoinedElsewhereAreOneAfterMerging(t *testing.T) {
	capital := annotate.NewAnnotator("Anna")
	for _, way := range []string{"the joined one comes in", "into the joined one"} {
		t.Run(way, func(t *testing.T) {
			folder := t.TempDir()
			p := storetest.New(t)
			d, second := storetest.AddDocument(t, p, "Zoë 🌍 met the envoy. 大使离开了。"), storetest.AddDocument(t, p, "The envoy left.")
			storetest.Tag(t, p, storetest.Anna, d, "actor", 0, 3)
			storetest.Tag(t, p, capital, d, "actor", 14, 19)
			storetest.Do(t, p, storetest.Ben, "tag", func(tx *store.Tx) error { return tx.SetProgress(d.ID, annotate.Doing) })
			path := filepath.Join(folder, "other.parallax")
			storetest.Must(t, p.Backup(ctx, path, nil))
			other, err := store.Open(ctx, path)
			storetest.Must(t, err)
			storetest.Do(t, other, storetest.Anna, "annotator", func(tx *store.Tx) error {
				if err := tx.RenameAnnotator(storetest.Ben.ID, "Benedikt"); err != nil {
					return err
				}
				_, err := tx.JoinAnnotators(storetest.Anna.ID, capital.ID)
				return err
			})
			late := storetest.Tag(t, p, capital, d, "claim", 4, 20) // unknown to the other
			storetest.Tag(t, p, capital, second, "actor", 4, 9)
			into, from := p, other
			if way == "into the joined one" {
				into, from = other, p
			}
			at := filepath.Join(folder, "from.parallax")
			storetest.Must(t, from.Backup(ctx, at, nil))
			for n := range 2 {
				result, err := merge.Files(ctx, into, annotate.Annotator{}, []string{at}, nil, nil)
				storetest.Must(t, err)
				said := `  "Anna" and "anna" were made one annotator: what either has done goes by the name "anna"`
				if news := n == 0 && into == p; slices.Contains(result.Plan.Sentences(), said) != news {
					t.Errorf("the plan says %q", result.Plan.Sentences())
				}
				people, err := into.Annotators(ctx)
				storetest.Must(t, err)
				if len(people) != 2 || people[0].Name != "Benedikt" || people[1].Name != "anna" {
					t.Errorf("people %+v", people)
				}
				spans, err := into.Spans(ctx, d.ID, storetest.Anna.ID)
				if err != nil || len(spans) != 3 {
					t.Errorf("%d spans, %v", len(spans), err)
				}
				span, err := into.Span(ctx, late.ID)
				if err != nil || span.AnnotatorID != storetest.Anna.ID {
					t.Errorf("what was done elsewhere is %+v, %v", span, err)
				}
				states, err := into.States(ctx, d.StoryID, storetest.Anna.ID)
				if err != nil || states[d.ID] != annotate.Doing || states[second.ID] != annotate.Doing {
					t.Errorf("states %v, %v", states, err)
				}
				storetest.Sound(t, into)
			}
			if known, err := into.AnnotatorOf(ctx, capital); err != nil || known.ID != storetest.Anna.ID {
				t.Errorf("the former name means %+v, %v", known, err)
			}
			storetest.Must(t, other.Close())
		})
	}
}

// Whether two annotators are one follows from the joins that somebody made and took back, whichever file tells of it first: not from what
// others, who did not know of it, did to them meanwhile.
func TestWhoIsOneDoesNotDependOnTheOrderOfMerging(t *testing.T) {
	capital, cleo := annotate.NewAnnotator("Anna"), annotate.NewAnnotator("cleo")
	join := func(p *store.Project, into, from annotate.Annotator) {
		storetest.Do(t, p, storetest.Ben, "annotator", func(tx *store.Tx) error { _, err := tx.JoinAnnotators(into.ID, from.ID); return err })
	}
	takeBack := func(p *store.Project) { _, err := p.Undo(ctx, ""); storetest.Must(t, err) }
	for name, c := range map[string]struct {
		work func(one, other *store.Project, second annotate.Document, mail func(*store.Project))
		want string // who has how many spans
	}{
		"renamed elsewhere meanwhile": {func(one, other *store.Project, _ annotate.Document, _ func(*store.Project)) {
			join(one, storetest.Anna, capital)
			storetest.Do(t, other, storetest.Ben, "annotator", func(tx *store.Tx) error { return tx.RenameAnnotator(capital.ID, "Zoë") })
		}, "anna 4 ben 0 cleo 1 "},
		"mailed, then taken back": {func(one, _ *store.Project, _ annotate.Document, mail func(*store.Project)) {
			join(one, storetest.Anna, capital)
			mail(one)
			takeBack(one)
		}, "Anna 3 anna 1 ben 0 cleo 1 "},
		"taken back and done again": {func(one, _ *store.Project, _ annotate.Document, mail func(*store.Project)) {
			join(one, storetest.Anna, capital)
			takeBack(one)
			mail(one)
			_, err := one.Redo(ctx, "")
			storetest.Must(t, err)
		}, "anna 4 ben 0 cleo 1 "},
		"in both copies, and taken back in one": {func(one, other *store.Project, _ annotate.Document, mail func(*store.Project)) {
			join(one, storetest.Anna, capital)
			join(other, storetest.Anna, capital)
			mail(one)
			takeBack(one)
		}, "anna 4 ben 0 cleo 1 "},
		"in two ways": {func(one, other *store.Project, _ annotate.Document, _ func(*store.Project)) {
			join(one, storetest.Anna, capital)
			join(other, capital, storetest.Anna)
		}, "Anna 4 ben 0 cleo 1 "},
		"with two others": {func(one, other *store.Project, _ annotate.Document, _ func(*store.Project)) {
			join(one, storetest.Anna, capital)
			join(other, cleo, capital)
		}, "ben 0 cleo 5 "},
		"articles go and come back meanwhile, then taken back": {func(one, other *store.Project, second annotate.Document, mail func(*store.Project)) {
			join(one, storetest.Anna, capital)
			storetest.Tag(t, other, capital, second, "actor", 4, 9)
			mergeFiles(t, other, mailed(t, one))
			stories, err := other.Stories(ctx)
			storetest.Must(t, err)
			storetest.Do(t, other, storetest.Ben, "delete", func(tx *store.Tx) error { return tx.DeleteStory(stories[0].ID) })
			takeBack(other)
			takeBack(one)
		}, "Anna 4 anna 1 ben 0 cleo 1 "},
		"linked what both marked, apart, and one again": {func(one, other *store.Project, second annotate.Document, mail func(*store.Project)) {
			join(one, storetest.Anna, capital)
			mail(one)
			mergeFiles(t, other, mailed(t, one))
			stories, err := other.Stories(ctx)
			storetest.Must(t, err)
			documents, err := other.Documents(ctx, stories[0].ID)
			storetest.Must(t, err)
			spans, err := other.Spans(ctx, documents[0].ID, storetest.Anna.ID)
			storetest.Must(t, err)
			storetest.Do(t, other, storetest.Anna, "link", func(tx *store.Tx) error {
				return tx.CreateRelation(&annotate.Relation{TypeID: storetest.RelationType("makes"), HeadSpanID: spans[0].ID, TailSpanID: spans[1].ID})
			})
			takeBack(one)
			mail(one)
			_, err = one.Redo(ctx, "")
			storetest.Must(t, err)
		}, "anna 4 linked ben 0 cleo 1 "},
		"further, where the first join is taken back": {func(one, other *store.Project, second annotate.Document, mail func(*store.Project)) {
			join(one, storetest.Anna, capital)
			mail(one)
			mergeFiles(t, other, mailed(t, one))
			join(other, cleo, storetest.Anna)
			takeBack(one)
		}, "Anna 3 ben 0 cleo 2 "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := storetest.New(t)
			d, second := storetest.AddDocument(t, p, "Zoë 🌍 met the envoy. 大使离开了。"), storetest.AddDocument(t, p, "The envoy left.")
			storetest.Tag(t, p, storetest.Anna, d, "actor", 0, 3)
			storetest.Tag(t, p, capital, d, "actor", 14, 19)
			storetest.Tag(t, p, cleo, d, "claim", 0, 3)
			storetest.Do(t, p, storetest.Ben, "progress", func(tx *store.Tx) error { return tx.SetProgress(d.ID, annotate.Doing) })
			start := mailed(t, p)
			one, other, third := copyOf(t, start, t.TempDir()), copyOf(t, start, t.TempDir()), copyOf(t, start, t.TempDir())
			storetest.Tag(t, other, capital, d, "claim", 4, 20)
			storetest.Do(t, other, capital, "progress", func(tx *store.Tx) error { return tx.SetProgress(d.ID, annotate.Done) })
			storetest.Tag(t, third, capital, second, "actor", 4, 9)
			files := []string{mailed(t, third)}
			c.work(one, other, second, func(p *store.Project) { files = append(files, mailed(t, p)) })
			files = append(files, mailed(t, one), mailed(t, other))
			want := ""
			for i, order := range permutations(files) {
				if len(files) > 3 && i%5 != 0 {
					continue
				}
				p := merged(t, t.TempDir(), order, false)
				got := datasetOf(t, p)
				if want == "" {
					want = got
				} else if got != want {
					t.Errorf("in the order %v:\n%s", order, differing(want, got))
				}
				who := ""
				people, err := p.Annotators(ctx)
				storetest.Must(t, err)
				for _, one := range people {
					n := 0
					for _, in := range []annotate.Document{d, second} {
						spans, err := p.Spans(ctx, in.ID, one.ID)
						storetest.Must(t, err)
						n += len(spans)
					}
					who += fmt.Sprintf("%s %d ", one.Name, n)
					links, err := p.Relations(ctx, d.ID, one.ID)
					storetest.Must(t, err)
					if len(links) > 0 {
						who += "linked "
					}
				}
				if who != c.want {
					t.Errorf("in the order %v: %s", order, who)
				}
				storetest.Sound(t, p)
				for _, again := range order[1:] {
					if result := mergeFiles(t, p, again); result.Act.Seq != 0 {
						t.Errorf("merging %s again is an act: %v\n%s", again, result.Plan.Sentences(), changes(result.Act))
					}
				}
				storetest.Must(t, p.Close())
			}
		})
	}
}

// A join that was taken back ends where it had been merged, and the plan says so; what was done meanwhile goes back to whoever did it.
func TestAJoinThatIsTakenBackEndsInOtherCopies(t *testing.T) {
	p, capital := storetest.New(t), annotate.NewAnnotator("Anna")
	d := storetest.AddDocument(t, p, "The envoy left.")
	storetest.Tag(t, p, storetest.Anna, d, "actor", 0, 3)
	storetest.Tag(t, p, capital, d, "actor", 4, 9)
	other := copyOf(t, mailed(t, p), t.TempDir())
	own := storetest.Tag(t, p, capital, d, "claim", 4, 14)
	storetest.Do(t, other, storetest.Ben, "annotator", func(tx *store.Tx) error {
		_, err := tx.JoinAnnotators(storetest.Anna.ID, capital.ID)
		return err
	})
	mergeFiles(t, p, mailed(t, other))
	is := func(who annotate.Annotator) {
		t.Helper()
		span, err := p.Span(ctx, own.ID)
		storetest.Must(t, err)
		if meant, err := p.AnnotatorOf(ctx, capital); err != nil || span.AnnotatorID != who.ID || meant.ID != who.ID {
			t.Errorf("the span is %s's and the name means %+v, %v", span.AnnotatorID, meant, err)
		}
		storetest.Sound(t, p)
	}
	is(storetest.Anna)
	_, err := other.Undo(ctx, "")
	storetest.Must(t, err)
	said := `  "Anna" and "anna" are two again: somebody took back that they are one annotator`
	if result := mergeFiles(t, p, mailed(t, other)); !slices.Contains(result.Plan.Sentences(), said) {
		t.Errorf("the plan says %q", result.Plan.Sentences())
	}
	is(capital)
	_, err = p.Undo(ctx, "")
	storetest.Must(t, err)
	is(storetest.Anna)
}

// Annotators who get each other's names in one copy stay two people, with what each has done, and none of them loses a name to a merge.
func TestPeopleWhoseNamesGoRoundStayThemselves(t *testing.T) {
	rename := func(p *store.Project, id, name string) {
		storetest.Do(t, p, storetest.Anna, "annotator", func(tx *store.Tx) error { return tx.RenameAnnotator(id, name) })
	}
	for name, copies := range map[string]func(p, other *store.Project){
		"one copy": func(_, other *store.Project) {
			rename(other, storetest.Ben.ID, "大使")
			rename(other, storetest.Anna.ID, "ben")
		},
		"another name in each": func(p, other *store.Project) {
			rename(other, storetest.Ben.ID, "大使")
			rename(other, storetest.Anna.ID, "ben")
			rename(p, storetest.Anna.ID, "Zoë")
		},
		"the same name in each": func(p, other *store.Project) {
			rename(other, storetest.Ben.ID, "大使")
			rename(p, storetest.Anna.ID, "大使")
		},
		"there and back": func(p, other *store.Project) {
			rename(p, storetest.Ben.ID, "大使")
			rename(p, storetest.Anna.ID, "ben")
			rename(other, storetest.Anna.ID, "Zoë")
			rename(other, storetest.Ben.ID, "大使")
			rename(other, storetest.Ben.ID, "ben")
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			p := storetest.New(t)
			d := storetest.AddDocument(t, p, "Zoë 🌍 met the envoy. 大使离开了。")
			storetest.Tag(t, p, storetest.Anna, d, "actor", 0, 3)
			storetest.Tag(t, p, storetest.Ben, d, "actor", 14, 19)
			path := filepath.Join(folder, "other.parallax")
			storetest.Must(t, p.Backup(ctx, path, nil))
			other, err := store.Open(ctx, path)
			storetest.Must(t, err)
			copies(p, other)
			storetest.Must(t, other.Rest())
			first := filepath.Join(folder, "first.parallax")
			storetest.Must(t, p.Backup(ctx, first, nil))
			var outcomes []string
			for _, merged := range []struct {
				into *store.Project
				from string
			}{{p, path}, {other, first}} {
				for range 2 {
					_, err := merge.Files(ctx, merged.into, annotate.Annotator{}, []string{merged.from}, nil, nil)
					storetest.Must(t, err)
				}
				outcome := ""
				for _, who := range []annotate.Annotator{storetest.Anna, storetest.Ben} {
					spans, err := merged.into.Spans(ctx, d.ID, who.ID)
					storetest.Must(t, err)
					people, err := merged.into.Annotators(ctx)
					storetest.Must(t, err)
					for _, one := range people {
						if one.ID == who.ID {
							outcome += fmt.Sprintf("%s %d ", one.Name, len(spans))
						}
					}
					if len(people) != 2 || people[0].Name == people[1].Name || len(spans) != 1 {
						t.Errorf("%s has %d spans among %+v", who.Name, len(spans), people)
					}
				}
				outcomes = append(outcomes, outcome)
			}
			if outcomes[0] != outcomes[1] {
				t.Errorf("one way %q, the other way %q", outcomes[0], outcomes[1])
			}
			storetest.Must(t, other.Close())
		})
	}
}
