package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/assets"
)

func TestAlignListsWhatTheArticlesOfAStoryShare(t *testing.T) {
	project := sampleProject(t)
	texts := map[string]string{}
	for _, r := range readRecords(t, must(t, "export", project, "--format", "jsonl")) {
		texts[r.ID] = r.Text
	}
	printed := must(t, "align", project, "--json")
	stories := decode[[]alignObject](t, printed)
	if len(stories) != 1 || stories[0].Story != assets.SampleStory || len(stories[0].Families) == 0 || stories[0].Copies != nil {
		t.Fatalf("%+v", stories)
	}
	if again := must(t, "align", project, "--story", assets.SampleStory, "--json"); again != printed {
		t.Error("the only story by its name is not the same as all of them")
	}
	var words []string
	best := map[passage.Kind]float64{passage.Shared: 1000, passage.Reworded: 1000}
	for _, f := range stories[0].Families {
		if f.Score > best[f.Kind] || f.Kind == passage.Shared && best[passage.Reworded] < 1000 {
			t.Errorf("%+v is not in order", f)
		}
		best[f.Kind] = f.Score
		documents := map[string]bool{}
		var places []string
		for _, p := range f.Places {
			if got := string([]rune(texts[p.Document])[p.Start:p.End]); got != p.Text {
				t.Errorf("%q stands where %q should", got, p.Text)
			}
			documents[p.Document] = true
			places = append(places, p.Text)
		}
		if len(documents) < 2 {
			t.Errorf("%+v stands in one article", f)
		}
		words = append(words, strings.Join(places, " | "))
	}
	for _, want := range []string{"the spill was contained | the spill is contained", "about thirty tonnes | thirty tonnes | 30 tonnes | about 30 tonnes"} {
		parts := strings.Split(want, " | ")
		slices.Sort(parts)
		if !slices.ContainsFunc(words, func(w string) bool {
			found := strings.Split(w, " | ")
			slices.Sort(found)
			return slices.Equal(found, parts)
		}) {
			t.Errorf("%q is not among %q", want, words)
		}
	}
	for _, w := range words {
		if name := strings.Split(w, " | ")[0]; strings.EqualFold(name, "Kestrel Line") || strings.EqualFold(name, "Clear Sound") || strings.EqualFold(name, "Ingrid Sæther") {
			t.Errorf("the name %s is listed as a passage", name)
		}
	}
	if table := must(t, "align", project); !strings.HasPrefix(table, assets.SampleStory+": ") || !strings.Contains(table, "“the spill is contained”") {
		t.Errorf("%s", table)
	}
}

func TestAlignNamesCopiesNumbersAndLanguages(t *testing.T) {
	project, folder := newProject(t), t.TempDir()
	article := func(name, text string) string { return write(t, filepath.Join(folder, name), text) }
	const agency = "The corroded sluices of the old mill burst overnight and drowned 50 sheep that had been grazing on the meadows beneath it, " +
		"the fire brigade of the district said on Monday after it had pumped for nine hours."
	must(t, "import", project, "--story", "The mill", article("a.txt", agency), article("b.txt", strings.Replace(agency, "50 sheep", "15 sheep", 1)),
		article("c.txt", "Nach Angaben der Feuerwehr brachen in der Nacht die verrosteten Schleusen der alten Mühle, und fünfzig Schafe, die auf den Wiesen darunter geweidet hatten, sind ertrunken."))
	printed := must(t, "align", project, "--json")
	stories := decode[[]alignObject](t, printed)
	if len(stories) != 1 || len(stories[0].Families) != 1 || len(stories[0].Copies) != 1 || len(stories[0].Copies[0]) != 2 ||
		!slices.Equal(stories[0].Languages, []string{"de", "en"}) {
		t.Fatalf("%s", printed)
	}
	var numbers []string
	for _, p := range stories[0].Families[0].Places {
		for _, n := range p.Numbers {
			numbers = append(numbers, n.Text)
		}
	}
	if !slices.Equal(numbers, []string{"50", "15"}) {
		t.Errorf("the numbers that differ are %q", numbers)
	}
	if table := must(t, "align", project); !strings.Contains(table, "there are de, en") || !strings.Contains(table, "copies of one text: ") || !strings.Contains(table, "(here 15)") {
		t.Errorf("%s", table)
	}
}

func TestAlignOfNothing(t *testing.T) {
	project := newProject(t)
	if got := must(t, "align", project, "--json"); got != "[]\n" {
		t.Errorf("an empty project prints %q", got)
	}
	fails(t, exitFailed, `there is no story "Floods"`, "align", project, "--story", "Floods")
}
