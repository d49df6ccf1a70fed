package html

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"iter"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// isMHTML says whether a file is a page with what belongs to it in the form of a mail, and no mail that somebody got.
func isMHTML(start []byte) bool {
	start = bytes.TrimLeft(start, " \t\r\n\ufeff")
	if first, _, _ := bytes.Cut(start, []byte("\n")); bytes.IndexByte(first, ':') < 0 {
		return false // which is soon clear of most files
	}
	head, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(start))).ReadMIMEHeader()
	if err != nil && !errors.Is(err, io.EOF) || len(head) == 0 {
		return false
	}
	kind, parameters, err := mime.ParseMediaType(head.Get("Content-Type"))
	switch {
	case err != nil || kind != "multipart/related" && kind != "text/html" && kind != "multipart/alternative":
		return false
	case head.Get("Snapshot-Content-Location") != "", strings.Contains(head.Get("From"), "Saved by"):
		return true
	case head.Get("Received") != "" || head.Get("To") != "" || head.Get("Delivered-To") != "":
		return false
	}
	return kind == "multipart/related" && (parameters["type"] == "text/html" || parameters["type"] == "multipart/alternative" || bytes.Contains(start, []byte("Content-Location:"))) ||
		kind == "text/html" && head.Get("Content-Location") != ""
}

// readMHTML reads the page in a file, which is its first part of HTML, or the one that the head names.
func readMHTML(source form.Source, from origin) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		data, err := source.ReadAll(ingest.MaxSize)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		page, head, err := pageOf(data)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		from.encoding = charsetOf(head.Get("Content-Type"))
		if from.url = head.Get("Content-Location"); !strings.HasPrefix(from.url, "http") {
			from.url = ""
		}
		article, err := readBytes(source.Base(), page, from)
		yield(form.Item{Article: &article}, err)
	}
}

// pageOf is the first part of HTML of a file, with its head.
func pageOf(data []byte) ([]byte, textproto.MIMEHeader, error) {
	in := bufio.NewReader(bytes.NewReader(bytes.TrimLeft(data, " \t\r\n\ufeff")))
	head, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		return nil, nil, annotate.Invalidf("its head is damaged: save the page again")
	}
	return partOf(in, head, 0)
}

// mostParts is how many parts of a file are looked at, mostWithin how deep within each other.
const (
	mostParts  = 2_000
	mostWithin = 5
)

func partOf(in io.Reader, head textproto.MIMEHeader, depth int) ([]byte, textproto.MIMEHeader, error) {
	kind, parameters, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil {
		return nil, nil, noPage()
	}
	if kind == "text/html" || kind == "application/xhtml+xml" {
		page, err := io.ReadAll(io.LimitReader(decoded(in, head.Get("Content-Transfer-Encoding")), ingest.MaxSize))
		if len(page) == 0 && err != nil {
			return nil, nil, annotate.Invalidf("the page in it is damaged: save it again")
		}
		return page, head, nil
	}
	if !strings.HasPrefix(kind, "multipart/") || depth > mostWithin {
		return nil, nil, noPage()
	}
	parts := multipart.NewReader(in, parameters["boundary"])
	for range mostParts {
		part, err := parts.NextRawPart()
		if err != nil {
			break
		}
		if page, head, err := partOf(part, part.Header, depth+1); err == nil {
			return page, head, nil
		}
	}
	return nil, nil, noPage()
}

// decoded is a part without what mail needed it to be written in.
func decoded(in io.Reader, encoding string) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(in)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, in)
	}
	return in
}
