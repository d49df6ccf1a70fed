package cat_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/cat"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
)

func TestWritesADocument(t *testing.T) {
	s := dataset.Span{ID: "s", Label: "key word", Start: 2, End: 17, Segments: [][2]int{{2, 5}, {12, 17}}, Confidence: 1, Entity: &dataset.Entity{ID: "e1", Name: "Zoe & Co"}}
	r := dataset.Record{ID: "d1", Text: "🦊 Zoe said “ports”.\nYes.", Layer: "anna", Meta: dataset.Meta{Title: "Ports"}, Spans: []dataset.Span{s}}
	folder := t.TempDir()
	formtest.Write(t, cat.Format, folder, []dataset.Record{r})
	token := func(id, sentence, number int, word string) string {
		return fmt.Sprintf("<token t_id=\"%d\" sentence=\"%d\" number=\"%d\">%s</token>\n", id, sentence, number, word)
	}
	want := "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Document doc_name=\"Ports.xml\" doc_id=\"d1\">\n" + token(1, 0, 0, "🦊") + token(2, 0, 1, "Zoe") + token(3, 0, 2, "said") + token(4, 0, 3, "“") +
		token(5, 0, 4, "ports") + token(6, 0, 5, "”") + token(7, 0, 6, ".") + token(8, 1, 0, "Yes") + token(9, 1, 1, ".") +
		"<Markables>\n<key_word m_id=\"1\">\n<token_anchor t_id=\"2\"/>\n<token_anchor t_id=\"5\"/>\n</key_word>\n<key_word m_id=\"2\" RELATED_TO=\"\" TAG_DESCRIPTOR=\"Zoe &amp; Co\" instance_id=\"e1\"/>\n</Markables>\n" +
		"<Relations>\n<CROSS_DOC_COREF r_id=\"1\" note=\"e1\">\n<source m_id=\"1\"/>\n<target m_id=\"2\"/>\n</CROSS_DOC_COREF>\n</Relations>\n</Document>\n"
	if diff := cmp.Diff(map[string]string{"anna/Ports.xml": want}, formtest.Files(t, folder)); diff != "" {
		t.Error(diff)
	}
}

// theirs are two documents of a topic as ECB+ has them.
var theirs = map[string]string{
	"3/3_1ecb.xml": `<?xml version="1.0" encoding="UTF-8"?><Document doc_name="3_1ecb.xml" doc_id="DOC1"><token t_id="1" sentence="0" number="0">Zoe</token><token t_id="2" sentence="0" number="1">sailed</token>
<token t_id="3" sentence="1" number="0">It</token><token t_id="4" sentence="1" number="1">rained</token><Markables><ACTION_OCCURRENCE m_id="10"><token_anchor t_id="2"/></ACTION_OCCURRENCE>
<HUMAN_PART_PER m_id="11" note="who"><token_anchor t_id="1"/><token_anchor t_id="3"/></HUMAN_PART_PER><ACTION_OCCURRENCE m_id="12" RELATED_TO="" TAG_DESCRIPTOR="t3_sail" instance_id="ACT1"/>
<HUMAN_PART_PER m_id="13" RELATED_TO="" TAG_DESCRIPTOR="Zoe"/><ACTION_OCCURRENCE m_id="14"><token_anchor t_id="99"/></ACTION_OCCURRENCE></Markables>
<Relations><CROSS_DOC_COREF r_id="1" note="ACT1"><source m_id="10"/><target m_id="12"/></CROSS_DOC_COREF><INTRA_DOC_COREF r_id="2"><source m_id="11"/><target m_id="13"/></INTRA_DOC_COREF><TLINK r_id="3"><source m_id="10"/><target m_id="11"/></TLINK></Relations></Document>`,
	"3/3_2ecb.xml": `<Document doc_name="3_2ecb.xml"><token t_id="1" sentence="0">They</token><token t_id="2" sentence="0">put</token><token t_id="3" sentence="0">out</token><Markables><claim m_id="1"><token_anchor t_id="2"/><token_anchor t_id="3"/></claim>
<claim m_id="2" TAG_DESCRIPTOR="t3_sail" instance_id="ACT1"/></Markables><Relations><CROSS_DOC_COREF note="ACT1"><source m_id="1"/><target m_id="2"/></CROSS_DOC_COREF></Relations></Document>`,
	"3/3_3ecb.xml": `<Document><token t_id="1" sentence="0">Sailing</token><Markables><claim m_id="1"><token_anchor t_id="1"/></claim><claim m_id="2" TAG_DESCRIPTOR="t3_sail" instance_id="ACT1"/></Markables><Relations><CROSS_DOC_COREF note="ACT1"><source m_id="1"/><target m_id="2"/></CROSS_DOC_COREF></Relations></Document>`,
	"3/broken.xml": `<Document><token`,
}

