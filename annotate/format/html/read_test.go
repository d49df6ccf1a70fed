package html

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// readAll reads a file that lies in memory.
func readAll(t *testing.T, name string, data []byte) ([]ingest.Document, []string) {
	t.Helper()
	var docs []ingest.Document
	var notes []string
	for item, err := range Format.Read(form.BytesSource(name, data), form.ReadOptions{Note: func(s string) { notes = append(notes, s) }}) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		docs = append(docs, *item.Article)
	}
	return docs, notes
}

const small = `<!doctype html><html lang="en"><head><title>Harbour stays shut | Vell Courier</title><meta property="og:site_name" content="Vell Courier">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour stays shut","datePublished":"2024-03-05T10:00:00+01:00","dateModified":"2024-03-07","author":{"@type":"Person","name":"Ada Quill"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Harbour stays shut</h1><p class="byline">By Ada Quill</p>
<p>The port of Vell will stay shut until the end of the month, the mayor said on Monday, after three cranes were found to be cracked.</p>
<figure><img src="x.jpg"><figcaption>A crane in Vell</figcaption></figure>
<p>“No ship will leave,” she said, and added that the pilots had been sent home, for how long nobody could say.</p>
<ul><li>Two ferries are held at the quay.</li><li>Trains run as usual.</li></ul></article>
<aside class="related"><h3>Read more</h3><a href="/1">Ten other harbours</a></aside><footer>© Vell Courier</footer></body></html>`

func TestReadPage(t *testing.T) {
	docs, _ := readAll(t, "page.html", []byte(small))
	if len(docs) != 1 {
		t.Fatalf("%d articles", len(docs))
	}
	doc := docs[0]
	if doc.Title != "Harbour stays shut" || doc.Author != "Ada Quill" || doc.Published != "2024-03-05T10:00:00+01:00" || doc.Outlet != "Vell Courier" || doc.Language != "en" {
		t.Errorf("%+v", doc.Document)
	}
	for _, want := range []string{"three cranes", "pilots had been sent home", "Two ferries are held at the quay.\nTrains run as usual."} {
		if !strings.Contains(apart(doc), want) {
			t.Errorf("without %q: %q", want, doc.Text)
		}
	}
	for _, other := range []string{"Home", "Ten other", "Read more"} {
		if strings.Contains(doc.Text, other) {
			t.Errorf("with %q: %q", other, doc.Text)
		}
	}
	if !strings.Contains(doc.Text, "A crane in Vell") || strings.Contains(apart(doc), "A crane in Vell") {
		t.Errorf("the caption is no region: %q", doc.Text)
	}
}

const mhtml = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://vell.example/a/harbour\r\nSubject: Harbour\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b--\"\r\n\r\n\r\n----b--\r\nContent-Type: text/html\r\nContent-ID: <f@mhtml.blink>\r\n" +
	"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://vell.example/a/harbour\r\n\r\n" +
	"<!DOCTYPE html><html lang=3D\"en\"><head><meta charset=3D\"utf-8\"><title>Caf=C3=A9 shuts</title></head><body><h1>Caf=C3=A9 shuts</h1><p>The caf=C3=A9 =\r\nin Vell will stay shut, said the owner on Monday.</p></body></html>\r\n" +
	"----b--\r\nContent-Type: text/css\r\nContent-Location: cid:css\r\n\r\np { color: red }\r\n----b----\r\n"

