package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/store"
)

// importJSON imports with --json and returns what became of each file, in the order of their names.
func importJSON(t *testing.T, args ...string) (outcome, []importObject) {
	t.Helper()
	got := parallax(t, append([]string{"import", "--json"}, args...)...)
	objects := decode[[]importObject](t, got.stdout)
	slices.SortFunc(objects, func(a, b importObject) int { return strings.Compare(a.File, b.File) })
	return got, objects
}

func TestImportNamesTheStoryAfterTheFolder(t *testing.T) {
	project, folder := newProject(t), writeArticles(t, "Harbour")
	got, objects := importJSON(t, project, folder)
	if got.code != exitDone || got.stderr != "" || len(objects) != len(articles) {
		t.Fatalf("exit code %d, %d files, standard error %q", got.code, len(objects), got.stderr)
	}
	for _, o := range objects {
		if o.Status != "added" || o.Document == nil || o.Spans != 0 || o.Reason != "" {
			t.Errorf("%+v", o)
		}
	}
	p, err := store.Open(context.Background(), project)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	stories, err := p.Stories(context.Background())
	if err != nil || len(stories) != 1 || stories[0].Name != "Harbour" || stories[0].Documents != len(articles) {
		t.Errorf("stories: %+v, %v", stories, err)
	}
}

func TestImportOfTheSameTextAddsNothing(t *testing.T) {
	project, folder := newProject(t), writeArticles(t, "Harbour")
	must(t, "import", project, folder)
	got, objects := importJSON(t, project, folder)
	if got.code != exitDone {
		t.Fatalf("exit code %d, %s", got.code, got.stderr)
	}
	for _, o := range objects {
		if o.Status != "present" || o.Document == nil {
			t.Errorf("%+v", o)
		}
	}
	if stats := decode[store.Stats](t, must(t, "stats", project, "--json")); stats.Documents != len(articles) {
		t.Errorf("%d documents", stats.Documents)
	}
	if got := parallax(t, "import", project, folder, "--story", "Another"); got.code != exitDone || strings.Count(got.stderr, "are the same text") != len(articles) {
		t.Errorf("exit code %d, standard error %q", got.code, got.stderr)
	}
	if stats := decode[store.Stats](t, must(t, "stats", project, "--json")); stats.Documents != 2*len(articles) || stats.Stories != 2 {
		t.Errorf("%d documents in %d stories: a text in another story is another document", stats.Documents, stats.Stories)
	}
}

// Files that cannot be taken are named one by one with a reason, and the others go in.
func TestImportRefusesFileByFile(t *testing.T) {
	project, folder := newProject(t), filepath.Join(t.TempDir(), "mixed")
	good := write(t, filepath.Join(folder, "good.txt"), articles["emoji.txt"])
	empty := write(t, filepath.Join(folder, "empty.txt"), "")
	blank := write(t, filepath.Join(folder, "blank.txt"), " \n\u00a0\n")
	binary := write(t, filepath.Join(folder, "binary.txt"), "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00>\x00\x01\x00\x00\x00")
	missing := filepath.Join(folder, "missing.txt")
	wrong := write(t, filepath.Join(folder, "wrong.jsonl"), `{"schema":"parallax/1","id":"x","text":"abc"`+"\n")

	got, objects := importJSON(t, project, good, empty, blank, binary, missing, wrong)
	if got.code != exitFailed {
		t.Errorf("exit code %d", got.code)
	}
	status := map[string]string{}
	for _, o := range objects {
		status[filepath.Base(o.File)] = o.Status
		if o.Status == "refused" && (o.Reason == "" || o.Document != nil) {
			t.Errorf("%+v", o)
		}
	}
	for _, name := range []string{"empty.txt", "blank.txt", "binary.txt", "missing.txt", "wrong.jsonl"} {
		if status[name] != "refused" {
			t.Errorf("%s is %s", name, status[name])
		}
	}
	if status["good.txt"] != "added" {
		t.Errorf("good.txt is %q", status["good.txt"])
	}
	lines := strings.Split(strings.TrimSuffix(got.stderr, "\n"), "\n")
	if len(lines) != 5 {
		t.Errorf("%d lines on standard error, not one for each of 5 files:\n%s", len(lines), got.stderr)
	}
	for _, line := range lines {
		if !strings.HasPrefix(line, "parallax: import: ") {
			t.Errorf("error line %q", line)
		}
	}
	if stats := decode[store.Stats](t, must(t, "stats", project, "--json")); stats.Documents != 1 {
		t.Errorf("%d documents", stats.Documents)
	}
}

