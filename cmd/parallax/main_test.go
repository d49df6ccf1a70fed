package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
)

// outcome is how a run of the program ended.
type outcome struct {
	code           int
	stdout, stderr string
}

// parallax runs the program with arguments, in this process.
func parallax(t *testing.T, args ...string) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(context.Background(), args, strings.NewReader(""), &stdout, &stderr)
	return outcome{code, stdout.String(), stderr.String()}
}

// must runs the program and fails the test where it does not end well. It returns standard output.
func must(t *testing.T, args ...string) string {
	t.Helper()
	got := parallax(t, args...)
	if got.code != exitDone || got.stderr != "" {
		t.Fatalf("parallax %s: exit code %d, standard error %q", strings.Join(args, " "), got.code, got.stderr)
	}
	return got.stdout
}

// says runs the program, which is to end well with one line on standard error that holds the words.
func says(t *testing.T, words string, args ...string) string {
	t.Helper()
	return fails(t, exitDone, words, args...).stdout
}

// fails runs the program, which is to end with the code and one line on standard error that holds the words.
func fails(t *testing.T, code int, words string, args ...string) outcome {
	t.Helper()
	got := parallax(t, args...)
	if got.code != code {
		t.Fatalf("parallax %s: exit code %d, not %d (%s)", strings.Join(args, " "), got.code, code, got.stderr)
	}
	if strings.Count(got.stderr, "\n") != 1 || !strings.HasPrefix(got.stderr, "parallax: ") || !strings.Contains(got.stderr, words) {
		t.Fatalf("parallax %s: standard error is not one line with %q: %q", strings.Join(args, " "), words, got.stderr)
	}
	return got
}

// newProject makes an empty project through the program.
func newProject(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.parallax")
	must(t, "new", path)
	return path
}

// write makes a file and returns its path.
func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// decode reads JSON that the program printed.
func decode[T any](t *testing.T, text string) T {
	t.Helper()
	var value T
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return value
}

// The articles of the tests. What stands before the marked words needs one, two, three and four bytes in UTF-8, one
// and two units in UTF-16, and several code points in one character.
var articles = map[string]string{
	"emoji.txt":   "Harbour reopens\n\n🚢👩‍👩‍👧 The mayor said that the water is clean. 🇳🇴 Divers agree with the mayor.\n",
	"accents.txt": "Port de Séte\n\nLe maire, Re\u0301mi, a dit : le port est fermé. The mayor said that the water is clean.\n",
	"arabic.txt":  "الميناء مغلق\n\nقال رئيس البلدية إن الماء نظيف. The mayor said that the water is clean.\n",
	"chinese.txt": "港口关闭\n\n市长说水是干净的。𝒜 The mayor said that the water is clean.\n",
}

// writeArticles writes the articles into a folder called name and returns it.
func writeArticles(t *testing.T, name string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), name)
	for file, text := range articles {
		write(t, filepath.Join(folder, file), text)
	}
	return folder
}

// annotateAll has the annotator mark the actor and the claim in each document of the project, and relate them,
// through the store. It returns the number of spans made.
func annotateAll(t *testing.T, path, name string) int {
	t.Helper()
	ctx, annotator := context.Background(), annotate.NewAnnotator(name)
	project, err := store.Open(ctx, path)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(err)
	cb, err := project.Codebook(ctx)
	check(err)
	makes, _ := cb.RelationTypeByName("makes")
	stories, err := project.Stories(ctx)
	check(err)
	made := 0
	for _, story := range stories {
		documents, err := project.Documents(ctx, story.ID)
		check(err)
		for _, d := range documents {
			d, err := project.Document(ctx, d.ID)
			check(err)
			_, err = project.Do(ctx, annotator, "tag", "tag the mayor", func(tx *store.Tx) error {
				var ends []string
				for _, mark := range []struct{ label, words, attribute, value string }{
					{"actor", "mayor", "type", "person"}, {"claim", "the water is clean", "voice", "indirect quote"},
				} {
					before, _, found := strings.Cut(d.Text, mark.words)
					if !found {
						t.Fatalf("%s does not say %q", d.SourceName, mark.words)
					}
					label, _ := cb.LabelByName(mark.label)
					start := len([]rune(before))
					span := annotate.Span{
						DocumentID: d.ID, AnnotatorID: annotator.ID, LabelID: label.ID, Confidence: 1,
						Segments:   []annotate.Segment{{Start: start, End: start + len([]rune(mark.words))}},
						Attributes: map[string]any{mark.attribute: mark.value},
					}
					if err := tx.CreateSpan(&span); err != nil {
						return err
					}
					made++
					ends = append(ends, span.ID)
				}
				return tx.CreateRelation(&annotate.Relation{TypeID: makes.ID, AnnotatorID: annotator.ID, HeadSpanID: ends[0], TailSpanID: ends[1]})
			})
			check(err)
		}
	}
	check(project.Close())
	return made
}

