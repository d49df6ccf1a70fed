package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// readPDF reads what a viewer needs of a PDF, and fails where it is not well made: by its list of offsets, each object has
// to stand where it is said to, and whatever is referred to has to be there.
type pdf struct {
	t       *testing.T
	objects map[int][]byte
	pages   []int
	fonts   map[string]map[byte]string // by name: what the letters stand for
}

var (
	references = regexp.MustCompile(`(\d+) 0 R`)
	strokes    = regexp.MustCompile(`/(F\d+) [\d.]+ Tf|<([0-9A-F]*)>|(ET)`)
	meanings   = regexp.MustCompile(`<([0-9A-F]{2})><([0-9A-F]+)>`)
)

func readPDF(t *testing.T, data []byte) *pdf {
	t.Helper()
	p := &pdf{t: t, objects: map[int][]byte{}, fonts: map[string]map[byte]string{}}
	if !bytes.HasPrefix(data, []byte("%PDF-1.7\n")) || !bytes.HasSuffix(data, []byte("%%EOF\n")) {
		t.Fatal("it is no PDF")
	}
	tail := string(data[max(0, len(data)-60):])
	start, err := strconv.Atoi(strings.Fields(tail[strings.Index(tail, "startxref")+9:])[0])
	if err != nil {
		t.Fatal(err)
	}
	list := strings.SplitAfter(string(data[start:]), "\n")
	var count int
	if _, err := fmt.Sscanf(list[1], "0 %d", &count); err != nil || list[0] != "xref\n" {
		t.Fatalf("no list of objects at %d: %v", start, err)
	}
	for n := 1; n < count; n++ {
		line := list[n+2]
		at, err := strconv.Atoi(line[:10])
		head := fmt.Sprintf("%d 0 obj\n", n)
		if err != nil || len(line) != 20 || !bytes.HasPrefix(data[at:], []byte(head)) {
			t.Fatalf("object %d does not stand at %q", n, line)
		}
		body := data[at+len(head):]
		p.objects[n] = body[:bytes.Index(body, []byte("\nendobj\n"))]
	}
	for n, body := range p.objects {
		head, _, _ := bytes.Cut(body, []byte("\nstream\n"))
		for _, r := range references.FindAllSubmatch(head, -1) {
			if other, _ := strconv.Atoi(string(r[1])); p.objects[other] == nil {
				t.Errorf("object %d refers to %d, which is not there", n, other)
			}
		}
	}
	trailer := string(data[start:])
	tree := p.referred(p.objects[numberAfter(t, trailer, "/Root ")], "/Pages ")
	for _, kid := range references.FindAllStringSubmatch(after(string(p.objects[tree]), "/Kids["), -1) {
		n, _ := strconv.Atoi(kid[1])
		p.pages = append(p.pages, n)
	}
	resources := p.objects[p.referred(p.objects[tree], "/Resources ")]
	for _, font := range regexp.MustCompile(`/(F\d+) (\d+) 0 R`).FindAllSubmatch(resources, -1) {
		n, _ := strconv.Atoi(string(font[2]))
		known := map[byte]string{}
		for _, m := range meanings.FindAllSubmatch(p.stream(p.referred(p.objects[n], "/ToUnicode ")), -1) {
			code, _ := strconv.ParseUint(string(m[1]), 16, 8)
			raw, _ := hex.DecodeString(string(m[2]))
			var units []uint16
			for i := 0; i+1 < len(raw); i += 2 {
				units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
			}
			known[byte(code)] = string(utf16.Decode(units))
		}
		p.fonts[string(font[1])] = known
	}
	return p
}

func after(text, key string) string {
	_, rest, _ := strings.Cut(text, key)
	return rest
}

func numberAfter(t *testing.T, text, key string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.Fields(after(text, key) + " ")[0])
	if err != nil {
		t.Fatalf("no %s in %.200s", key, text)
	}
	return n
}

func (p *pdf) referred(object []byte, key string) int {
	p.t.Helper()
	return numberAfter(p.t, string(object), key)
}

// stream is what an object holds, unpacked.
func (p *pdf) stream(n int) []byte {
	p.t.Helper()
	_, packed, found := bytes.Cut(p.objects[n], []byte("\nstream\n"))
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if !found || err != nil {
		p.t.Fatalf("object %d is no stream: %v", n, err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		p.t.Fatal(err)
	}
	return data
}

// text is what can be read on a page, a line for each that stands there.
func (p *pdf) text(page int) string {
	p.t.Helper()
	var out strings.Builder
	font := map[byte]string(nil)
	for _, s := range strokes.FindAllSubmatch(p.stream(p.referred(p.objects[p.pages[page]], "/Contents ")), -1) {
		switch {
		case s[1] != nil:
			if font = p.fonts[string(s[1])]; font == nil {
				p.t.Fatalf("page %d uses %s, which is not there", page+1, s[1])
			}
		case s[3] != nil:
			out.WriteByte('\n')
		default:
			codes, _ := hex.DecodeString(string(s[2]))
			for _, code := range codes {
				sign, known := font[code]
				if !known {
					p.t.Fatalf("page %d writes a letter that stands for nothing", page+1)
				}
				out.WriteString(sign)
			}
		}
	}
	return out.String()
}