func TestReadSavedPages(t *testing.T) {
	answer := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\nContent-Length: %d\r\n\r\n"
	russian := "<html><head><title>Порт закрыт</title></head><body><h1>Порт закрыт</h1><p>" + "\xcf\xee\xf0\xf2 \xee\xf1\xf2\xe0\xed\xe5\xf2\xf1\xff \xe7\xe0\xea\xf0\xfb\xf2\xfb\xec, \xf1\xee\xee\xe1\xf9\xe8\xeb \xec\xfd\xf0." + "</p></body></html>"
	russian = strings.ReplaceAll(russian, "Порт закрыт", "\xcf\xee\xf0\xf2 \xe7\xe0\xea\xf0\xfb\xf2")
	answer = fmt.Sprintf(answer, len(russian)) + russian
	record := func(kind, url, content, body string) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, url, content, len(body), body)
	}
	warc := record("warcinfo", "", "application/warc-fields", "software: x\r\n") + record("response", "https://vell.example/ru/port.html", "application/http; msgtype=response", answer) +
		record("response", "https://vell.example/gone", "application/http; msgtype=response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html><p>Gone for good, and never seen again.</p>") +
		record("resource", "https://vell.example/en/harbour", "text/html", small)
	var packed bytes.Buffer
	for _, part := range strings.SplitAfter(warc, "\r\n\r\nWARC/") { // each record packed by itself, as crawlers do
		w := gzip.NewWriter(&packed)
		if _, err := w.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	xml := `<?xml version="1.0"?><plist version="1.0"><dict><key>WebMainResource</key><dict><key>WebResourceData</key><data>` + base64.StdEncoding.EncodeToString([]byte(small)) +
		`</data><key>WebResourceMIMEType</key><string>text/html</string><key>WebResourceURL</key><string>https://vell.example/en/harbour</string></dict></dict></plist>`
	for _, c := range []struct {
		name, file string
		titles     []string
		urls       []string
		notes      int
	}{
		{"a.mhtml", mhtml, []string{"Café shuts"}, []string{"https://vell.example/a/harbour"}, 0},
		{"a.warc", warc, []string{"Порт закрыт", "Harbour stays shut"}, []string{"https://vell.example/ru/port.html", "https://vell.example/en/harbour"}, 1},
		{"a.warc.gz", packed.String(), []string{"Порт закрыт", "Harbour stays shut"}, []string{"https://vell.example/ru/port.html", "https://vell.example/en/harbour"}, 1},
		{"a.webarchive", xml, []string{"Harbour stays shut"}, []string{"https://vell.example/en/harbour"}, 0},
		{"b.webarchive", binaryList(map[string]string{"WebResourceURL": "https://vell.example/en/harbour", "WebResourceTextEncodingName": "UTF-8"}, small), []string{"Harbour stays shut"}, []string{"https://vell.example/en/harbour"}, 0},
		{"a.txt", "\xef\xbb\xbf\n<!-- saved from url=(0031)https://vell.example/en/harbour -->\n" + small, []string{"Harbour stays shut"}, []string{"https://vell.example/en/harbour"}, 0},
		{"a", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + small, []string{"Harbour stays shut"}, []string{""}, 0},
	} {
		if !recognise(c.name, []byte(c.file)) {
			t.Errorf("%s is not recognised", c.name)
			continue
		}
		docs, notes := readAll(t, c.name, []byte(c.file))
		if len(docs) != len(c.titles) || len(notes) != c.notes {
			t.Errorf("%s: %d articles, %q", c.name, len(docs), notes)
			continue
		}
		for i, doc := range docs {
			if doc.Title != c.titles[i] || doc.URL != c.urls[i] {
				t.Errorf("%s: %q %q", c.name, doc.Title, doc.URL)
			}
		}
	}
}

// binaryList is a web archive in its binary form, with short strings and one resource.
func binaryList(texts map[string]string, page string) string {
	var objects []string
	add := func(object string) byte {
		objects = append(objects, object)
		return byte(len(objects) - 1)
	}
	text := func(s string) string {
		if len(s) < 15 {
			return string(rune(0x50+len(s))) + s
		}
		return "\x5f\x10" + string([]byte{byte(len(s))}) + s
	}
	add("") // the top, which is written last
	var keys, values []byte
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		keys, values = append(keys, add(text(name))), append(values, add(text(texts[name])))
	}
	keys, values = append(keys, add(text("WebResourceData"))), append(values, add("\x4f\x11"+string(binary.BigEndian.AppendUint16(nil, uint16(len(page))))+page))
	main := add(string([]byte{0xD0 + byte(len(keys))}) + string(keys) + string(values))
	objects[0] = "\xd1" + string([]byte{add(text("WebMainResource")), main})
	out := "bplist00"
	var offsets []byte
	for _, object := range objects {
		offsets = binary.BigEndian.AppendUint16(offsets, uint16(len(out)))
		out += object
	}
	table := len(out)
	end := make([]byte, 32)
	end[6], end[7] = 2, 1
	binary.BigEndian.PutUint64(end[8:], uint64(len(objects)))
	binary.BigEndian.PutUint64(end[24:], uint64(table))
	return out + string(offsets) + string(end)
}

func TestRecogniseTellsPagesFromText(t *testing.T) {
	for file, want := range map[string]bool{
		small: true, "<HTML><p>Words of an article.": true, "<head><title>A</title></head><p>Words": true, "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"><html xmlns=\"http://www.w3.org/1999/xhtml\">": true,
		"<!-- a note -->\n<!DOCTYPE HTML>": true, "<meta charset=utf-8><title>A</title><p>B</p>": true, "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00": true, "<div class=a><p>Words</p></div>": true,
		"The mayor said: <html> is a tag.": false, "Harbour stays shut\n\nThe port <b>will</b> stay shut.": false, "<i>Vell</i> – The port stays shut.": false, "<?xml version=\"1.0\"?><TEI><text/></TEI>": false, "": false, "<": false,
		"From: ada@vell.example\r\nTo: bo@vell.example\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n": false,
	} {
		if recognise("a.txt", []byte(file)) != want {
			t.Errorf("%q: %v", file, !want)
		}
	}
	if !recognise("a.html", []byte("Words <p>of an article.</p>")) {
		t.Error("a file that is called a page")
	}
}

func TestFoldersBesideSavedPages(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"Harbour_files", "Ports-Dateien", "Alone_files"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"Harbour.html", "Ports.htm"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(small), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]bool{"Harbour_files": true, "Ports-Dateien": true, "Alone_files": false} {
		if IsBeside(filepath.Join(folder, name)) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}