func TestUsage(t *testing.T) {
	project := newProject(t)
	for _, c := range []struct {
		words string
		args  []string
	}{
		{`neither a command nor a project`, []string{"imprt"}},
		{`unexpected argument "b.parallax"`, []string{"a.parallax", "b.parallax"}},
		{`unknown flag: --frob`, []string{"--frob"}},
		{`missing FILE`, []string{"new"}},
		{`unexpected argument "b"`, []string{"new", "a.parallax", "b"}},
		{`no codebook "latin"`, []string{"new", filepath.Join(t.TempDir(), "a.parallax"), "--codebook", "latin"}},
		{`missing PATH`, []string{"import", project}},
		{`--format "pdfx"`, []string{"import", project, "x.pdf", "--format", "pdfx"}},
		{`unknown flag: --frob`, []string{"import", project, "x.txt", "--frob"}},
		{`invalid argument "x" for "--seed" flag: a number belongs there`, []string{"export", project, "--seed", "x"}},
		{`missing --format`, []string{"export", project}},
		{`--format "docx"`, []string{"export", project, "--format", "docx"}},
		{`--unit "word"`, []string{"export", project, "--format", "jsonl", "--unit", "word"}},
		{`--split needs -o`, []string{"export", project, "--format", "jsonl", "--split", "train=80,test=20"}},
		{`--split needs -o`, []string{"export", project, "--format", "jsonl", "--split", "train=80,test=20", "-o", "-"}},
		{`--split`, []string{"export", project, "--format", "jsonl", "--split", "train", "-o", t.TempDir()}},
		{`--split`, []string{"export", project, "--format", "jsonl", "--split", "train=0,test=0", "-o", t.TempDir()}},
		{`--seed`, []string{"export", project, "--format", "jsonl", "--seed", "many"}},
		{`missing FILE`, []string{"stats"}},
		{`missing FILE`, []string{"align"}},
		{`--story is empty`, []string{"align", project, "--story", ""}},
		{`missing FILE`, []string{"log"}},
		{`missing FILE`, []string{"undo"}},
		{`missing FILE`, []string{"redo"}},
		{`missing FILE`, []string{"check"}},
		{`missing FILE`, []string{"codebook"}},
		{`missing DEST`, []string{"backup", project}},
		{`unexpected argument "x"`, []string{"schema", "x"}},
		{`unexpected argument "x"`, []string{"version", "x"}},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) { fails(t, exitUsage, c.words, c.args...) })
	}
}

// A project that is not there, is not a project, or is damaged is refused by every command, and left as it is.
func TestRefusedProjects(t *testing.T) {
	folder := t.TempDir()
	text := write(t, filepath.Join(folder, "text.parallax"), "not a database")
	article := write(t, filepath.Join(folder, "a.txt"), "Title\n\nText.\n")
	for _, path := range []string{filepath.Join(folder, "none.parallax"), text} {
		for _, args := range [][]string{
			{"import", path, article}, {"export", path, "--format", "jsonl"}, {"stats", path}, {"log", path}, {"undo", path}, {"redo", path}, {"align", path}, {"stories", path},
			{"check", path}, {"codebook", path}, {"backup", path, filepath.Join(folder, "copy.parallax")},
		} {
			t.Run(args[0]+" "+filepath.Base(path), func(t *testing.T) {
				got := fails(t, exitFailed, filepath.Base(path), args...)
				if !strings.HasPrefix(got.stderr, "parallax: "+args[0]+": ") || got.stdout != "" {
					t.Errorf("standard error %q, standard output %q", got.stderr, got.stdout)
				}
			})
		}
	}
	if left, err := os.ReadFile(text); err != nil || string(left) != "not a database" {
		t.Errorf("the file that is no project was changed: %q, %v", left, err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 2 {
		t.Errorf("files were left behind: %v, %v", entries, err)
	}
}

func TestNewRefusesAnExistingFile(t *testing.T) {
	path := newProject(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fails(t, exitFailed, "test.parallax", "new", path)
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Error("the project that was there is not the same any more")
	}
}

func TestVersionIsThatOfTheApp(t *testing.T) {
	app, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(app), `Version = "`+version+`"`) {
		t.Errorf("FyneApp.toml does not name version %s", version)
	}
	if got := must(t, "version"); !strings.HasPrefix(got, "parallax "+version+" (go") || !strings.Contains(got, "commit ") {
		t.Errorf("version prints %q", got)
	}
}

func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if got := must(t, "completion", shell); !strings.Contains(got, "parallax") {
			t.Errorf("completion for %s is %d bytes and does not name the program", shell, len(got))
		}
	}
	if got := parallax(t, "__complete", "import", ""); !strings.HasPrefix(got.stdout, "parallax\n:8") {
		t.Errorf("import FILE completes to %q", got.stdout)
	}
	if got := parallax(t, "__complete", "new", "x.parallax", "--codebook", ""); !strings.Contains(got.stdout, "attribution") {
		t.Errorf("new --codebook completes to %q", got.stdout)
	}
	for command, formats := range map[string][]form.Format{"export": format.Written(), "import": format.Read()} {
		got := parallax(t, "__complete", command, "x.parallax", "--format", "")
		for _, f := range formats {
			if !strings.Contains("\n"+got.stdout, "\n"+f.Name+"\t") && !strings.Contains("\n"+got.stdout, "\n"+f.Name+"\n") {
				t.Errorf("%s --format does not complete to %s: %q", command, f.Name, got.stdout)
			}
		}
	}
}

// Without a display the window says so, in place of the lines of an OpenGL library.
func TestWindowWithoutDisplay(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells by its environment that there is no display")
	}
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	fails(t, exitFailed, "no display", newProject(t))
	fails(t, exitFailed, "no display", "--sample")
	fails(t, exitFailed, "no display")
}

func TestHelpNamesEveryCommand(t *testing.T) {
	help := must(t, "--help")
	for _, name := range strings.Fields("new import export review stats align stories log undo redo check codebook backup schema version completion") {
		if !strings.Contains(help, "\n  "+name+" ") {
			t.Errorf("help does not name %s", name)
		}
		must(t, name, "--help")
	}
}