// An import that is interrupted changes nothing.
func TestImportCancelled(t *testing.T) {
	project, folder := newProject(t), writeArticles(t, "Harbour")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stdout, stderr strings.Builder
	code := run(ctx, []string{"import", project, folder}, strings.NewReader(""), &stdout, &stderr)
	if code != exitFailed || !strings.Contains(stderr.String(), "cancelled") {
		t.Errorf("exit code %d, %q", code, stderr.String())
	}
	if stats := decode[store.Stats](t, must(t, "stats", project, "--json")); stats.Documents != 0 {
		t.Errorf("%d documents", stats.Documents)
	}
}

// Annotations of a text that is already there go to the layer that --annotator names, else to the record's.
func TestImportOfAnnotations(t *testing.T) {
	project, folder := newProject(t), writeArticles(t, "Harbour")
	must(t, "import", project, folder)
	made := annotateAll(t, project, "anna")
	dataset := write(t, filepath.Join(t.TempDir(), "anna.jsonl"), must(t, "export", project, "--format", "jsonl"))

	other := newProject(t)
	must(t, "import", other, folder)
	got, objects := importJSON(t, other, dataset)
	if got.code != exitDone || len(objects) != 1 || objects[0].Status != "annotated" || objects[0].Spans != made {
		t.Errorf("exit code %d, %+v, %s", got.code, objects, got.stderr)
	}
	if stats := decode[store.Stats](t, must(t, "stats", other, "--json")); stats.ByAnnotator["anna"] != made || stats.Documents != len(articles) {
		t.Errorf("%+v", stats)
	}

	third := newProject(t)
	must(t, "import", third, folder)
	must(t, "import", third, dataset, "--annotator", "ben")
	if stats := decode[store.Stats](t, must(t, "stats", third, "--json")); stats.ByAnnotator["ben"] != made || stats.ByAnnotator["anna"] != 0 {
		t.Errorf("%+v", stats)
	}
}

// The four articles that lie beside the project.
func TestImportOfScrapedArticles(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "articles")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the scraped articles do not lie beside the project")
	}
	project := newProject(t)
	must(t, "import", project, folder, "--story", "Haqqani")
	records := readRecords(t, must(t, "export", project, "--format", "jsonl"))
	if len(records) != 4 {
		t.Fatalf("%d records", len(records))
	}
	for _, r := range records {
		for _, noise := range []string{"&mdash;", "&rsquo;", "&ldquo;", "&amp;", "\u00a0", "\u200b", "\r", " \n"} {
			if strings.Contains(r.Text, noise) {
				t.Errorf("%s: %q is left in the text", r.Meta.SourceFile, noise)
			}
		}
	}
}

// readRecords reads a dataset.
func readRecords(t *testing.T, lines string) []dataset.Record {
	t.Helper()
	var records []dataset.Record
	for line := range strings.Lines(lines) {
		records = append(records, decode[dataset.Record](t, line))
	}
	return records
}

