package html

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate/format/form"
)

const sentence = "The port of Vell will stay shut until the end of the month, the mayor said on Monday. "

func TestHostilePages(t *testing.T) {
	paragraphs := strings.Repeat("<p>"+sentence+"</p>", 20)
	for name, c := range map[string]struct {
		page  string
		reads bool // as an article; else it is refused
	}{
		"a million elements in each other":  {"<html><body>" + strings.Repeat("<div>", 1_000_000) + sentence, false},
		"200,000 elements in each other":    {"<html><body>" + strings.Repeat("<div>", 200_000) + paragraphs, true},
		"tables in each other":              {"<html><body>" + strings.Repeat("<table><tr><td>", 20_000) + paragraphs, true},
		"lists in each other":               {"<html><body>" + strings.Repeat("<ul><li>", 50_000) + paragraphs, true},
		"styles that are never ended":       {"<html><body>" + strings.Repeat("<b><i><font a=1>", 50_000) + paragraphs, true},
		"links that are never ended":        {"<html><body>" + strings.Repeat("<a href=x><p>", 50_000) + paragraphs, true},
		"nulls":                             {"<html><body>" + paragraphs + strings.Repeat("\x00", 8<<20), false},
		"only nulls":                        {"<html>" + strings.Repeat("\x00", 8<<20), false},
		"an attribute of megabytes":         {"<html><body><div class='" + strings.Repeat("nav ", 1<<20) + "'>" + paragraphs, true},
		"many attributes":                   {"<html><body><div " + strings.Repeat("a=b ", 1<<20) + ">" + paragraphs, true},
		"a script of megabytes":             {"<html><body><script>" + strings.Repeat("<p>no</p>", 1<<20) + "</script>" + paragraphs, true},
		"a script that is never ended":      {"<html><body>" + paragraphs + "<script>" + strings.Repeat("<p>no</p>", 1<<18), true},
		"entities":                          {"<html><body><p>" + strings.Repeat("&amp;", 1<<20) + paragraphs, true},
		"a picture in the page":             {"<html><body><img src='data:image/png;base64," + strings.Repeat("QUJD", 1<<20) + "'>" + paragraphs, true},
		"data in each other":                {"<html><script type='application/ld+json'>" + strings.Repeat(`{"author":[`, 100_000) + "</script><body>" + paragraphs, true},
		"data of the wrong kinds":           {`<html><script type="application/ld+json">{"@type":["NewsArticle",7],"author":{"name":{"name":[{}]}},"headline":[null],"datePublished":20240101,"publisher":"x"}</script><body>` + paragraphs, true},
		"bytes that are no letters":         {"<html><meta charset=utf-8><body>" + paragraphs + "<p>\xff\xfe\xc3 caf\xe9</p>", true},
		"comments that are never ended":     {"<html><body>" + paragraphs + strings.Repeat("<!--", 1<<18), true},
		"a page of links":                   {"<html><body>" + strings.Repeat("<li><a href=/x>Another harbour is shut too</a>", 20_000), false},
		"paragraphs without number":         {"<html><body>" + strings.Repeat("<p>x", 300_000), false},
		"one paragraph of many line breaks": {"<html><body><p>" + strings.Repeat("a<br>", 100_000), true},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			read := 0
			var refusal error
			for item, err := range Format.Read(form.BytesSource("page.html", []byte(c.page)), form.ReadOptions{}) {
				if err != nil {
					refusal = err
					continue
				}
				read++
				if strings.Contains(item.Article.Text, "<p>") {
					t.Errorf("a script is read as text")
				}
			}
			runtime.ReadMemStats(&after)
			t.Logf("%v, %d MB: %v", time.Since(start).Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20, refusal)
			if c.reads != (read == 1) || !c.reads && refusal == nil {
				t.Errorf("%d articles, %v", read, refusal)
			}
			if refusal != nil && (strings.Contains(refusal.Error(), "\n") || len(refusal.Error()) > 300) {
				t.Errorf("no sentence: %v", refusal)
			}
		})
	}
}

func TestHostileContainers(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	fmt.Fprintf(w, "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9000000000\r\n\r\n")
	for range 64 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	list := append([]byte("bplist00"), make([]byte, 32)...)
	endless := append([]byte("bplist00\xd1\x00\x00\x08\x08"), make([]byte, 32)...)
	copy(endless[len(endless)-26:], []byte{1, 1})
	binary.BigEndian.PutUint64(endless[len(endless)-24:], 1)
	binary.BigEndian.PutUint64(endless[len(endless)-8:], 11)
	for name, file := range map[string][]byte{
		"a record that unpacks to gigabytes": packed.Bytes(),
		"a record that is cut off":           []byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 100\r\n\r\nHTTP/1.1 200 OK"),
		"a record of negative length":        []byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n"),
		"a head without end":                 []byte("WARC/1.0\r\n" + strings.Repeat("a: b\r\n", 1<<18)),
		"an empty list":                      list,
		"a list in itself":                   endless,
		"a mail without a page":              []byte("MIME-Version: 1.0\r\nSnapshot-Content-Location: http://vell.example/\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"),
		"a mail in mails":                    []byte("MIME-Version: 1.0\r\nSnapshot-Content-Location: http://vell.example/\r\n" + strings.Repeat("Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\n", 1000)),
	} {
		t.Run(name, func(t *testing.T) {
			if !recognise(name, file[:min(len(file), 64<<10)]) {
				t.Fatal("not recognised")
			}
			var refusal error
			for item, err := range Format.Read(form.BytesSource(name, file), form.ReadOptions{}) {
				if refusal = err; err == nil {
					t.Errorf("an article: %q", item.Article.Text)
				}
			}
			if refusal == nil {
				t.Error("it is read without a word")
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{small, "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n<html><p>Ab c d.</p>\r\n", "bplist00", mhtml, "<html><table><tr><td>a<td>b<tr><td>c<li>d</table>"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		recognise("page.html", data)
		for item, err := range Format.Read(form.BytesSource("page.html", data), form.ReadOptions{}) {
			if err == nil && (item.Article == nil || item.Article.Text == "") {
				t.Error("an article without words")
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	page := []byte(strings.Replace(small, "</article>", strings.Repeat("<div class=para><p>"+sentence+"</p></div>", 60)+"</article>"+strings.Repeat("<div class=teaser><a href=/x><h3>Another harbour</h3></a></div>", 200), 1))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		for _, err := range Format.Read(form.BytesSource("page.html", page), form.ReadOptions{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// A record that is too large to be a page is said, and the pages after it are read.
func TestARecordThatIsTooLargeIsSaid(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	page := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Ports shut</title><body><h1>Ports shut</h1>" + strings.Repeat("<p>"+sentence+"</p>", 20)
	head := "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://vell.example/%s\r\nContent-Length: %d\r\n\r\n"
	fmt.Fprintf(w, head, "large", 65<<20)
	for range 65 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	fmt.Fprintf(w, "\r\n\r\n"+head+"%s", "page", len(page), page)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var notes []string
	read := 0
	for _, err := range Format.Read(form.BytesSource("a.warc.gz", packed.Bytes()), form.ReadOptions{Note: func(sentence string) { notes = append(notes, sentence) }}) {
		if err != nil {
			t.Fatal(err)
		}
		read++
	}
	if said := strings.Join(notes, "\n"); read != 1 || !strings.Contains(said, "record 1, http://vell.example/large: larger than 64 MB") {
		t.Errorf("%d articles, %q", read, notes)
	}
}
