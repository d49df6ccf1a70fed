package conll_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/conll"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
)

func span(label string, start, end int) dataset.Span {
	return dataset.Span{ID: fmt.Sprint(label, start), Label: label, Start: start, End: end, Segments: [][2]int{{start, end}}, Confidence: 1}
}

func written(t formtest.T, folder string, records ...dataset.Record) (string, string) {
	path := filepath.Join(folder, "a.conll")
	sink := formtest.Write(t, conll.Format, path, records)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), fmt.Sprint(sink.Losses())
}

func TestWritesFourColumns(t *testing.T) {
	got, lost := written(t, t.TempDir(), dataset.Record{ID: "d", Text: "Title 🦊 Zoe 𝒜 said “ports\u00a0stay shut”. It rained.", Layer: "anna",
		Spans: []dataset.Span{span("actor", 8, 13), span("key word", 8, 11), span("claim", 19, 36)}, Regions: []dataset.Region{{Start: 0, End: 5, Kind: "title"}}},
		dataset.Record{ID: "e", Text: "Two. Sentences. One.", Spans: []dataset.Span{span("key word", 5, 20)}})
	want := "-DOCSTART- -X- O O\n\n🦊 -X- O O\nZoe -X- O B-actor\n𝒜 -X- O I-actor\nsaid -X- O O\n“ -X- O B-claim\nports -X- O I-claim\nstay -X- O I-claim\nshut -X- O I-claim\n” -X- O I-claim\n. -X- O O\n\n" +
		"It -X- O O\nrained -X- O O\n. -X- O O\n\n-DOCSTART- -X- O O\n\nTwo -X- O O\n. -X- O O\n\nSentences -X- O B-key_word\n. -X- O I-key_word\nOne -X- O I-key_word\n. -X- O I-key_word\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if lost != "[blanks and line ends between words (2) ids of spans (4) ids, stories, titles, outlets, authors, addresses, dates, languages and names of files of articles (2) regions (1) spans that overlap longer ones (1)]" {
		t.Error(lost)
	}
}

func read(t *testing.T, text string) ([]dataset.Record, []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "theirs.txt")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := format.Recognise(formtest.Source(path))
	if err != nil || f.Name != "conll" {
		t.Fatalf("%q is taken for %s, %v", text, f.Name, err)
	}
	return formtest.Read(t, f, path)
}

