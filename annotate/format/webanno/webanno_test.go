package webanno_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/annotate/format/webanno"
)

const (
	idActor = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa1"
	idClaim = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa2"
)

func TestWritesTheGrammar(t *testing.T) {
	r := dataset.Record{ID: "d", Text: "🦊 Zoe 𝒜 said “ports stay shut”.\nIt\\t rained. ", Layer: "anna", Meta: dataset.Meta{Title: "Ports"}, Spans: []dataset.Span{
		{ID: idActor, Label: "actor", Start: 2, End: 18, Segments: [][2]int{{2, 7}, {14, 18}}, Entity: &dataset.Entity{ID: "e", Name: "Z|o[e]"}, Confidence: 1, Attributes: dataset.Attributes{{Name: "named", Value: true}}},
		{ID: idClaim, Label: "claim", Start: 13, End: 30, Segments: [][2]int{{13, 30}}, Confidence: 1, Note: "a_b\tc;", Attributes: dataset.Attributes{{Name: "voice", Value: "direct quote"}}}},
		Relations: []dataset.Relation{{ID: "r", Type: "makes", Head: idActor, Tail: idClaim, HeadDocument: "d", TailDocument: "d"}}}
	folder := t.TempDir()
	sink := formtest.Write(t, webanno.Format, folder, []dataset.Record{r})
	actor := func(n int) string {
		return fmt.Sprintf("*[%[1]d]\tZ\\|o\\[e\\][%[1]d]\tactor[%[1]d]\ttrue[%[1]d]\t*[%[1]d]\t*[%[1]d]\t*[%[1]d]\t%[2]s[%[1]d]\t*[%[1]d]\t*[%[1]d]\t*[%[1]d]\t", n, idActor)
	}
	claim := "*[2]\t*[2]\tclaim[2]\t*[2]\ta\\_b\\tc\\;[2]\t*[2]\t*[2]\t" + idClaim + "[2]\t*[2]\tdirect quote[2]\t*[2]\t"
	both := ""
	a, c := strings.Split(actor(3), "\t"), strings.Split(claim, "\t")
	for i := range a[:len(a)-1] {
		both += c[i] + "|" + a[i] + "\t"
	}
	none, no := strings.Repeat("_\t", 11), "_\t_\t_\t\n"
	want := "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.ParallaxSpan|category_free|entity|label|named|note|roles|said_on|span|type|voice|weight\n" +
		"#T_RL=webanno.custom.ParallaxRelation|note|type|BT_webanno.custom.ParallaxSpan\n\n\n" +
		"#Text=🦊 Zoe 𝒜 said “ports stay shut”.\n#Text=\n1-1\t0-2\t🦊\t" + none + no + "1-2\t3-6\tZoe\t" + actor(1) + no + "1-3\t7-9\t𝒜\t" + actor(1) + no + "1-4\t10-14\tsaid\t" + none + no +
		"1-5\t15-16\t“\t" + claim + "*\tmakes\t1-2[1_2]\t\n" + "1-6\t16-20\tport\t" + both + no + "1-7\t20-21\ts\t" + claim + no + "1-8\t22-26\tstay\t" + claim + no + "1-9\t27-31\tshut\t" + claim + no + "1-10\t31-32\t”\t" + claim + no + "1-11\t32-33\t.\t" + none + no +
		"\n#Text=It\\\\t rained. \n2-1\t34-36\tIt\t" + none + no + "2-2\t36-37\t\\\t" + none + no + "2-3\t37-38\tt\t" + none + no + "2-4\t39-45\trained\t" + none + no + "2-5\t45-46\t.\t" + none + no
	if diff := cmp.Diff(map[string]string{"anna/Ports.tsv": want}, formtest.Files(t, folder)); diff != "" {
		t.Error(diff)
	}
	if lost := fmt.Sprint(sink.Losses()); lost != "[ids of entities (1) ids of relations (1) ids, stories, titles, outlets, authors, addresses, dates, languages and names of files of articles (1)]" {
		t.Error(lost)
	}
}

func tempDir(t *rapid.T) string {
	folder, err := os.MkdirTemp("", "webanno")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

func TestComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one, other := tempDir(t), tempDir(t)
		records := formtest.Records(t, false)
		formtest.Write(t, webanno.Format, one, records)
		back, notes := formtest.Read(t, webanno.Format, one)
		if len(notes) > 0 {
			t.Fatal(notes)
		}
		for _, r := range back {
			formtest.Check(t, r)
		}
		formtest.Write(t, webanno.Format, other, back)
		if diff := cmp.Diff(formtest.Files(t, one), formtest.Files(t, other)); diff != "" {
			t.Fatal(diff)
		}
		texts := map[string]bool{}
		for _, r := range records {
			texts[r.Text] = true
		}
		for _, r := range back {
			if !texts[r.Text] {
				t.Fatalf("%q is none of %v", r.Text, texts)
			}
		}
	})
}

