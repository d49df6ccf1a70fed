package hf_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/annotate/format/hf"
)

var head = form.Head{Codebook: formtest.Book}

func TestTheSentence(t *testing.T) {
	files := formtest.Texts(t, hf.Format, head, formtest.Zoe())
	id := formtest.Zoe().ID
	want := `{"id":"` + id + `/anna","doc_id":"` + id + `","story":"Ports","outlet":"The Quay","layer":"anna","tokens":["🦊","Zoe","𝒜","said","“","ports","stay","shut","”","."],"ner_tags":[0,1,2,0,3,4,4,4,4,0]}` + "\n"
	if got := files["data/train.jsonl"]; got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
	want = `{"id":"` + id + `/anna/0","doc_id":"` + id + `","story":"Ports","layer":"anna","tokens":["🦊","Zoe","𝒜","said","“","ports","stay","shut","”","."],"head_start":1,"head_end":3,"head_label":"actor","head_text":"Zoe 𝒜",` +
		`"tail_start":4,"tail_end":9,"tail_label":"claim","tail_text":"“ports stay shut”","relation":1}` + "\n"
	if got := files["relations/train.jsonl"]; got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
}

type feature struct {
	Name  string
	Dtype any
	List  any
}

// card is the YAML with which a README.md begins.
type card struct {
	License    string
	Language   []string
	PrettyName string   `yaml:"pretty_name"`
	Tasks      []string `yaml:"task_categories"`
	Configs    []struct {
		Name  string                         `yaml:"config_name"`
		Files []struct{ Split, Path string } `yaml:"data_files"`
	}
	Info []struct {
		Name     string `yaml:"config_name"`
		Features []feature
	} `yaml:"dataset_info"`
}

func readCard(t interface{ Fatal(...any) }, text string) (c card) {
	rest, begins := strings.CutPrefix(text, "---\n")
	head, _, ends := strings.Cut(rest, "\n---\n")
	if !begins || !ends {
		t.Fatal("no YAML in", text)
	}
	if err := yaml.Unmarshal([]byte(head), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// names are the classes of a feature, whose keys are quoted and count from 0.
func names(t interface{ Fatal(...any) }, value any) []string {
	within, is := value.(map[string]any)
	if !is {
		return nil
	}
	keyed, is := within["class_label"].(map[string]any)["names"].(map[string]any)
	if !is {
		t.Fatal("names are no object with quoted keys", value)
	}
	list := make([]string, len(keyed))
	for i := range list {
		name, there := keyed[fmt.Sprint(i)].(string)
		if !there || slices.Contains(list[:i], name) {
			t.Fatal("no name, or one twice", i, keyed)
		}
		list[i] = name
	}
	return list
}

// The rules by which load_dataset takes the folder: configurations with files that are there, split names without dashes, and rows that have
// just the keys of the features, in their types.
func TestLoadDatasetTakesTheFolder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		records := formtest.Records(r, true)
		head := head
		head.Parts = []string{"train", "dev-1", "dev_1"}
		head.Codebook.Name = `Ports: "a" #b`
		for i := range records {
			records[i].Part = rapid.SampledFrom(head.Parts).Draw(r, "part")
			records[i].Meta.Language = rapid.SampledFrom([]string{"no", "en", ""}).Draw(r, "language")
		}
		files := formtest.Texts(t, hf.Format, head, records...)
		c := readCard(r, files["README.md"])
		if c.PrettyName != head.Codebook.Name || c.License != "other" || !slices.Equal(c.Tasks, []string{"token-classification"}) || len(c.Configs) != 2 || len(c.Info) != 2 {
			r.Fatalf("%+v", c)
		}
		ids := map[string]bool{}
		for i, config := range c.Configs {
			if c.Info[i].Name != config.Name || len(config.Files) != 3 {
				r.Fatalf("%+v", config)
			}
			for _, file := range config.Files {
				if !regexp.MustCompile(`^\w+(\.\w+)*$`).MatchString(file.Split) {
					r.Fatal(file.Split)
				}
				text, there := files[file.Path]
				if !there {
					r.Fatal("no file", file.Path)
				}
				for line := range strings.Lines(text) {
					checkRow(r, line, c.Info[i].Features, ids)
				}
			}
		}
		checkCroissant(r, files)
		n := strings.Count(files["data/train.jsonl"]+files["data/dev_1.jsonl"]+files["data/dev_1_.jsonl"], "\n")
		if n != len(records) {
			r.Fatalf("%d rows of %d records", n, len(records))
		}
	})
}

