package refi_test

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/annotate/format/refi"
)

func tempDir(t *rapid.T) string {
	folder, err := os.MkdirTemp("", "refi")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

// unpacked are the files of an archive.
func unpacked(t formtest.T, path string) map[string]string {
	in, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	files := map[string]string{}
	for _, f := range in.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(data)
	}
	return files
}

const (
	docID  = "11111111-1111-4111-8111-111111111111"
	actor  = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa1"
	claim  = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa2"
	makes  = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbb1"
	entity = "eeeeeeee-eeee-4eee-8eee-eeeeeeeeeee1"
)

func TestWritesAProject(t *testing.T) {
	r := dataset.Record{ID: docID, Text: "🦊 Zoe 𝒜 said\n“ports stay shut”.", Layer: "anna", Meta: dataset.Meta{Title: "Ports & ships", Outlet: "Gazette", SourceFile: "a.txt"}, Spans: []dataset.Span{
		{ID: actor, Label: "actor", Segments: [][2]int{{0, 1}, {2, 7}}, Start: 0, End: 7, Confidence: 1, Entity: &dataset.Entity{ID: entity, Name: "Zoe"}},
		{ID: claim, Label: "claim", Segments: [][2]int{{13, 30}}, Start: 13, End: 30, Confidence: 1, Note: "<sure>\x01", Attributes: dataset.Attributes{{Name: "voice", Value: "direct quote"}, {Name: "weight", Value: 0.5}}},
	}, Relations: []dataset.Relation{{ID: makes, Type: "makes", Head: actor, Tail: claim, HeadDocument: docID, TailDocument: docID, Note: "clear"}}}
	path := filepath.Join(t.TempDir(), "p.qdpx")
	sink := formtest.Write(t, refi.Format, path, []dataset.Record{r})
	files := unpacked(t, path)
	if got := files["sources/"+docID+".txt"]; got != r.Text || len(files) != 2 {
		t.Errorf("%q %d", got, len(files))
	}
	qde := files["project.qde"]
	at := 0
	for _, want := range []string{
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"Parallax\"", "<Users>\n<User guid=", `name="anna"/>`, "<CodeBook>\n<Codes>",
		`name="actor" isCodable="true" color="#0072b2"`, `name="type" isCodable="false"`, `name="armed group" isCodable="true"/>`, `name="weight" isCodable="false"`, `name="0.5" isCodable="true"/>`,
		"<Variables>", `<Case guid="` + entity + `" name="Zoe">`, `<SelectionRef targetGUID="` + actor + `"/>`, "<Sources>",
		`<TextSource guid="` + docID + `" name="Ports &amp; ships" plainTextPath="internal://` + docID + `.txt">`,
		`<PlainTextSelection guid="` + actor + `" name="🦊" startPosition="0" endPosition="1" creatingUser="`, "<Coding guid=", "<CodeRef targetGUID=",
		`name="Zoe 𝒜" startPosition="2" endPosition="7"`,
		`<PlainTextSelection guid="` + claim + `" name="“ports stay shut”" startPosition="13" endPosition="30"`, "<Description>&lt;sure&gt;</Description>",
		"<VariableValue>\n<VariableRef", "<TextValue>Gazette</TextValue>", "<Notes>", "<PlainTextContent>clear</PlainTextContent>", "<Links>",
		`<Link guid="` + makes + `" name="makes" direction="OneWay" originGUID="` + actor + `" targetGUID="` + claim + `">` + "\n<NoteRef targetGUID=", `name="segment" direction="OneWay" originGUID="` + actor + `"`,
	} {
		i := strings.Index(qde[at:], want)
		if i < 0 {
			t.Fatalf("after %d there is no %q in\n%s", at, want, qde)
		}
		at += i + len(want)
	}
	if lost := fmt.Sprint(sink.Losses()); lost != "[control characters (1)]" {
		t.Error(lost)
	}
}

func TestComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one, other := filepath.Join(tempDir(t), "a.qdpx"), filepath.Join(tempDir(t), "b.qdpx")
		records := formtest.Records(t, true)
		slices.SortStableFunc(records, func(a, b dataset.Record) int { return strings.Compare(a.ID+a.Layer, b.ID+b.Layer) }) // a document's stand together
		formtest.Write(t, refi.Format, one, records)
		back, notes := formtest.Read(t, refi.Format, one)
		if len(notes) > 0 {
			t.Fatalf("%v", notes)
		}
		formtest.Write(t, refi.Format, other, back)
		if diff := cmp.Diff(unpacked(t, one), unpacked(t, other)); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(held(records), held(back)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// held is what the format holds of records: those with spans, of which what is set.
func held(records []dataset.Record) map[string]any {
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
		links := map[string]dataset.Relation{}
		for _, l := range r.Relations {
			links[l.ID] = l
		}
		if len(r.Spans) > 0 {
			all[r.Layer+r.ID] = []any{r.Text, r.Meta, r.Spans, links}
		}
	}
	return all
}

func archive(t formtest.T, folder string, files map[string]string) string {
	path := filepath.Join(folder, "theirs.qdpx")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(out)
	for name, content := range files {
		into, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(into, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// theirs is a project as another program may write it: GUIDs in braces and upper case, categories, two users on one selection, a picture,
// CR LF, a folder Sources.
const theirs = `<?xml version="1.0" encoding="utf-8"?>
<q:Project xmlns:q="urn:QDA-XML:project:1.0" name="Harbour" origin="Some QDA 9">
<q:Users><q:User guid="{00000000-0000-0000-0000-0000000000AA}" name="Ada"/><q:User guid="00000000-0000-0000-0000-0000000000bb" name="Bo"/></q:Users>
<q:CodeBook><q:Codes><q:Code guid="00000000-0000-0000-0000-000000000001" name="Trade" isCodable="true"><q:Code guid="00000000-0000-0000-0000-000000000002" name="Closure" isCodable="true"/></q:Code>
<q:Code guid="00000000-0000-0000-0000-000000000003" name="People" isCodable="true"><q:Code guid="00000000-0000-0000-0000-000000000004" name="Closure" isCodable="true"/></q:Code></q:Codes></q:CodeBook>
<q:Sources>
<q:PictureSource guid="00000000-0000-0000-0000-0000000000c0" path="internal://x.jpg"/>
<q:TextSource guid="{00000000-0000-0000-0000-0000000000D1}" name="Report" richTextPath="internal://d.docx" plainTextPath="internal://d.txt" creationDateTime="2026-01-02T10:00:00Z">
<q:PlainTextSelection guid="00000000-0000-0000-0000-0000000000E1" name="The port" startPosition="0" endPosition="8" creatingUser="00000000-0000-0000-0000-0000000000AA">
<q:Description>note</q:Description>
<q:Coding guid="00000000-0000-0000-0000-0000000000F1" creatingUser="{00000000-0000-0000-0000-0000000000aa}"><q:CodeRef targetGUID="{00000000-0000-0000-0000-000000000001}"/><q:NoteRef targetGUID="00000000-0000-0000-0000-000000000077"/></q:Coding>
<q:Coding guid="00000000-0000-0000-0000-0000000000F2" creatingUser="00000000-0000-0000-0000-0000000000BB"><q:CodeRef targetGUID="00000000-0000-0000-0000-000000000004"/></q:Coding></q:PlainTextSelection>
<q:PlainTextSelection guid="00000000-0000-0000-0000-0000000000E2" name="closed" startPosition="15" endPosition="21" creatingUser="00000000-0000-0000-0000-0000000000AA"><q:Coding guid="00000000-0000-0000-0000-0000000000F3"><q:CodeRef targetGUID="00000000-0000-0000-0000-000000000002"/></q:Coding></q:PlainTextSelection>
<q:PlainTextSelection guid="00000000-0000-0000-0000-0000000000E3" name="memo" startPosition="0" endPosition="3"/>
<q:PlainTextSelection guid="00000000-0000-0000-0000-0000000000E4" startPosition="5" endPosition="900"><q:Coding guid="00000000-0000-0000-0000-0000000000F4"><q:CodeRef targetGUID="00000000-0000-0000-0000-000000000002"/></q:Coding></q:PlainTextSelection>
<q:PlainTextSelection guid="00000000-0000-0000-0000-0000000000E5" startPosition="7" endPosition="2"><q:Coding guid="00000000-0000-0000-0000-0000000000F5"><q:CodeRef targetGUID="00000000-0000-0000-0000-000000000002"/></q:Coding></q:PlainTextSelection>
<q:Coding guid="00000000-0000-0000-0000-0000000000F9"><q:CodeRef targetGUID="00000000-0000-0000-0000-000000000001"/></q:Coding>
</q:TextSource>
<q:TextSource guid="00000000-0000-0000-0000-0000000000D2" name="Inside"><q:PlainTextContent>Within &amp; here.</q:PlainTextContent></q:TextSource>
<q:TextSource guid="00000000-0000-0000-0000-0000000000D3" name="Gone" plainTextPath="internal://gone.txt"/>
</q:Sources>
<q:Notes><q:Note guid="00000000-0000-0000-0000-000000000077" name="m"><q:PlainTextContent>and a memo</q:PlainTextContent></q:Note></q:Notes>
<q:Links><q:Link guid="00000000-0000-0000-0000-000000000088" name="leads to" direction="Associative" originGUID="00000000-0000-0000-0000-0000000000E1" targetGUID="{00000000-0000-0000-0000-0000000000e2}"/>
<q:Link guid="00000000-0000-0000-0000-000000000089" originGUID="00000000-0000-0000-0000-0000000000E1" targetGUID="00000000-0000-0000-0000-0000000000D1"/></q:Links>
</q:Project>`

func TestReadsWhatOthersWrite(t *testing.T) {
	path := archive(t, t.TempDir(), map[string]string{"project.qde": theirs, "Sources/d.txt": "\xef\xbb\xbfThe port\r\nwas\r\nclosed.\r\n"})
	f, found, err := format.Whole(format.Auto, formtest.Source(path))
	if err != nil || !found || f.Name != "refi-qda" {
		t.Fatalf("%s %v %v", f.Name, found, err)
	}
	records, notes := formtest.Read(t, f, path)
	var got []string
	for _, r := range records {
		got = append(got, fmt.Sprintf("%s %q %s", r.Meta.Title, r.Text, r.Layer))
		for _, s := range r.Spans {
			got = append(got, fmt.Sprintf("%s %q %s %q", s.ID[34:], s.Text, s.Label, s.Note))
		}
		for _, l := range r.Relations {
			got = append(got, fmt.Sprintf("%s %s-%s", l.Type, l.Head[34:], l.Tail[34:]))
		}
	}
	want := []string{`Report "The port\nwas\nclosed.\n" Ada`, `e1 "The port" Trade "note\nand a memo"`, `e2 "closed" Trade: Closure ""`, "leads to e1-e2",
		`Report "The port\nwas\nclosed.\n" Bo`, `f2 "The port" People: Closure "note"`, `Inside "Within & here." `}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, want := range []string{"5–900, outside", "7–2 is none", "“Gone” was left out", "1 source is no text", "1 coding of a whole source", "1 selection has no code", "1 link leads"} {
		if !strings.Contains(strings.Join(notes, "\n"), want) {
			t.Errorf("no %q in %s", want, strings.Join(notes, "\n"))
		}
	}
}

func TestRefusesWhatIsNone(t *testing.T) {
	for want, files := range map[string]map[string]string{
		"no project but “a”":  {"project.qde": "<a/>"},
		"is no XML":           {"project.qde": "<Project><Users></Project>"},
		"holds no text":       {"project.qde": "<Project/>"},
		"more than 200 deep":  {"project.qde": "<Project><CodeBook><Codes>" + strings.Repeat("<Code>", 100_000)},
		"invalid character e": {"project.qde": "<!DOCTYPE x [<!ENTITY e \"xx\">]><Project><Users><User name=\"&e;\"/></Users></Project>"},
		"no project.qde":      {"x.txt": "a"},
	} {
		if _, _, err := formtest.Try(refi.Format, archive(t, t.TempDir(), files)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(theirs, "The port\r\nwas\r\nclosed.\r\n")
	f.Add(strings.ReplaceAll(theirs, "q:", ""), "🦊")
	f.Fuzz(func(t *testing.T, project, text string) {
		records, _, err := formtest.Try(refi.Format, archive(t, t.TempDir(), map[string]string{"project.qde": project, "sources/d.txt": text}))
		if err != nil {
			return
		}
		for _, r := range records {
			formtest.Check(t, r)
		}
	})
}

func BenchmarkRefi(b *testing.B) {
	formtest.Bench(b, refi.Format, filepath.Join(b.TempDir(), "p.qdpx"))
}