// What was guessed about the characters of a file is said, and another encoding can be named.
func TestImportSaysWhatItGuessedAboutCharacters(t *testing.T) {
	project, folder := newProject(t), filepath.Join(t.TempDir(), "Harbour")
	turkish := write(t, filepath.Join(folder, "1.txt"), "Liman oylamas\xfd ertelendi\n\nBelediye Ba\xfekan\xfd bu y\xfdl i\xe7in k\xf6pr\xfcn\xfcn kapal\xfd kalaca\xf0\xfdn\xfd s\xf6yledi.\n")
	twice := write(t, filepath.Join(folder, "2.txt"), "Ferry sold\n\nIt wasnâ€™t Olgaâ€™s cafÃ©, the mayor said.\n")
	nul := write(t, filepath.Join(folder, "3.txt"), "Ferry sold\n\nThe ferry was sold\x00 on Monday.\n")
	sound := write(t, filepath.Join(folder, "4.txt"), "Ferry sold\n\nThe ferry wasn’t sold.\n")

	got, objects := importJSON(t, project, turkish, twice, nul, sound)
	if got.code != exitDone || got.stderr != "" {
		t.Fatalf("exit code %d, %s", got.code, got.stderr)
	}
	want := [][]string{
		{"encoding: windows-1254, guessed from its letters"},
		{"decoded twice: in 3 places it looks as if UTF-8 had been read as windows-1252 (“wasnâ€™t” for “wasn’t”); it was left so"},
		{"damage: 1 NUL character left out, in line 3"},
		{},
	}
	for i, o := range objects {
		if o.Status != "added" || !slices.Equal(o.Notes, want[i]) {
			t.Errorf("%s: %s, notes %q, want %q", filepath.Base(o.File), o.Status, o.Notes, want[i])
		}
	}

	got = parallax(t, "import", newProject(t), turkish)
	if strings.Contains(got.stdout, "guessed") || !strings.HasSuffix(got.stderr, "1.txt: encoding: windows-1254, guessed from its letters\n") || strings.Count(got.stderr, "\n") != 1 {
		t.Errorf("standard output %q, standard error %q", got.stdout, got.stderr)
	}

	mended := newProject(t)
	if got := parallax(t, "import", mended, twice, "--mend-double-encoding"); !strings.Contains(got.stderr, "decoded twice: mended in 3 places") {
		t.Errorf("what was mended is not said: %s", got.stderr)
	}
	if text := must(t, "export", mended, "--format", "jsonl", "--layer", "all"); !strings.Contains(text, "wasn’t Olga’s café") {
		t.Errorf("not mended: %s", text)
	}
	latin := newProject(t)
	must(t, "import", latin, turkish, "--encoding", "latin1")
	if text := must(t, "export", latin, "--format", "jsonl", "--layer", "all"); !strings.Contains(text, "oylamasý") {
		t.Errorf("not in the encoding that was named: %s", text)
	}
	if got := parallax(t, "import", latin, turkish, "--encoding", "klingon"); got.code != exitUsage || !strings.Contains(got.stderr, `--encoding "klingon" is not known: use one of UTF-8, windows-1252`) {
		t.Errorf("exit code %d, %s", got.code, got.stderr)
	}
}