// theirs is what INCEpTION may export: built-in layers, sub-tokens, stacked annotations, a chain, a relation without numbers.
const theirs = "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue|coarseValue\n" +
	"#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n#T_SP=webanno.custom.Mood|strength\n" +
	"#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceRelation|referenceType\n#T_RL=webanno.custom.Knows|since|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\n\n\n" +
	"#Text=🦊 Ann-Marie saw\\tBo\n1-1\t0-2\t🦊\tNN\t*\t_\t_\t_\t_\t_\t_\t_\t\n1-2\t3-12\tAnn-Marie\tNNP\t*\thttp://x/Q1[1]|*[2]\tPER[1]|ORG\\_X[2]\t_\t*->1-1\tx\t_\t_\t\n1-2.1\t7-12\tMarie\t_\t_\t_\t_\thigh[3]\t_\t_\t_\t_\t\n" +
	"1-3\t13-16\tsaw\t_\t_\t_\t_\thigh[3]\t_\t_\t_\t_\t\n1-4\t17-19\tBo\t_\t_\t*\tPER\t*\t_\t_\t2020\t1-2[1_0]\t\n\n#Text=End\n2-1\t22-25\tEnd\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"

func TestReadsWhatINCEpTIONWrites(t *testing.T) {
	folder := formtest.Folder(t, t.TempDir(), map[string]string{"annotation/doc.txt/anna.tsv": theirs, "exportedproject.json": "{}", "source/doc.txt": "x"})
	f, found, err := format.Whole(format.Auto, formtest.Source(folder))
	if err != nil || !found || f.Name != "webanno" {
		t.Fatalf("%s %v", f.Name, err)
	}
	records, notes := formtest.Read(t, f, folder)
	if len(records) != 1 || records[0].Text != "🦊 Ann-Marie saw\tBo\n  End" || records[0].Layer != "anna" || records[0].Meta.SourceFile != "doc.txt" {
		t.Fatalf("%+v", records)
	}
	var got []string
	words := map[string]string{}
	for _, s := range records[0].Spans {
		words[s.ID] = s.Text
		got = append(got, fmt.Sprintf("%s %q %v", s.Label, s.Text, s.Attributes))
	}
	for _, r := range records[0].Relations {
		got = append(got, words[r.Head]+" "+r.Type+" "+words[r.Tail])
	}
	want := []string{`PER "Ann-Marie" [{identifier http://x/Q1}]`, `ORG_X "Ann-Marie" []`, `Mood "Marie saw" [{strength high}]`, `PER "Bo" []`, `Mood "Bo" []`, "Ann-Marie Knows Bo"}
	less := func(list []string) map[string]bool {
		all := map[string]bool{}
		for _, s := range list {
			all[s] = true
		}
		return all
	}
	if diff := cmp.Diff(less(want), less(got)); diff != "" {
		t.Error(diff)
	}
	if said := strings.Join(notes, "\n"); len(notes) != 2 || !strings.Contains(said, "POS was left out") || !strings.Contains(said, "CoreferenceLink was left out") {
		t.Error(said)
	}
}

func TestRefusesWhatIsCut(t *testing.T) {
	for want, text := range map[string]string{
		"no sentence":   "#FORMAT=WebAnno TSV 3.3\n",
		"no row":        "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.B|c\n\n\n#Text=x\nx\ty\n",
		"fewer":         "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.B|c|d|e\n\n\n#Text=x\n1-1\t0-1\tx\t_\tz\n",
		"names no":      "#FORMAT=WebAnno TSV 3.3\n#T_SP=|c\n",
		"within the":    "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=xyz\n1-1\t0-3\txyz\t\n\n#Text=x\n2-1\t1-2\tx\t\n",
		"characters be": "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=x\n1-1\t999999999-1000000000\tx\t\n",
		"is none":       "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=x\n1-1\t5-1\tx\t\n",
	} {
		path := filepath.Join(t.TempDir(), "a.tsv")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if f, err := format.Recognise(formtest.Source(path)); err != nil || f.Name != "webanno" {
			t.Errorf("%s: %s %v", want, f.Name, err)
		}
		if _, _, err := formtest.Try(webanno.Format, path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(theirs)
	f.Add("#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.ParallaxSpan|entity|label|note|span\n#T_RL=webanno.custom.ParallaxRelation|note|type|BT_webanno.custom.ParallaxSpan\n\n\n#Text=a b\n1-1\t0-1\ta\te[1]\tl[1]\t*[1]\tx[1]\t*\tm\t1-2[2_1]\t\n1-2\t2-3\tb\t*[2]\tl[2]\t*[2]\t*[2]\t_\t_\t_\t\n")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "a.tsv")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		records, _, err := formtest.Try(webanno.Format, path)
		if err != nil {
			return
		}
		for _, r := range records {
			formtest.Check(t, r)
		}
	})
}

func BenchmarkWebAnno(b *testing.B) {
	formtest.Bench(b, webanno.Format, b.TempDir())
}
