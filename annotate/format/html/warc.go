package html

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// isWARC says whether a file is an archive of a crawler, packed or not.
func isWARC(start []byte) bool {
	if bytes.HasPrefix(start, []byte("\x1f\x8b")) {
		unpacked, err := gzip.NewReader(bytes.NewReader(start))
		if err != nil {
			return false
		}
		first := make([]byte, 5)
		_, err = io.ReadFull(unpacked, first)
		return err == nil && string(first) == "WARC/"
	}
	return bytes.HasPrefix(start, []byte("WARC/"))
}

// readWARC yields the pages among the records of an archive. Pages that hold no article are counted in a note.
func readWARC(source form.Source, from origin) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		file, err := source.Open()
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer file.Close()
		in := bufio.NewReaderSize(file, 1<<16)
		if start, _ := in.Peek(2); bytes.Equal(start, []byte("\x1f\x8b")) {
			unpacked, err := gzip.NewReader(in) // whose members follow each other, one a record
			if err != nil {
				yield(form.Item{}, errWARC(1))
				return
			}
			in = bufio.NewReaderSize(unpacked, 1<<16)
		}
		pages, others := 0, 0
		for number := 1; ; number++ {
			record, err := nextRecord(in, number)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				yield(form.Item{}, err)
				return
			}
			if record.tooLarge {
				from.say(fmt.Sprintf("record %d, %s: larger than %d MB: it was left out", number, record.url, ingest.MaxSize>>20))
				continue
			}
			page, known := record.page()
			if !known {
				if record.kind == "response" || record.kind == "resource" {
					others++
				}
				continue
			}
			here := from
			here.url, here.encoding = record.url, page.encoding
			article, err := readBytes(record.name(source.Base()), page.data, here)
			if err != nil {
				from.say(fmt.Sprintf("record %d, %s: %v", number, record.url, err))
				continue
			}
			pages++
			if !yield(form.Item{Article: &article}, nil) {
				return
			}
		}
		if others > 0 {
			from.say(annotate.Counted(others, "record is no web page, such as a picture or an answer that there is none: it was left out",
				"records are no web pages, such as pictures and answers that there is none: they were left out"))
		}
		if pages == 0 {
			yield(form.Item{}, noPage())
		}
	}
}

func errWARC(record int) error {
	return annotate.Invalidf("record %d: the archive is damaged there: get it again", record)
}

// record is one of an archive.
type record struct {
	kind, url, content string
	body               []byte
	tooLarge           bool // for a page: it was not read
}

// mostHead is the size of a record's head, in bytes, beyond which it is none.
const mostHead = 64 << 10

func nextRecord(in *bufio.Reader, number int) (record, error) {
	for { // line ends part records
		b, err := in.Peek(1)
		if err != nil {
			if errors.Is(err, io.EOF) {
				return record{}, io.EOF
			}
			return record{}, errWARC(number)
		}
		if b[0] != '\r' && b[0] != '\n' {
			break
		}
		if _, err := in.Discard(1); err != nil {
			return record{}, errWARC(number)
		}
	}
	head, err := recordHead(in)
	if err != nil {
		return record{}, errWARC(number)
	}
	length, err := strconv.ParseInt(strings.TrimSpace(head.Get("Content-Length")), 10, 64)
	if err != nil || length < 0 {
		return record{}, errWARC(number)
	}
	r := record{kind: strings.ToLower(head.Get("Warc-Type")), url: strings.Trim(head.Get("Warc-Target-Uri"), "<> "), content: strings.ToLower(head.Get("Content-Type"))}
	body := io.LimitReader(in, length)
	mayBePage := r.kind == "response" || r.kind == "resource"
	r.tooLarge = mayBePage && length > ingest.MaxSize
	if mayBePage && !r.tooLarge {
		if r.body, err = io.ReadAll(body); err != nil || int64(len(r.body)) < length {
			return record{}, errWARC(number)
		}
		return r, nil
	}
	if skipped, err := io.Copy(io.Discard, body); err != nil || skipped < length {
		return record{}, errWARC(number)
	}
	return r, nil
}

// recordHead reads the lines of a head, of which the first is the version.
func recordHead(in *bufio.Reader) (textproto.MIMEHeader, error) {
	head := textproto.MIMEHeader{}
	size := 0
	for first := true; ; first = false {
		text, err := in.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		if size += len(text); size > mostHead {
			return nil, bufio.ErrBufferFull
		}
		said := strings.TrimRight(string(text), "\r\n")
		switch {
		case first && !strings.HasPrefix(said, "WARC/"):
			return nil, errors.New("no record")
		case said == "":
			return head, nil
		}
		if key, value, found := strings.Cut(said, ":"); found {
			head.Set(strings.TrimSpace(key), strings.TrimSpace(value))
		}
	}
}

// page is the page that a record holds.
func (r record) page() (resource, bool) {
	switch {
	case r.body == nil:
		return resource{}, false
	case r.kind == "resource":
		return resource{data: r.body, encoding: charsetOf(r.content)}, strings.HasPrefix(r.content, "text/html") || strings.HasPrefix(r.content, "application/xhtml")
	}
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(r.body)), nil)
	if err != nil || answer.StatusCode != http.StatusOK {
		return resource{}, false
	}
	kind := strings.ToLower(answer.Header.Get("Content-Type"))
	if !strings.HasPrefix(kind, "text/html") && !strings.HasPrefix(kind, "application/xhtml") {
		return resource{}, false
	}
	var body io.Reader = answer.Body
	switch strings.ToLower(answer.Header.Get("Content-Encoding")) {
	case "gzip", "x-gzip":
		if body, err = gzip.NewReader(answer.Body); err != nil {
			return resource{}, false
		}
	}
	data, err := io.ReadAll(io.LimitReader(body, ingest.MaxSize+1))
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) || len(data) == 0 {
		return resource{}, false
	}
	return resource{data: data, encoding: charsetOf(answer.Header.Get("Content-Type"))}, true
}

// name is the name of a record's page: the last part of its address.
func (r record) name(file string) string {
	_, path, _ := strings.Cut(r.url, "://")
	path, _, _ = strings.Cut(path, "?")
	path = strings.TrimRight(path, "/")
	if i := strings.LastIndexByte(path, '/'); i >= 0 && path[i+1:] != "" {
		return path[i+1:]
	}
	if path != "" {
		return path
	}
	return file
}