// What was changed in another program and comes back updates its annotations in one act instead of doubling them.
func TestADatasetThatComesBackUpdatesItsAnnotations(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	before := must(t, "export", project, "--format", "jsonl")
	records := readRecords(t, before)
	changed := records[0]
	gone := changed.Spans[0] // with the relation that begins at it
	claim := changed.Spans[1]
	if len(changed.Relations) == 0 || changed.Relations[0].Head != gone.ID {
		claim, gone = gone, claim
	}
	claim.Segments, claim.End, claim.Note = [][2]int{{claim.Start, claim.End - 1}}, claim.End-1, "shorter"
	claim.Text = string([]rune(claim.Text)[:claim.End-claim.Start])
	changed.Spans, changed.Relations = []dataset.Span{claim}, []dataset.Relation{}
	line, err := json.Marshal(changed)
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, t.TempDir()+"/back.jsonl", string(line)+"\n")

	imported := func(args ...string) importObject {
		t.Helper()
		return decode[[]importObject](t, must(t, append([]string{"import", project, file, "--json"}, args...)...))[0]
	}
	if got := imported(); got.Status != "present" || !strings.Contains(got.Reason, "1 annotation differs from the project's, which was kept") {
		t.Errorf("%+v", got)
	}
	for _, args := range [][]string{{"--dry-run", "--update"}, {"--dry-run", "--update", "--remove"}} {
		if got := imported(args...); got.Status != "annotated" || !strings.Contains(got.Reason, "changes: place") || !strings.Contains(got.Reason, "1 annotation changes") {
			t.Errorf("%+v", got)
		}
		if after := must(t, "export", project, "--format", "jsonl"); after != before {
			t.Errorf("%q changes the project", args)
		}
	}
	if got := imported("--update"); !strings.Contains(got.Reason, "not in the file and were kept") && !strings.Contains(got.Reason, "not in the file and was kept") {
		t.Errorf("%+v", got)
	}
	if r := readRecords(t, must(t, "export", project, "--format", "jsonl"))[0]; len(r.Spans) != 2 || len(r.Relations) != 1 {
		t.Errorf("%+v", r)
	}
	if got := imported("--update", "--remove"); got.Status != "annotated" || !strings.Contains(got.Reason, "taken away") {
		t.Errorf("%+v", got)
	}
	after := readRecords(t, must(t, "export", project, "--format", "jsonl"))
	if r := after[0]; len(r.Spans) != 1 || len(r.Relations) != 0 || r.Spans[0].Note != "shorter" || r.Spans[0].End != claim.End || r.Spans[0].ID != claim.ID {
		t.Errorf("%+v", r)
	}
	if len(after[1].Spans) != 2 {
		t.Error("another article lost annotations")
	}
	if got := imported("--update", "--remove"); got.Status != "present" {
		t.Errorf("the second time: %+v", got)
	}
	must(t, "undo", project)
	must(t, "undo", project)
	if must(t, "export", project, "--format", "jsonl") != before {
		t.Error("undo does not take the update back")
	}
	if got := must(t, "check", project); got != "ok\n" {
		t.Error(got)
	}
	fails(t, exitUsage, "--remove goes with --update", "import", project, file, "--remove")
}

// A dataset that was passed on without its texts is joined to somebody's own copies: exactly, or by the words that it quotes.
func TestADatasetWithoutTextsIsJoinedToCopies(t *testing.T) {
	project := newProject(t)
	folder := writeArticles(t, "Harbour")
	must(t, "import", project, folder)
	annotateAll(t, project, "anna")
	whole := must(t, "export", project, "--format", "jsonl")
	file := write(t, t.TempDir()+"/bare.jsonl", must(t, "export", project, "--format", "jsonl", "--without-text"))

	exact := newProject(t)
	fails(t, exitFailed, "exported without its text", "import", exact, file)
	if got := decode[[]importObject](t, must(t, "import", exact, file, "--reattach", folder, "--json"))[0]; got.Status != "added" {
		t.Errorf("%+v", got)
	}
	if got := must(t, "export", exact, "--format", "jsonl"); spansOf(t, got) != spansOf(t, whole) {
		t.Errorf("%s\nnot\n%s", spansOf(t, got), spansOf(t, whole))
	}

	// The copies have a line more above and a typographic difference far from what was marked; one has another text.
	other := t.TempDir()
	first := true
	for name, text := range articles {
		if text = "Read in the reading room 🦊\n\n" + text; first {
			text, first = strings.Replace(text, "the water is clean", "the water was clean", 1), false
		}
		write(t, filepath.Join(other, name), text)
	}
	near := newProject(t)
	got := decode[[]importObject](t, must(t, "import", near, file, "--reattach", other, "--json"))[0]
	if got.Status != "added" || strings.Count(got.Reason, "is not quite its text") != len(articles) || strings.Count(got.Reason, "was left out") != 2 {
		t.Errorf("%+v", got)
	}
	records := readRecords(t, must(t, "export", near, "--format", "jsonl"))
	checkDataset(t, must(t, "export", near, "--format", "jsonl"))
	spans := 0
	for _, r := range records {
		for _, s := range r.Spans {
			if spans++; s.Text != "mayor" && s.Text != "the water is clean" {
				t.Errorf("%+v", s)
			}
		}
	}
	if spans != 2*len(articles)-1 {
		t.Errorf("%d spans", spans)
	}
	before := must(t, "export", near, "--format", "jsonl")
	if got := decode[[]importObject](t, must(t, "import", near, file, "--reattach", other, "--json"))[0]; got.Status != "present" || must(t, "export", near, "--format", "jsonl") != before {
		t.Errorf("the second time: %+v", got)
	}
	fails(t, exitFailed, "holds no article", "import", near, file, "--reattach", t.TempDir())
	fails(t, exitFailed, "there is no such file", "import", near, file, "--reattach", filepath.Join(t.TempDir(), "none"))
}

