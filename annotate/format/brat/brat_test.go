package brat_test

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
	"github.com/parallax-annotation/parallax/annotate/format/brat"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
)

const sentence = "🦊 Zoe 𝒜 said “ports stay shut”."

func span(id, label string, start, end int, text string) dataset.Span {
	return dataset.Span{ID: id, Label: label, Start: start, End: end, Text: text, Segments: [][2]int{{start, end}}, Confidence: 1, Attributes: dataset.Attributes{}, DerivedFrom: []string{}}
}

func TestWritesAFolderForEachLayer(t *testing.T) {
	actor, claim := span("s1", "actor", 2, 7, "Zoe 𝒜"), span("s2", "claim", 13, 30, "“ports stay shut”")
	actor.Entity = &dataset.Entity{ID: "e1", Name: "Zoe\tA."}
	claim.Attributes = dataset.Attributes{{Name: "voice", Value: "direct quote"}, {Name: "weight", Value: 0.25}, {Name: "category (free)", Value: "sea, trade"}}
	claim.Note = "sure?\nyes"
	r := dataset.Record{ID: "d1", Text: sentence, Layer: "Anna L.", State: "done", Meta: dataset.Meta{Title: "Ports: shut!"}, Spans: []dataset.Span{actor, claim},
		Relations: []dataset.Relation{{ID: "r1", Type: "makes", Head: "s1", Tail: "s2", HeadDocument: "d1", TailDocument: "d1"},
			{ID: "r2", Type: "same claim", Head: "s2", Tail: "x", HeadDocument: "d1", TailDocument: "d2"}}}
	folder := t.TempDir()
	sink := formtest.Write(t, brat.Format, folder, []dataset.Record{r, {ID: "d2", Text: "Untouched.", Meta: dataset.Meta{SourceFile: "x y.html"}}})
	want := map[string]string{
		"Anna_L_/Ports__shut_.txt": sentence,
		"Anna_L_/Ports__shut_.ann": "T1\tactor 2 7\tZoe 𝒜\nT2\tclaim 13 30\t“ports stay shut”\n" +
			"A1\tvoice T2 direct_quote\nA2\tweight T2 0.25\nA3\tcategory__free_ T2 sea__trade\nN1\tReference T1 parallax:e1\tZoe A.\n" +
			"#1\tParallaxId T1\ts1\n#2\tParallaxValue A3\tsea, trade\n#3\tAnnotatorNotes T2\tsure? yes\n#4\tParallaxId T2\ts2\n" +
			"#5\tParallaxArticle T0\td1\n#6\tParallaxLayer T0\tAnna L.\n#7\tParallaxState T0\tdone\n#8\tParallaxId R1\tr1\nR1\tmakes Arg1:T1 Arg2:T2\n",
		"unannotated/x_y.txt": "Untouched.",
		"unannotated/x_y.ann": "#1\tParallaxArticle T0\td2\n#2\tParallaxLayer T0\t\n",
		"annotation.conf": "[entities]\nactor\nclaim\nkey_word\n\n[relations]\nmakes\tArg1:actor, Arg2:claim\nsame_claim\tArg1:claim, Arg2:claim\n\n[events]\n\n" +
			"[attributes]\ntype\tArg:actor, Value:person|armed_group|armed_group_2|_\nnamed\tArg:actor, Value:true|false\nroles\tArg:actor, Value:speaker|target__of|a_b\n" +
			"voice\tArg:claim, Value:direct_quote|paraphrase\nweight\tArg:claim\ncategory__free_\tArg:claim\nsaid_on\tArg:claim\n",
		"visual.conf": "[labels]\nkey_word | key word\nsame_claim | same claim\ncategory__free_ | category (free)\nsaid_on | said on\n\n[drawing]\n" +
			"SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\nARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n" +
			"actor\tbgColor:#0072b2\nclaim\tbgColor:#e69f00\nkey_word\tbgColor:#009e73\n",
	}
	if diff := cmp.Diff(want, formtest.Files(t, folder)); diff != "" {
		t.Error(diff)
	}
	lost := "[line ends, tabs and outer spaces of notes and values (1) relations between articles (1) stories, titles, outlets, authors, addresses, dates, languages and names of files of articles (2)]"
	if got := fmt.Sprint(sink.Losses()); got != lost {
		t.Errorf("lost %s", got)
	}
}

func TestComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one, other := tempDir(t), tempDir(t)
		records := formtest.Records(t, false)
		sink := formtest.Write(t, brat.Format, one, records)
		back, notes := formtest.Read(t, brat.Format, one)
		if len(notes) > 0 {
			t.Fatalf("%v", notes)
		}
		formtest.Write(t, brat.Format, other, back)
		if diff := cmp.Diff(formtest.Files(t, one), formtest.Files(t, other)); diff != "" {
			t.Fatal(diff)
		}
		if len(sink.Losses()) == 0 {
			want := slicesOf(records)
			if diff := cmp.Diff(want, slicesOf(back)); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// slicesOf is what brat holds of records, in the order of its folders.
func slicesOf(records []dataset.Record) map[string]any {
	all := map[string]any{}
	for _, r := range records {
		for i, s := range r.Spans {
			var set dataset.Attributes
			for _, a := range s.Attributes {
				if a.Value != nil {
					set = append(set, a)
				}
			}
			r.Spans[i].Attributes = set
		}
		all[r.Layer+r.ID] = []any{r.Text, r.State, r.Spans, r.Relations}
	}
	return all
}

func tempDir(t *rapid.T) string {
	folder, err := os.MkdirTemp("", "brat")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

func only(t *testing.T, files map[string]string) (dataset.Record, []string) {
	t.Helper()
	records, notes := formtest.Read(t, brat.Format, formtest.Folder(t, t.TempDir(), files))
	if len(records) != 1 {
		t.Fatalf("%d records, %v", len(records), notes)
	}
	return records[0], notes
}

func TestReadsWhatOthersWrite(t *testing.T) {
	r, notes := only(t, map[string]string{
		"doc.txt": "The port of Vaar closed,\nand the ferry did not sail.\n",
		"doc.ann": "T1\tPort 4 16\tport of Vaar\nT2\tClosing 17 23\tclosed\nT3\tShip 33 38;47 51\tferry sail\nE1\tClosing:T2 Theme:T1 Cause2:E2\n" +
			"T4\tNot 43 46\tnot\nE2\tNot:T4\nA1\tNegation E2\nA2\tSure T1 very\nM1\tSpeculation E1\nN1\tReference T1 Wikipedia:534366\tVaar port\n" +
			"#1\tAnnotatorNotes T1\tis it?\n#2\tAnnotatorNotes T1\tit is\n*\tEquiv T1 T3 T2\nR1\tNear Arg2:T3 Arg1:T1\t\n#3\tAnnotatorNotes R1\tat sea\n",
		"annotation.conf": "[entities]\nPort\n", "kb.json": "{}",
	})
	var got []string
	for _, s := range r.Spans {
		entity := ""
		if s.Entity != nil {
			entity = s.Entity.Name
		}
		got = append(got, fmt.Sprintf("%s %v %q %v %q %s", s.Label, s.Segments, s.Text, s.Attributes, s.Note, entity))
	}
	name := map[string]string{}
	for _, s := range r.Spans {
		name[s.ID] = s.Label
	}
	for _, relation := range r.Relations {
		got = append(got, fmt.Sprintf("%s -%s-> %s %q", name[relation.Head], relation.Type, name[relation.Tail], relation.Note))
	}
	want := []string{`Port [[4 16]] "port of Vaar" [{Sure very}] "is it?\nit is" Vaar port`, `Closing [[17 23]] "closed" [{Speculation true}] "" `,
		`Ship [[33 38] [47 51]] "ferry … sail" [] "" `, `Not [[43 46]] "not" [{Negation true}] "" `,
		`Port -Equiv-> Closing ""`, `Port -Near-> Ship "at sea"`, `Port -Equiv-> Ship ""`, `Closing -Theme-> Port ""`, `Closing -Cause-> Not ""`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(notes) != 1 || !strings.Contains(notes[0], "kb.json") || r.Layer != "" || r.Meta.SourceFile != "doc.txt" {
		t.Errorf("%v %+v", notes, r)
	}
}

func TestFindsOutHowOffsetsCount(t *testing.T) {
	for name, files := range map[string][2]string{
		"UTF-16 units":   {sentence, "T1\tactor 3 9\tZoe 𝒜\nT2\tclaim 15 32\t“ports stay shut”\n"},
		"bytes":          {sentence, "T1\tactor 5 13\tZoe 𝒜\nT2\tclaim 19 40\t“ports stay shut”\n"},
		"CRLF":           {"🦊\r\nsaid\r\n" + sentence, "\xef\xbb\xbfT1\tactor 11 16\tZoe 𝒜\r\nT2\tclaim 22 39\t“ports stay shut”\r\n"},
		"CRLF as LF":     {"🦊\r\nsaid\r\n" + sentence, "T1\tactor 9 14\tZoe 𝒜\nT2\tclaim 20 37\t“ports stay shut”\n"},
		"no words there": {sentence, "T1\tactor 2 7\nT2\tclaim 13 30\n"},
	} {
		r, notes := only(t, map[string]string{"anna/d.txt": files[0], "anna/d.ann": files[1]})
		if len(r.Spans) != 2 || r.Spans[0].Text != "Zoe 𝒜" || r.Spans[1].Text != "“ports stay shut”" || r.Layer != "anna" || strings.Contains(r.Text, "\r") {
			t.Errorf("%s: %+v %v", name, r, notes)
		}
		if converted := name == "UTF-16 units" || name == "bytes"; converted != (len(notes) == 1 && strings.Contains(notes[0], name)) {
			t.Errorf("%s: %v", name, notes)
		}
	}
}

func TestReadsPolNeAR(t *testing.T) {
	text := "The mayor said the ferry was late. It was, a sailor agreed."
	files := map[string]string{
		"dev/text/gazette_1.txt":              text,
		"dev/attributions/gazette_1_ab12.ann": "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 33\tthe ferry was late\nT4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n",
		"dev/attributions/gazette_1_cd34.ann": "T1\tCue 52 58\tagreed\nT2\tContent 35 41\tIt was\nT3\tAttribution 52 58\tagreed\nE1\tAttribution:T3 Content:T2 Cue:T1\n",
	}
	records, notes := formtest.Read(t, brat.Format, formtest.Folder(t, t.TempDir(), files))
	if len(records) != 2 || len(notes) != 0 || records[0].Layer != "ab12" || records[1].Layer != "cd34" || records[0].ID != records[1].ID {
		t.Fatalf("%+v %v", records, notes)
	}
	said := func(r dataset.Record) (all []string) {
		words := map[string]string{}
		for _, s := range r.Spans {
			words[s.ID] = s.Text
			all = append(all, s.Label)
		}
		for _, relation := range r.Relations {
			all = append(all, words[relation.Head]+" -"+relation.Type+"-> "+words[relation.Tail])
		}
		return all
	}
	want := []string{"Source", "Cue", "Content", "The mayor -Cue-> said", "The mayor -Content-> the ferry was late"}
	if diff := cmp.Diff(want, said(records[0])); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Content", "Cue", "agreed -Content-> It was"}, said(records[1])); diff != "" {
		t.Error(diff)
	}
}

func TestSaysWhatDoesNotFitAndTakesTheRest(t *testing.T) {
	r, notes := only(t, map[string]string{"d.txt": sentence, "d.ann": "T1\tactor 2 7\tZoe 𝒜\nT2\tactor 2 900\tZoe\nT3\tactor 8 12\tsang\nT4\tactor 9 3\tx\nT5\tactor x 3\tx\nnonsense\n" +
		"R1\tmakes Arg1:T1 Arg2:T9\nR2\tmakes Arg1:T1\nA1\tvoice T9 x\nT1\tactor 8 12\tsaid\nR3\tmakes Arg1:T1 Arg2:T1\n#1\tAnnotatorNotes T7\thm\nZ1\tx y\nT6\tactor 99999999999999999999 3\tx\nA2\ttype T1 person\nA3\ttype T1 person\n"})
	if len(r.Spans) != 1 || len(r.Relations) != 0 {
		t.Errorf("%+v", r)
	}
	for _, want := range []string{"line 2: T2: it lies at 2–900", "line 3: T3: it quotes “sang”", "line 4: T4: the place", "line 5: T5", "line 6: it is no", "line 7: R1 leads", "line 8: R2 has not two",
		"line 9: A1 is of no span", "line 10: T1 stands twice", "line 11: R3 relates", "line 12: #1 is a note on nothing", "line 13: Z1 is of no known kind", "line 14: T6", "line 16: A3 is a second value"} {
		if !strings.Contains(strings.Join(notes, "\n"), "d.ann, "+want) {
			t.Errorf("it does not say %q:\n%s", want, strings.Join(notes, "\n"))
		}
	}
	if len(notes) != 14 {
		t.Errorf("%d notes", len(notes))
	}
}

func TestIsRecognisedByWhatItHolds(t *testing.T) {
	pair := map[string]string{"a/x.txt": "The port.", "a/x.ann": "T1\tPort 4 8\tport\n"}
	with := func(more ...string) map[string]string {
		files := map[string]string{}
		for name, content := range pair {
			files[name] = content
		}
		for _, name := range more {
			files[name] = "Something else."
		}
		return files
	}
	for i, c := range []struct {
		files map[string]string
		is    bool
	}{
		{pair, true}, {with("README.md", "a/kb.tsv"), true}, {with("b.html"), false}, {with("a/y.txt"), true}, {with("b/y.txt"), false}, {map[string]string{"x.txt": "a", "x.ann": ""}, true},
		{map[string]string{"x.txt": "a", "x.ann": "An announcement."}, false}, {map[string]string{"x.ann": "T1\tPort 4 8\tport\n"}, false}, {map[string]string{"x.txt": "a"}, false},
	} {
		folder := formtest.Folder(t, t.TempDir(), c.files)
		f, found, err := format.Whole(format.Auto, formtest.Source(folder))
		if err != nil || found != c.is || found && f.Name != "brat" {
			t.Errorf("%d: %v %s %v", i, found, f.Name, err)
		}
	}
	alone := filepath.Join(formtest.Folder(t, t.TempDir(), pair), "a", "x.ann")
	f, err := format.Recognise(formtest.Source(alone))
	if err != nil || f.Name != "brat" {
		t.Fatalf("%s %v", f.Name, err)
	}
	if _, _, err := formtest.Try(f, alone); err == nil || !strings.Contains(err.Error(), "name the folder") {
		t.Error(err)
	}
}

func TestNeedsTheWords(t *testing.T) {
	_, err := brat.Format.Write(form.Head{Options: dataset.Options{WithoutText: true}}, form.Counter())
	if err == nil || !strings.Contains(err.Error(), "words") {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sentence, "T1\tactor 2 7\tZoe 𝒜\nE1\tactor:T1 Theme:E1\nA1\tvoice E1 x\n*\tEquiv T1 T1\nN1\tReference T1 a:b\tc\n#1\tParallaxId T1\t\n")
	f.Add("a\r\nb\rc", "T1\tx 0 1;3 4\ta b\nR1\ty Arg1:T1 Arg2:T1\n#1\tParallaxValue A1\tq\nM1\tx T1")
	f.Fuzz(func(t *testing.T, text, marks string) {
		records, _, err := formtest.Try(brat.Format, formtest.Folder(t, t.TempDir(), map[string]string{"a/d.txt": text, "a/d.ann": marks}))
		if err != nil {
			return
		}
		for _, r := range records {
			formtest.Check(t, r)
		}
	})
}

func BenchmarkBrat(b *testing.B) {
	formtest.Bench(b, brat.Format, b.TempDir())
}