func TestReadsECB(t *testing.T) {
	folder := formtest.Folder(t, t.TempDir(), theirs)
	f, found, err := format.Whole(format.Auto, formtest.Source(folder))
	if err != nil || !found || f.Name != "cat" {
		t.Fatalf("%s %v", f.Name, err)
	}
	records, notes := formtest.Read(t, f, folder)
	var got []string
	for _, r := range records {
		formtest.Check(t, r)
		got = append(got, fmt.Sprintf("%s %s %q", r.Meta.Story, r.Meta.SourceFile, r.Text))
		for _, s := range r.Spans {
			entity := ""
			if s.Entity != nil {
				entity = s.Entity.Name
			}
			got = append(got, fmt.Sprintf("%s %q %s %s", s.Label, s.Text, entity, s.Note))
		}
		for _, l := range r.Relations {
			got = append(got, l.Type+" in another: "+fmt.Sprint(l.TailDocument == records[0].ID))
		}
	}
	want := []string{`Topic 3 3_1ecb.xml "Zoe sailed\nIt rained"`, `HUMAN_PART_PER "Zoe … It" Zoe who`, `ACTION_OCCURRENCE "sailed" t3_sail `, `Topic 3 3_2ecb.xml "They put out"`, `claim "put out" t3_sail `, "same claim in another: true",
		`Topic 3 3_3ecb.xml "Sailing"`, `claim "Sailing" t3_sail `, "same claim in another: true"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, want := range []string{"1 relation that leads to no instance was left out", "mention 14 was left out", "3/broken.xml was left out"} {
		if !strings.Contains(strings.Join(notes, "\n"), want) {
			t.Errorf("no %q in %v", want, notes)
		}
	}
	if f, err := format.Recognise(formtest.Source(filepath.Join(folder, "3", "3_1ecb.xml"))); err != nil || f.Name != "cat" {
		t.Errorf("%s %v", f.Name, err)
	}
}

func TestComesBack(t *testing.T) {
	unspaced := func(s string) string { return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), "") }
	said := func(records []dataset.Record) (all []string) {
		for _, r := range records {
			all = append(all, r.Layer+unspaced(r.Text))
			for _, s := range r.Spans {
				entity := ""
				if s.Entity != nil {
					entity = s.Entity.ID + s.Entity.Name
				}
				all = append(all, s.Label+": "+unspaced(strings.ReplaceAll(s.Text, "…", ""))+entity)
			}
		}
		slices.Sort(all)
		return all
	}
	rapid.Check(t, func(t *rapid.T) {
		one, err := os.MkdirTemp("", "cat")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(one)
		records := formtest.Records(t, true)
		formtest.Write(t, cat.Format, filepath.Join(one, "a"), records)
		back, notes := formtest.Read(t, cat.Format, filepath.Join(one, "a"))
		if len(notes) > 0 {
			t.Fatal(notes)
		}
		formtest.Write(t, cat.Format, filepath.Join(one, "b"), back)
		again, _ := formtest.Read(t, cat.Format, filepath.Join(one, "b"))
		if diff := cmp.Diff(said(back), said(again)); diff != "" {
			t.Fatal(diff)
		}
		if len(back) != len(records) {
			t.Fatalf("%d of %d", len(back), len(records))
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, document := range theirs {
		f.Add(document)
	}
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "a.xml")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		records, _, err := formtest.Try(cat.Format, path)
		if err != nil {
			return
		}
		for _, r := range records {
			formtest.Check(t, r)
		}
	})
}

func BenchmarkCAT(b *testing.B) {
	formtest.Bench(b, cat.Format, b.TempDir())
}