// spansOf is what a dataset says of spans, without where the articles come from.
func spansOf(t *testing.T, dataset string) string {
	var all strings.Builder
	for _, r := range readRecords(t, dataset) {
		data, err := json.Marshal([]any{r.ID, r.Text, r.Spans, r.Relations})
		if err != nil {
			t.Fatal(err)
		}
		all.Write(append(data, '\n'))
	}
	return all.String()
}

// An article that was changed since is known again, and its annotations are brought over as far as their words still stand there.
func TestAnnotationsAreCarriedToANewVersion(t *testing.T) {
	project := newProject(t)
	folder := writeArticles(t, "Harbour")
	must(t, "import", project, folder)
	made := annotateAll(t, project, "anna")
	before := must(t, "export", project, "--format", "jsonl")
	newer := filepath.Join(t.TempDir(), "Harbour")
	for name, text := range articles {
		write(t, filepath.Join(newer, name), "Updated: a sentence 🦊 went in above all that was known before.\n\n"+text)
	}
	said := decode[[]importObject](t, must(t, "import", project, newer, "--json", "--dry-run"))
	if len(said) != len(articles) || !strings.Contains(strings.Join(said[0].Notes, "|"), "it is another version of “") {
		t.Errorf("%+v", said)
	}
	if must(t, "export", project, "--format", "jsonl") != before {
		t.Error("a dry run changes the project")
	}
	carried := decode[[]importObject](t, must(t, "import", project, newer, "--json", "--carry"))
	if !strings.Contains(strings.Join(carried[0].Notes, "|"), "2 annotations were carried over from the version before; 0 were not") {
		t.Errorf("%+v", carried)
	}
	after := must(t, "export", project, "--format", "jsonl")
	if spans := checkDataset(t, after); spans != 2*made {
		t.Errorf("%d spans, of %d", spans, made)
	}
	relations := 0
	for _, r := range readRecords(t, after) {
		relations += len(r.Relations)
	}
	if relations != made {
		t.Errorf("%d relations", relations)
	}
	if got := must(t, "check", project); got != "ok\n" {
		t.Error(got)
	}
	must(t, "undo", project)
	if must(t, "export", project, "--format", "jsonl") != before {
		t.Error("undo does not take it back")
	}
}

// What an export puts beside its dataset is no article when the folder is imported again.
func TestWhatLiesBesideADatasetIsNoArticle(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	for _, args := range [][]string{{"--format", "prodigy"}, {"--format", "labelstudio"}, {"--format", "prodigy", "--split", "train=100"}} {
		folder := filepath.Join(t.TempDir(), "dataset")
		parallax(t, append([]string{"export", project, "-o", folder}, args...)...)
		entries, err := os.ReadDir(folder)
		if err != nil || len(entries) < 2 {
			t.Fatalf("%v %v", entries, err)
		}
		for _, got := range decode[[]importObject](t, must(t, "import", newProject(t), folder, "--json")) {
			if base := filepath.Base(got.File); base == "README.md" || base == "label_config.xml" {
				t.Errorf("%q: %+v", args, got)
			}
		}
	}
	readme := write(t, filepath.Join(t.TempDir(), "README.md"), "The mayor of the harbour spoke on Monday. Nobody asked what she meant.\n")
	if got := must(t, "import", project, filepath.Dir(readme)); !strings.HasPrefix(got, "added") {
		t.Error(got)
	}
}

