package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
)

// The steps of this file bring files of other programs into a project of their own, and take them there and back. The files are made
// here, beside the project, so that their names are enough in the dialog.
var formatSteps = []step{
	{"web-page", "a saved web page in the import's preview: what is not the article is left out or greyed", (*tour).webPage},
	{"word", "the page is in the project without its menu; a Word document in the preview", (*tour).wordDocument},
	{"labels-plan", "tasks changed in Label Studio's file come back: what would change is shown first", (*tour).labelsPlan},
	{"labels-taken", "the file's label was taken in one act, no span doubled; Ctrl+Z takes it back", (*tour).labelsTaken},
	{"pasted", "a passage copied with Ctrl+C and pasted as an article with Ctrl+Shift+V", (*tour).pasted},
	{"brat", "a folder of brat imported: its article, its spans and their relation", (*tour).bratFolder},
	{"refused", "a file that is no article is refused with the reason", (*tour).unknownRefused},
	{"html", "the page of the stories that is exported has no script in it", (*tour).htmlPage},
}

const savedPage = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry to Norrin stops – The Skerry Post</title>
<meta property="og:title" content="Ferry to Norrin stops"><meta property="og:site_name" content="The Skerry Post">
<script>track("reader")</script></head><body><nav><a href="/">Start page</a> <a href="/sport">All the sport of today</a></nav>
<article><h1>Ferry to Norrin stops</h1><p>The ferry to Norrin will not sail before Friday, the harbour master of Skerry said on Tuesday evening.</p>
<p>“We have found a crack in the hull that nobody can mend here,” Ada Quill told reporters, and added that a tug from the mainland was on its way.</p>
<p>Shopkeepers on the island said that flour and lamp oil would last until the weekend, and that they had asked the council for a second boat every winter.</p></article>
<aside>Subscribe to our letter</aside><footer>Imprint of the Post</footer></body></html>`

const (
	documentXML = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
		`<w:p><w:r><w:t>The council of Norrin votes on a second boat, its speaker announced on Wednesday.</w:t></w:r></w:p>` +
		`<w:p><w:r><w:t>Nobody has said yet who is to pay for it.</w:t></w:r></w:p></w:body></w:document>`
	contentTypes = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ` +
		`ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	bratText  = "Ada Quill says that the tug came late.\n"
	bratMarks = "T1\tactor 0 9\tAda Quill\nT2\tclaim 20 37\tthe tug came late\nR1\tmakes Arg1:T1 Arg2:T2\t\n"
	script    = "import sys\n\ndef main(arguments):\n    for name in arguments:\n        print(name)\n\nif __name__ == \"__main__\":\n    main(sys.argv[1:])\n"
)

// inFormats is a path beside the project of these steps.
func (t *tour) inFormats(name string) string {
	return filepath.Join(t.out, "desk", "formats", name)
}

// offer opens the import's preview on a file beside the project.
func (t *tour) offer(name string) error {
	if err := t.appears("the dialog appears", "ctrl+i"); err != nil {
		return err
	}
	if err := t.hand.write(name); err != nil {
		return err
	}
	return t.appears("the preview appears", "Return")
}

// lid is a place of the menu's bar, which is darker as long as something lies over the window.
var lid = image.Pt(1200, 12)

// gone waits until nothing lies over the window any more.
func (t *tour) gone() error {
	err := wait(t.ctx, "the preview goes", func() (bool, error) {
		now, err := t.display.picture()
		return err == nil && now.RGBAAt(lid.X, lid.Y) == t.bare, err
	})
	if err != nil {
		return err
	}
	_, err = t.display.settled(t.ctx)
	return err
}

// articles waits until the project has so many that fit.
func (t *tour) articles(what string, n int, where string) error {
	return t.formats.until(t.ctx, what, n, "SELECT count(*) FROM document WHERE "+where)
}

func (t *tour) webPage() error {
	path, err := t.fresh("formats")
	if err != nil {
		return err
	}
	document, err := zipped("[Content_Types].xml", contentTypes, "word/document.xml", documentXML)
	if err != nil {
		return err
	}
	err = os.MkdirAll(t.inFormats("brat/anna"), 0o755)
	for name, data := range map[string][]byte{"page.html": []byte(savedPage), "vote.docx": document, "brat/anna/tug.txt": []byte(bratText), "brat/anna/tug.ann": []byte(bratMarks), "names.txt": []byte(script)} {
		err = errors.Join(err, os.WriteFile(t.inFormats(name), data, 0o644))
	}
	if err != nil {
		return err
	}
	if err := t.start(path); err != nil {
		return err
	}
	if t.formats, err = openFile(path); err != nil {
		return err
	}
	now, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	t.bare = now.RGBAAt(lid.X, lid.Y)
	return t.offer("page.html")
}

func zipped(files ...string) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		file, err := w.Create(files[i])
		if err != nil {
			return nil, err
		}
		if _, err := file.Write([]byte(files[i+1])); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (t *tour) wordDocument() error {
	if err := t.ready(); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	err := t.articles("the page is imported without what is not the article", 1,
		`title = 'Ferry to Norrin stops' AND source_format = 'html' AND text LIKE '%second boat every winter.%' AND text NOT LIKE '%track(%' AND text NOT LIKE '%sport of today%'`)
	if err != nil {
		return err
	}
	if err := t.gone(); err != nil {
		return err
	}
	return t.offer("vote.docx")
}

// labelsPlan takes the Word document, marks two words, exports the tasks and lets another label stand in the file.
func (t *tour) labelsPlan() error {
	if err := t.ready(); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := t.articles("the document is imported", 1, `source_format = 'docx' AND text LIKE '%second boat, its speaker%'`); err != nil {
		return err
	}
	if err := t.gone(); err != nil {
		return err
	}
	if err := t.mark(t.formats.path, 2); err != nil {
		return err
	}
	tasks := t.inFormats("tasks.json")
	if err := t.parallax("export", t.formats.path, "--format", "labelstudio", "-o", tasks); err != nil {
		return err
	}
	data, err := os.ReadFile(tasks)
	if err != nil {
		return err
	}
	changed := strings.Replace(string(data), `"labels":["actor"]`, `"labels":["claim"]`, 1)
	if changed == string(data) {
		return fmt.Errorf("no label of the tasks could be changed: %.300s", data)
	}
	if err := os.WriteFile(tasks, []byte(changed), 0o644); err != nil {
		return err
	}
	if err := t.offer("tasks.json"); err != nil {
		return err
	}
	if err := t.ready(); err != nil {
		return err
	}
	_, err = t.seen("what would change is shown in the place of the file", theFile, func() error { return t.hand.key("Return") })
	return err
}

// theFile is where the preview says how the file was read, importButton a place in its button, which has a colour of its own once it can
// be pressed.
var (
	theFile      = image.Rect(680, 340, 800, 390)
	importButton = image.Pt(1250, 816)
)

// ready waits until the preview has read its files and can import them.
func (t *tour) ready() error {
	return wait(t.ctx, "the preview has read the file", func() (bool, error) {
		now, err := t.display.picture()
		if err != nil {
			return false, err
		}
		c := now.RGBAAt(importButton.X, importButton.Y)
		return int(c.B) > int(c.R)+40, nil
	})
}

const actors = `SELECT count(*) FROM span JOIN label ON label.id = label_id WHERE label.name = ?`

func (t *tour) labelsTaken() error {
	if err := t.formats.until(t.ctx, "nothing is changed before it is chosen", 2, actors, "actor"); err != nil {
		return err
	}
	if err := t.ready(); err != nil {
		return err
	}
	if err := t.hand.key("2", "Tab", "Tab", "Return"); err != nil { // take the file's, and over Cancel to Import
		return err
	}
	for label, n := range map[string]int{"claim": 1, "actor": 1} {
		if err := t.formats.until(t.ctx, "the file's label is taken", n, actors, label); err != nil {
			return err
		}
	}
	if _, err := t.display.settled(t.ctx); err != nil {
		return err
	}
	if err := t.hand.key("Escape"); err != nil { // what came up on the way was read
		return err
	}
	if err := t.gone(); err != nil {
		return err
	}
	if err := t.hand.key("ctrl+z"); err != nil {
		return err
	}
	return t.formats.until(t.ctx, "one undo takes it back", 2, actors, "actor")
}

func (t *tour) pasted() error {
	if _, err := t.display.settled(t.ctx); err != nil {
		return err
	}
	if err := t.hand.key("ctrl+1", "ctrl+End", "shift+ctrl+Left", "shift+ctrl+Left", "shift+ctrl+Left", "shift+ctrl+Left", "shift+ctrl+Left", "ctrl+c"); err != nil {
		return err
	}
	before, err := t.formats.number("SELECT count(*) FROM document")
	if err != nil {
		return err
	}
	if err := t.appears("the preview appears", "ctrl+shift+v"); err != nil {
		return err
	}
	if err := t.ready(); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := t.articles("the pasted article is there", before+1, "1"); err != nil {
		return err
	}
	return t.gone()
}

func (t *tour) bratFolder() error {
	if err := t.appears("the palette appears", "ctrl+k"); err != nil {
		return err
	}
	if err := t.choose("import folder"); err != nil {
		return err
	}
	if err := t.hand.write("brat"); err != nil {
		return err
	}
	if err := t.appears("the preview appears", "Return"); err != nil {
		return err
	}
	if err := t.ready(); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := t.articles("the article of brat is there", 1, "text LIKE 'Ada Quill says that%'"); err != nil {
		return err
	}
	for query, n := range map[string]int{"SELECT count(*) FROM span": 4, "SELECT count(*) FROM relation": 1} {
		if err := t.formats.until(t.ctx, "the marks of brat are there", n, query); err != nil {
			return err
		}
	}
	return t.gone()
}

func (t *tour) unknownRefused() error {
	before, err := t.formats.number("SELECT count(*) FROM document")
	if err != nil {
		return err
	}
	if err := t.offer("names.txt"); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil { // which can import nothing
		return err
	}
	return t.articles("nothing is imported", before, "1")
}

func (t *tour) htmlPage() error {
	if err := t.hand.key("Escape"); err != nil {
		return err
	}
	page := filepath.Join(t.out, "stories.html")
	if err := t.parallax("export", t.formats.path, "--format", "html", "-o", page); err != nil {
		return err
	}
	data, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	for _, word := range []string{"<script", "javascript:", " onclick="} {
		if bytes.Contains(bytes.ToLower(data), []byte(word)) {
			return fmt.Errorf("the page has %q in it", word)
		}
	}
	if !bytes.Contains(data, []byte("Ada Quill")) {
		return errors.New("the page lacks an article")
	}
	return t.formats.close()
}
