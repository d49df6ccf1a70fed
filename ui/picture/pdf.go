package picture

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
)

// file is a PDF that is being written: numbered objects one after another, then the list of where they begin. It is
// written here, not by a library, because those that there are place characters by a font's own table and shape them
// anew, if at all; what is needed beyond that is little.
type file struct {
	to      io.Writer
	at      int64
	offsets []int64 // of the objects by number, from 1
	err     error   // the first one that occurred
}

func newFile(to io.Writer) *file {
	f := &file{to: to}
	f.printf("%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n")
	return f
}

func (f *file) printf(format string, args ...any) {
	if f.err == nil {
		var n int
		n, f.err = fmt.Fprintf(f.to, format, args...)
		f.at += int64(n)
	}
}

// reserve returns the number of an object that is written later.
func (f *file) reserve() int {
	f.offsets = append(f.offsets, 0)
	return len(f.offsets)
}

// object writes the object of that number.
func (f *file) object(number int, body string) {
	f.offsets[number-1] = f.at
	f.printf("%d 0 obj\n%s\nendobj\n", number, body)
}

// add writes an object and returns its number.
func (f *file) add(body string) int {
	number := f.reserve()
	f.object(number, body)
	return number
}

// stream writes an object that is data, compressed, and returns its number. entries are what its dictionary has beside.
func (f *file) stream(entries string, data []byte) int {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	w.Write(data) // a buffer takes all
	w.Close()
	return f.add(fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", entries, packed.Len(), packed.Bytes()))
}

// finish writes the end of the file.
func (f *file) finish(catalog, info int) error {
	start := f.at
	f.printf("xref\n0 %d\n0000000000 65535 f \n", len(f.offsets)+1)
	for _, offset := range f.offsets {
		f.printf("%010d 00000 n \n", offset)
	}
	f.printf("trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(f.offsets)+1, catalog, info, start)
	return f.err
}

// words is a text as PDF writes it outside pages.
func words(text string) string { return "<FEFF" + hexUTF16(text) + ">" }

// hexUTF16 is a text in UTF-16, big end first, in hexadecimal digits.
func hexUTF16(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String()
}

// number is a length as PDF writes it: to the hundredth, as short as can be.
func number(v float64) string {
	s := fmt.Sprintf("%.2f", v)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}