// A file that does not say who made its annotations comes in without them, and it is said in one sentence how it comes in with them.
func TestImportSaysWhatAnnotatorIsFor(t *testing.T) {
	dir := t.TempDir()
	project := newProject(t)
	folder := filepath.Join(dir, "corpus")
	write(t, filepath.Join(folder, "1.txt"), "The ministry spoke.\n")
	write(t, filepath.Join(folder, "1.ann"), "T1\tactor 4 12\tministry\n")
	got, objects := importJSON(t, project, folder)
	notes := strings.Join(objects[0].Notes, "\n")
	if got.code != 0 || objects[0].Spans != 0 || !strings.Contains(notes, "1 annotation was left out: nothing says whose it is\nimport it again with --annotator NAME") {
		t.Errorf("exit %d, %d spans, notes %q", got.code, objects[0].Spans, notes)
	}
	if _, objects = importJSON(t, project, folder, "--annotator", "mara"); objects[0].Spans != 1 {
		t.Errorf("with --annotator: %+v", objects[0])
	}
	table := filepath.Join(dir, "spans.csv")
	write(t, table, "document_id,layer,span_id,label,start,end,segments,text\n"+*objects[0].Document+",,1,actor,4,12,4-12,ministry\n")
	got = parallax(t, "import", project, table)
	if got.code != 1 || !strings.Contains(got.stderr, "--annotator NAME says whose layer takes them") {
		t.Errorf("exit %d, said %q", got.code, got.stderr)
	}
	if got = parallax(t, "import", project, folder, "--annotator", "mara/2"); got.code != 2 || !strings.Contains(got.stderr, "cannot hold line ends, tabs or slashes") {
		t.Errorf("a name that nobody can have: exit %d, said %q", got.code, got.stderr)
	}
}

// A file that was cut off on its way is called damaged, and by what it is, wherever it ends.
func TestWhatIsCutOffIsSaidToBeDamaged(t *testing.T) {
	project, dir := newProject(t), t.TempDir()
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	for _, test := range []struct{ format, name, what string }{
		{"dna", "cut.dna", "the database is damaged or cut off: get it again"},
		{"dna", "cut", "the database is damaged or cut off: get it again"},
		{"refi-qda", "cut.qdpx", "the .qdpx file, which is a ZIP archive, is damaged or cut off: get it again"},
		{"refi-qda", "cut.docx", "the .docx file, which is a ZIP archive, is damaged or cut off: get it again"},
		{"refi-qda", "cut.zip", "the archive is damaged or cut off: get it again"},
		{"parquet", "cut.parquet", "a Parquet file that is damaged or cut off: get it again"},
	} {
		whole := filepath.Join(dir, "whole")
		parallax(t, "export", project, "--format", test.format, "-o", whole)
		data := readFile(t, whole)
		for _, share := range []int{3, 10, 50, 90, 99} {
			cut := write(t, filepath.Join(dir, test.name), data[:len(data)*share/100])
			fails(t, exitFailed, test.what, "import", project, cut)
			if test.format == "dna" { // where only a copy of it can be opened
				fails(t, exitFailed, test.what, "import", project, packed(t, filepath.Join(dir, "packed.zip"), test.name, data[:len(data)*share/100]))
			}
		}
	}
	cut := write(t, filepath.Join(dir, "My study.qda", "data.qda"), readFile(t, project)[:5000])
	fails(t, exitFailed, "QualCoder project (.qda): the database is damaged or cut off", "import", project, filepath.Dir(cut))
}

// packed makes an archive of one file.
func packed(t *testing.T, path, name, data string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	in, err := w.Create(name)
	if err == nil {
		_, err = io.WriteString(in, data)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return write(t, path, out.String())
}
