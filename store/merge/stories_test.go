package merge_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// inStory adds an article to the story of a name.
func inStory(t *testing.T, p *store.Project, name, text string) annotate.Document {
	t.Helper()
	d := annotate.Document{Title: text, Text: text}
	storetest.Do(t, p, annotate.Annotator{}, "import", func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory(name)
		if err != nil {
			return err
		}
		d.StoryID = story.ID
		return tx.AddDocument(&d, nil)
	})
	return d
}

// renameStories gives stories other names, one after the other: old, new, old, new …
func renameStories(t *testing.T, p *store.Project, names ...string) {
	t.Helper()
	for i := 0; i < len(names); i += 2 {
		storetest.Do(t, p, storetest.Anna, "rename", func(tx *store.Tx) error {
			story, made, err := tx.EnsureStory(names[i])
			if err != nil || made {
				t.Fatal("no story is called", names[i], err)
			}
			story.Name = names[i+1]
			return tx.UpdateStory(story)
		})
	}
}

func deleteStory(t *testing.T, p *store.Project, name string) {
	t.Helper()
	storetest.Do(t, p, storetest.Anna, "delete", func(tx *store.Tx) error {
		story, made, err := tx.EnsureStory(name)
		if err != nil || made {
			t.Fatal("no story is called", name, err)
		}
		return tx.DeleteStory(story.ID)
	})
}

// placesOf are the articles of a project with their stories.
func placesOf(t *testing.T, p *store.Project) string {
	t.Helper()
	var all []string
	for _, r := range storetest.Records(t, storetest.JSONL(t, p)) {
		all = append(all, strings.Fields(r.Text)[0]+": "+r.Meta.Story)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// Stories that one file has had as two stay two, whatever becomes of their names elsewhere, in whichever order the files are merged.
func TestDifferentStoriesAreNeverJoinedByAName(t *testing.T) {
	type edit = func(*testing.T, *store.Project)
	rename := func(names ...string) edit {
		return func(t *testing.T, p *store.Project) { renameStories(t, p, names...) }
	}
	takeOver := func(t *testing.T, p *store.Project) {
		deleteStory(t, p, "Quay")
		renameStories(t, p, "Dam", "Quay")
	}
	swap := rename("Quay", "Q", "Dam", "Quay", "Q", "Dam")
	drop := func(t *testing.T, p *store.Project) { deleteStory(t, p, "Quay") }
	for _, c := range []struct {
		name       string
		edits      []edit
		want, says string // of Cleo's articles, Ilka's of the story Quay and Tam's of Dam
	}{
		{"one is deleted and the other gets its name", []edit{takeOver}, "Ilka: Quay (2), Tam: Quay", "called Quay: one of them is called Quay (2) now (somebody deleted it while others used it)"},
		{"one is deleted in one copy and the other gets its name in another, which deleted it too", []edit{drop, takeOver}, "Ilka: Quay (2), Tam: Quay", "Quay (2)"},
		{"names are swapped", []edit{swap}, "Ilka: Dam, Tam: Quay", ""},
		{"names are swapped in one copy and one is deleted in another", []edit{swap, drop}, "Ilka: Dam, Tam: Quay", ""},
		{"names are swapped in one copy and taken over in another", []edit{swap, takeOver}, "Ilka: Dam, Tam: Quay", ""},
		{"names move on", []edit{rename("Quay", "Talks", "Dam", "Quay")}, "Ilka: Talks, Tam: Quay", ""},
		{"names move on over others", []edit{rename("Quay", "Talks", "Talks", "Port", "Dam", "Talks", "Talks", "Lake", "Port", "Talks")}, "Ilka: Talks, Tam: Lake", ""},
		{"two people give two stories one name", []edit{rename("Quay", "Talks"), rename("Dam", "Talks")}, "Ilka: Talks (2), Tam: Talks", "one of them is called Talks (2) now (the other got the name later)"},
		{"the free name is taken", []edit{takeOver, func(t *testing.T, p *store.Project) { inStory(t, p, "Quay (2)", "Vera was at the dam.") }},
			"Ilka: Quay (3), Tam: Quay, Vera: Quay (2)", "Quay (3)"},
		{"one is deleted and made again", []edit{func(t *testing.T, p *store.Project) {
			deleteStory(t, p, "Quay")
			inStory(t, p, "Quay", "Ilka denied it at the quay.")
		}}, "Ilka: Quay, Tam: Dam", ""},
		{"one is deleted and made again, and renamed elsewhere", []edit{func(t *testing.T, p *store.Project) {
			deleteStory(t, p, "Quay")
			inStory(t, p, "Quay", "Ilka denied it at the quay.")
		}, rename("Quay", "Talks")}, "Ilka: Talks, Tam: Dam", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			base := storetest.New(t)
			quay, dam := inStory(t, base, "Quay", "Ilka denied it at the quay."), inStory(t, base, "Dam", "Tam saw the water rise.")
			old := mailed(t, base)
			var files []string
			for _, edit := range c.edits {
				p := copyOf(t, old, t.TempDir())
				edit(t, p)
				files = append(files, mailed(t, p))
			}
			cleo := copyOf(t, old, t.TempDir())
			who := annotate.NewAnnotator("cleo")
			storetest.Tag(t, cleo, who, quay, "actor", 0, 4)
			storetest.Tag(t, cleo, who, dam, "actor", 0, 3)
			files = append(files, mailed(t, cleo))
			var first string
			for _, order := range permutations(files) {
				p := copyOf(t, order[0], t.TempDir())
				raw := storetest.Raw(t, p)
				before := storetest.Dump(t, p, raw)
				said, last := "", ""
				for i, other := range order[1:] {
					last = strings.Join(mergeFiles(t, p, other).Plan.Sentences(), "\n")
					said += last
					if i > 0 {
						continue
					}
					after := storetest.Dump(t, p, raw)
					if _, err := p.Undo(ctx, ""); err != nil {
						t.Fatal(err)
					}
					if !slices.Equal(before, storetest.Dump(t, p, raw)) {
						t.Error("undone, the project is another")
					}
					if _, err := p.Redo(ctx, ""); err != nil || !slices.Equal(after, storetest.Dump(t, p, raw)) {
						t.Error("redone, the project is another", err)
					}
				}
				for _, again := range order {
					if result := mergeFiles(t, p, again); result.Act.Seq != 0 {
						t.Errorf("merging again is an act: %s", changes(result.Act))
					}
				}
				storetest.Sound(t, p)
				if got := placesOf(t, p); got != c.want {
					t.Errorf("%s, want %s\n%s", got, c.want, said)
				}
				if got := labelsOf(t, p); got != "Ilka actor, Tam actor" {
					t.Errorf("Cleo's work: %s", got)
				}
				if !strings.Contains(said, c.says) || c.says == "" && strings.Contains(last, "different stories") {
					t.Errorf("what is said of the names:\n%s", said)
				}
				if got := datasetOf(t, p); first == "" {
					first = got
				} else if got != first {
					t.Errorf("%s\n\nand in another order\n%s", first, got)
				}
			}
		})
	}
}