func checkRow(t *rapid.T, line string, features []feature, ids map[string]bool) {
	in := json.NewDecoder(strings.NewReader(line))
	if _, err := in.Token(); err != nil {
		t.Fatal(err)
	}
	row := map[string]any{}
	for _, f := range features {
		key, err := in.Token()
		var value any
		if err := errors.Join(err, in.Decode(&value)); err != nil || key != f.Name || value == nil {
			t.Fatal(err, key, f.Name, value)
		}
		row[f.Name] = value
		switch classes := names(t, f.List); {
		case classes != nil:
			if len(value.([]any)) != len(row["tokens"].([]any)) {
				t.Fatal(line)
			}
			for _, n := range value.([]any) {
				_ = classes[int(n.(float64))]
			}
		case f.List != nil:
			for _, word := range value.([]any) {
				if word == "" || strings.ContainsAny(word.(string), " \n\t\u00a0\u2003") {
					t.Fatalf("%q is a token", word)
				}
			}
		case f.Dtype == "string":
			_ = value.(string)
		case f.Dtype == "int64":
			_ = value.(float64)
		default:
			_ = names(t, f.Dtype)[int(value.(float64))]
		}
	}
	if in.More() {
		t.Fatal("there are more keys in", line)
	}
	if ids[row["id"].(string)] {
		t.Fatal(row["id"], "stands twice")
	}
	ids[row["id"].(string)] = true
	if tokens := row["tokens"].([]any); row["head_start"] != nil {
		for _, end := range []string{"head", "tail"} {
			from, to := int(row[end+"_start"].(float64)), int(row[end+"_end"].(float64))
			words := strings.Join(strings.Fields(row[end+"_text"].(string)), "")
			joined := ""
			for _, word := range tokens[from:to] {
				joined += word.(string)
			}
			if from >= to || !strings.HasPrefix(words, joined) {
				t.Fatalf("%s is %q in %s", end, joined, line)
			}
		}
	}
}

func checkCroissant(t *rapid.T, files map[string]string) {
	var c struct {
		Distribution []struct{ ContentURL, SHA256 string }
		RecordSet    []struct {
			Field []struct {
				Source struct{ Extract struct{ Column string } }
			}
		}
		ConformsTo, Name, License, URL, DatePublished string
		Creator                                       any
	}
	if err := json.Unmarshal([]byte(files["metadata.json"]), &c); err != nil {
		t.Fatal(err)
	}
	if c.ConformsTo != "http://mlcommons.org/croissant/1.1" || c.Name == "" || c.License == "" || c.URL == "" || c.DatePublished == "" || c.Creator == nil || len(c.Distribution) != 6 || len(c.RecordSet) != 8 {
		t.Fatalf("%+v", c)
	}
	for _, file := range c.Distribution {
		if sum := sha256.Sum256([]byte(files[file.ContentURL])); hex.EncodeToString(sum[:]) != file.SHA256 {
			t.Fatalf("%+v", file)
		}
	}
}

