// Package email reads mails, one a file or many in a mailbox (mbox): subject, date and sender; the part that is plain text, else the one
// that is HTML. What is attached is left out, and it is said.
//
// It knows no project. Start with Format.
package email

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	nethtml "golang.org/x/net/html/charset"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tags"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
)

// Format is a mail, or a mailbox.
var Format = form.Format{
	Name: "email", Title: "E-mail (.eml, .mbox)", Extensions: []string{".eml", ".mbox"}, Shape: form.File, Holds: form.Holds{Texts: true},
	Recognise: recognise, Read: read,
}

const (
	largestMail = 64 << 20 // bytes
	deepest     = 20       // parts within each other
	mostParts   = 1000
)

var (
	fieldLine = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{1,40}:(?: |\t|$)`)
	fromLine  = regexp.MustCompile(`^From \S+.* \d{4}\s*$|^From \S+@\S+ |^From - `)
)

// recognise says whether a file begins as a mail does: with the fields of its head, at least a sender and another, and a blank line. Of
// one that is called a mail the subject is enough.
func recognise(name string, start []byte) bool {
	named := strings.HasSuffix(strings.ToLower(name), ".eml")
	start = bytes.TrimPrefix(start, []byte("\xef\xbb\xbf"))
	box := false
	known := map[string]bool{}
	for number := 0; number < 400; number++ {
		line, rest, found := bytes.Cut(start, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		switch {
		case number == 0 && fromLine.Match(line):
			box = true
		case len(line) == 0:
			sender := known["from"] || known["sender"] || known["return-path"]
			return sender && (known["date"] && (known["message-id"] || known["subject"] || known["to"]) || known["mime-version"] || known["received"] || box || named && known["subject"])
		case (line[0] == ' ' || line[0] == '\t') && number > 0:
		case !fieldLine.Match(line):
			return false
		default:
			name, _, _ := bytes.Cut(line, []byte(":"))
			known[strings.ToLower(string(name))] = true
		}
		if !found {
			return false
		}
		start = rest
	}
	return known["received"] && known["from"]
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		in, err := source.Open()
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer in.Close()
		box := &mailbox{in: bufio.NewReaderSize(in, 64<<10)}
		given, number := 0, 0
		for {
			data, err := box.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				yield(form.Item{}, err)
				return
			}
			number++
			doc, err := readMail(source.Base(), data, options, box.many)
			if err != nil {
				if !box.many {
					yield(form.Item{}, err)
					return
				}
				options.Say(fmt.Sprintf("mail %d was left out: %v", number, err))
				continue
			}
			given++
			if !yield(form.Item{Article: &doc}, nil) {
				return
			}
		}
		if given == 0 {
			yield(form.Item{}, annotate.Invalidf("it holds no mail with words in it: choose another file"))
		}
	}
}

// mailbox gives the mails of a file, which is one, or many with a line before each.
type mailbox struct {
	in   *bufio.Reader
	many bool
	seen bool // a line of the first was read
	end  bool
}

// next is the next mail, or io.EOF.
func (b *mailbox) next() ([]byte, error) {
	var data []byte
	blank := true // the line before was empty
	for !b.end {
		line, err := b.in.ReadSlice('\n')
		start := !b.seen || blank
		if b.end = errors.Is(err, io.EOF); err != nil && !b.end && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, err
		}
		if start && fromLine.Match(bytes.TrimRight(line, "\r\n")) {
			first := !b.seen
			b.many, b.seen = b.many || first, true
			if b.many {
				if first {
					continue
				}
				if len(bytes.TrimSpace(data)) > 0 {
					return data, nil
				}
				continue
			}
		}
		b.seen = true
		if b.many && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) && line[0] == '>' {
			line = line[1:]
		}
		blank = len(bytes.TrimRight(line, "\r\n")) == 0
		if data = append(data, line...); len(data) > largestMail {
			return nil, annotate.Invalidf("a mail in it is larger than %d MB: take out what is attached", largestMail>>20)
		}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, io.EOF
	}
	return data, nil
}

// words decodes the fields of a head.
var words = mime.WordDecoder{CharsetReader: func(name string, in io.Reader) (io.Reader, error) { return nethtml.NewReaderLabel(name, in) }}

// header is a field of a mail as it is read.
func header(h mail.Header, name string) string {
	value := h.Get(name)
	if !utf8.ValidString(value) {
		if reading, err := charset.Read([]byte(value)); err == nil {
			value = reading.Text
		}
	}
	if decoded, err := words.DecodeHeader(value); err == nil {
		return decoded
	}
	return value
}

func readMail(file string, data []byte, options form.ReadOptions, many bool) (ingest.Document, error) {
	message, err := mail.ReadMessage(bytes.NewReader(bytes.TrimLeft(data, "\r\n")))
	if err != nil {
		return ingest.Document{}, annotate.Invalidf("it is no mail, or its head is damaged: get it again")
	}
	parts := &parts{options: options}
	if err := parts.take(map[string][]string(message.Header), message.Body, 0); err != nil {
		return ingest.Document{}, err
	}
	found := ingest.Found{Format: "email", Source: data, Title: header(message.Header, "Subject"), Published: header(message.Header, "Date")}
	if date := ingest.ReadStamp(found.Published); date != "" {
		found.Published = date
	}
	found.Author = header(message.Header, "From")
	if sender, err := (&mail.AddressParser{WordDecoder: &words}).Parse(message.Header.Get("From")); err == nil {
		if found.Author = sender.Name; found.Author == "" {
			found.Author = sender.Address
		}
	}
	var blocks []ingest.Block
	for _, name := range []string{"Subject", "From", "Date"} {
		if value := header(message.Header, name); value != "" {
			kind := annotate.RegionByline
			if name == "Subject" {
				kind = annotate.RegionTitle
			}
			blocks = append(blocks, ingest.Block{Text: value, Kind: kind, Close: len(blocks) > 1})
		}
	}
	switch {
	case strings.TrimSpace(parts.plain) != "":
		blocks = append(blocks, ingest.Block{Text: unflow(parts.plain, parts.flowed)})
	case strings.TrimSpace(parts.html) != "":
		blocks = append(blocks, tags.HTML(parts.html)...)
	default:
		return ingest.Document{}, annotate.Invalidf("the mail has no words, only what is attached: save that by itself")
	}
	found.Blocks = blocks
	if len(parts.attached) > 0 {
		about := ""
		if many {
			about = fmt.Sprintf("“%s”: ", found.Title)
		}
		options.Say(about + "what is attached was left out: " + strings.Join(parts.attached, ", "))
	}
	return ingest.Take(file, found)
}

// parts are those of a mail.
type parts struct {
	options     form.ReadOptions
	plain, html string
	flowed      bool
	attached    []string
	count       int
}

func first(h map[string][]string, name string) string {
	for _, key := range []string{name, strings.ToUpper(name), strings.ToLower(name)} {
		if values := h[key]; len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

// take takes a part, and what it is made of.
func (p *parts) take(h map[string][]string, body io.Reader, depth int) error {
	if p.count++; depth > deepest || p.count > mostParts {
		return annotate.Invalidf("the mail has too many parts: take out what is attached")
	}
	kind, params, err := mime.ParseMediaType(first(h, "Content-Type"))
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" {
		in := multipart.NewReader(body, params["boundary"])
		for {
			part, err := in.NextRawPart()
			if err != nil { // at the end, or where it was cut
				return nil
			}
			if err := p.take(part.Header, part, depth+1); err != nil {
				return err
			}
		}
	}
	disposition, named, _ := mime.ParseMediaType(first(h, "Content-Disposition"))
	name := named["filename"]
	if name == "" {
		name = params["name"]
	}
	data, err := io.ReadAll(decoding(first(h, "Content-Transfer-Encoding"), body))
	if err != nil && len(data) == 0 {
		return nil
	}
	inline := disposition != "attachment"
	switch {
	case inline && kind == "text/plain":
		if params["format"] == "flowed" {
			p.flowed = true
		}
		p.plain = strings.TrimLeft(p.plain+"\n\n"+p.text(data, params["charset"]), "\n")
	case inline && kind == "text/html":
		p.html += p.text(data, params["charset"])
	case kind == "message/rfc822" && depth < deepest:
		if inner, err := mail.ReadMessage(bytes.NewReader(data)); err == nil && p.plain == "" && p.html == "" {
			return p.take(map[string][]string(inner.Header), inner.Body, depth+1)
		}
		p.attached = append(p.attached, "a mail")
	default:
		if name == "" {
			name = "a part of the kind " + kind
		} else if decoded, err := words.DecodeHeader(name); err == nil {
			name = "“" + path.Base(decoded) + "”"
		}
		p.attached = append(p.attached, name)
	}
	return nil
}

func decoding(name string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

// text decodes the letters of a part: as it says, unless that is not true.
func (p *parts) text(data []byte, name string) string {
	if p.options.Encoding != "" {
		name = p.options.Encoding
	}
	if !utf8.Valid(data) || name != "" && !strings.EqualFold(name, "utf-8") {
		if charset.Known(name) {
			if reading, err := charset.ReadAs(data, name); err == nil {
				return reading.Text
			}
		}
		if reading, err := charset.Read(data); err == nil {
			if reading.Guessed {
				p.options.Say("encoding: " + reading.String())
			}
			return reading.Text
		}
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return string(data)
}

// unflow joins the lines of a text that were broken for mailing: those that end with a space (RFC 3676).
func unflow(text string, flowed bool) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if !flowed {
		return text
	}
	var out strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		out.WriteString(line)
		if !strings.HasSuffix(line, " ") || line == "-- " {
			out.WriteByte('\n')
		}
	}
	return out.String()
}
