package merge_test

import (
	"fmt"
	"path/filepath"
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
			for range 2 {
				_, err = merge.Files(ctx, into, annotate.Annotator{}, []string{at}, nil, nil)
				storetest.Must(t, err)
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