func TestPairsThatAreNotRelatedAreExamplesToo(t *testing.T) {
	r := formtest.Zoe()
	r.Text += " Ben is here. It rains. It rains. It rains. “No”."
	r.Spans = append(r.Spans, formtest.Span(r, "dddddddd-0000-4000-8000-000000000001", "actor", [2]int{32, 35}), formtest.Span(r, "dddddddd-0000-4000-8000-000000000002", "claim", [2]int{75, 79}))
	files := formtest.Texts(t, hf.Format, head, r)
	var got []string
	for line := range strings.Lines(files["relations/train.jsonl"]) {
		var e struct {
			Head     string `json:"head_text"`
			Tail     string `json:"tail_text"`
			Relation int
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(e.Head, ">", e.Tail, e.Relation))
	}
	if want := "Zoe 𝒜>“ports stay shut”1|Ben>“ports stay shut”0"; strings.Join(got, "|") != want {
		t.Errorf("%v", got)
	}
}

func TestWhatTheCardSays(t *testing.T) {
	kappa := 0.51234
	withFigures := head
	withFigures.Codebook.Guidelines = "Mark who says what."
	withFigures.Figures = func() (form.Figures, error) {
		return form.Figures{Project: "ports", Annotators: []annotate.Annotator{annotate.NewAnnotator("anna"), annotate.NewAnnotator("ben"), annotate.NewAnnotator("gold")},
			Agreement: &agreement.Report{Documents: 2, Annotators: []string{"anna", "ben"}, Overall: agreement.Overall{FleissKappa: &kappa}}}, nil
	}
	text := formtest.Texts(t, hf.Format, withFigures, formtest.Zoe())["README.md"]
	for _, want := range []string{"# ports", "| train | 1 | 1 | 10 | 1 |", "| actor | 1 |", "| makes | 1 |", "| no\\_relation | 0 |", "Annotators of what is exported here: 1 person, 0 models", "| Fleiss’ κ over words | 0.512 |", "| γ | not defined |", "Fleiss' κ (each word counts once",
		"Mark who says what.", "license: other", "load_dataset"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if alone := formtest.Texts(t, hf.Format, head, formtest.Zoe())["README.md"]; !strings.Contains(alone, "No article was annotated by two people") {
		t.Error(alone)
	}
}

// The licence and who made it stand in the card and in the description, whatever they are called.
func TestLicenceAndCreatorAreSaid(t *testing.T) {
	for license, want := range map[string]string{"cc-by-4.0": "license: \"cc-by-4.0\"\n", "no": "license: \"no\"\n", `Ours: "ask"`: "license: other\nlicense_name: \"Ours: \\\"ask\\\"\"\n"} {
		said := head
		said.License, said.Creator = license, "Institute of *Ports*"
		files := formtest.Texts(t, hf.Format, said, formtest.Zoe())
		if c := readCard(t, files["README.md"]); !strings.Contains(files["README.md"], want) || !strings.Contains(files["README.md"], `made by Institute of \*Ports\*`) || c.License == "" {
			t.Errorf("no %q in\n%s", want, files["README.md"])
		}
		var c struct {
			License string
			Creator struct{ Name string }
		}
		if err := json.Unmarshal([]byte(files["metadata.json"]), &c); err != nil || c.License != license || c.Creator.Name != said.Creator {
			t.Errorf("%+v %v", c, err)
		}
	}
}

func TestWhatGoesIsCounted(t *testing.T) {
	r := formtest.Zoe()
	r.Spans = append(r.Spans, formtest.Span(r, "dddddddd-0000-4000-8000-000000000001", "actor", [2]int{14, 19}), formtest.Span(r, "dddddddd-0000-4000-8000-000000000002", "actor", [2]int{0, 1}))
	r.Regions = []dataset.Region{{Start: 0, End: 2, Kind: "title"}}
	sink := formtest.Sink(t, hf.Format, head, r)
	if got := fmt.Sprint(sink.Losses()); !strings.Contains(got, "spans in which there is no word outside regions (1)") || !strings.Contains(got, "spans that overlap longer ones (1)") {
		t.Error(got)
	}
}

func BenchmarkWrite(b *testing.B) {
	r := formtest.Long()
	b.SetBytes(int64(len(r.Text)))
	for b.Loop() {
		formtest.Texts(b, hf.Format, head, r)
	}
}