func TestReadsTheWaysInWhichOthersTag(t *testing.T) {
	want := "EU rejects German call\nPeter B . spoke| ORG:EU MISC:German call PER:Peter PER:B . "
	for name, text := range map[string]string{
		"CoNLL-2003, IOB1":    "-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\nGerman JJ I-NP I-MISC\ncall NN I-NP I-MISC\n\nPeter NNP I-NP I-PER\nB NNP B-NP B-PER\n. . I-NP I-PER\nspoke VB I-VP O\n",
		"CoNLL-2002, IOB2":    "EU B-ORG\nrejects O\nGerman B-MISC\ncall I-MISC\n\nPeter B-PER\nB B-PER\n. I-PER\nspoke O\n\n",
		"doccano, tabs, CRLF": "\xef\xbb\xbfEU\tB-ORG\r\nrejects\tO\r\nGerman\tB-MISC\r\ncall\tI-MISC\r\n\r\nPeter\tB-PER\r\nB\tB-PER\r\n.\tI-PER\r\nspoke\tO",
		"BILUO":               "EU U-ORG\nrejects O\nGerman B-MISC\ncall L-MISC\n\nPeter U-PER\nB B-PER\n. L-PER\nspoke O\n",
		"comments":            "# id 1\tdomain=en\nEU _ _ B-ORG\nrejects _ _ O\nGerman _ _ B-MISC\ncall _ _ I-MISC\n\n# id 2\nPeter _ _ B-PER\nB _ _ B-PER\n. _ _ I-PER\nspoke _ _ O\n",
	} {
		records, notes := read(t, text)
		if len(records) != 1 || len(notes) > 0 {
			t.Fatalf("%s: %d %v", name, len(records), notes)
		}
		got := records[0].Text + "| "
		for _, s := range records[0].Spans {
			got += s.Label + ":" + s.Text + " "
		}
		if got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestReadsDirectQuote(t *testing.T) {
	records, _ := read(t, "Zoe I-Speaker\nsaid O\n: O\n“ I-LeftSpeaker\nShut I-LeftSpeaker\n” I-LeftSpeaker\n\n“ I-RightSpeaker\nOpen I-RightSpeaker\n” I-RightSpeaker\nBo I-Speaker\nsaid O\n")
	words := map[string]string{}
	for _, s := range records[0].Spans {
		words[s.ID] = s.Text
	}
	var got []string
	for _, r := range records[0].Relations {
		got = append(got, words[r.Head]+" "+r.Type+" "+words[r.Tail])
	}
	if diff := cmp.Diff([]string{"Zoe says “ Shut ”", "Bo says “ Open ”"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoneIsNotTakenForIt(t *testing.T) {
	for _, text := range []string{"The port is closed.\nIt rained.\nThey left.\n", "a b\nc d\ne f\n", "name,tag\nx,O\n", "EU B-ORG\nrejects\n", "x O\n", "-DOCSTART- is a word.\n", "", "1 O\n2 O\n3 O\n"} {
		if conll.Format.Recognise("x.conll", []byte(text)) {
			t.Errorf("%q is taken for it", text)
		}
	}
}

func TestComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp("", "conll")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder)
		records := formtest.Records(t, false)
		written(t, folder, records...)
		back, _ := formtest.Read(t, conll.Format, filepath.Join(folder, "a.conll"))
		written(t, folder, back...)
		again, _ := formtest.Read(t, conll.Format, filepath.Join(folder, "a.conll"))
		if diff := cmp.Diff(said(back), said(again)); diff != "" {
			t.Fatal(diff)
		}
		for i, r := range back {
			formtest.Check(t, r)
			if unspaced(r.Text) != unspaced(records[i].Text) {
				t.Fatalf("%q became %q", records[i].Text, r.Text)
			}
		}
	})
}

// said are the texts and spans of records without white space: a token that stands alone may be cut further when it is read.
func said(records []dataset.Record) (all []string) {
	for _, r := range records {
		all = append(all, unspaced(r.Text))
		for _, s := range r.Spans {
			all = append(all, s.Label+": "+unspaced(s.Text))
		}
	}
	return all
}

func unspaced(s string) string { return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), "") }

func FuzzRead(f *testing.F) {
	f.Add("-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\nx B-Speaker\n")
	f.Add("EU\tB-LeftSpeaker\r\n\tI-x\na b\tL-y\n# c\n#\tO\n")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "a")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		records, _, err := formtest.Try(conll.Format, path)
		if err != nil {
			return
		}
		for _, r := range records {
			formtest.Check(t, r)
		}
	})
}

func BenchmarkCoNLL(b *testing.B) {
	formtest.Bench(b, conll.Format, filepath.Join(b.TempDir(), "a.conll"))
}

// Where the last column is no tag, the file is refused by the line, and prose is not read as words and tags.
func TestALineWithoutATagIsRefused(t *testing.T) {
	for text, line := range map[string]string{"The port is closed.\nIt rained.\n": "line 1", "Zoe B-actor\nsaid O\nno tag\n": "line 3", "-DOCSTART- -X- O O\n\nZoe NNP actor\n": "line 3"} {
		records, _, err := formtest.ReadBytes(t, conll.Format, "x.conll", []byte(text))
		if err == nil || !strings.Contains(err.Error(), line) || !strings.Contains(err.Error(), "tag") {
			t.Errorf("%q: %d articles, %v", text, len(records), err)
		}
	}
}

// An article has no more spans than one of another format may have: a file of one token a span without an end is refused by its line.
func TestAnArticleOfMoreSpansThanAreReadIsRefused(t *testing.T) {
	text := strings.Repeat("a B-x\n", 1<<21+1)
	if _, _, err := formtest.ReadBytes(t, conll.Format, "x.conll", []byte(text)); err == nil || !strings.Contains(err.Error(), "line 2097153: the article has more than 2 million spans") {
		t.Error(err)
	}
}
