package charset

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const utf8Name = "UTF-8"

// marks are the byte order marks, those first that begin with others.
var marks = []struct{ bytes, name string }{
	{"\xef\xbb\xbf", utf8Name}, {"\xff\xfe\x00\x00", "UTF-32LE"}, {"\x00\x00\xfe\xff", "UTF-32BE"},
	{"\xff\xfe", "UTF-16LE"}, {"\xfe\xff", "UTF-16BE"},
}

// marked returns what follows a byte order mark and the encoding that it names, or nil.
func marked(data []byte) ([]byte, *encoding) {
	for _, mark := range marks {
		if rest, found := bytes.CutPrefix(data, []byte(mark.bytes)); found {
			return rest, named(mark.name)
		}
	}
	return data, nil
}

func decodeUTF8(data []byte) string {
	text, _ := repairUTF8(data)
	return text
}

// decodeUTF16 decodes 16-bit code units; an odd last byte is one more, malformed, unit.
func decodeUTF16(bigEndian bool) func([]byte) string {
	low, high := 0, 1
	if bigEndian {
		low, high = 1, 0
	}
	return func(data []byte) string {
		units := make([]uint16, len(data)/2, len(data)/2+1)
		for i := range units {
			units[i] = uint16(data[2*i+low]) | uint16(data[2*i+high])<<8
		}
		if len(data)%2 == 1 {
			units = append(units, utf8.RuneError)
		}
		return string(utf16.Decode(units))
	}
}

func decodeUTF32(bigEndian bool) func([]byte) string {
	return func(data []byte) string {
		var out strings.Builder
		for len(data) >= 4 {
			r := rune(data[0]) | rune(data[1])<<8 | rune(data[2])<<16 | rune(data[3])<<24
			if bigEndian {
				r = rune(data[3]) | rune(data[2])<<8 | rune(data[1])<<16 | rune(data[0])<<24
			}
			out.WriteRune(r) // U+FFFD where it is none
			data = data[4:]
		}
		if len(data) > 0 {
			out.WriteRune(utf8.RuneError)
		}
		return out.String()
	}
}

// repairUTF8 decodes UTF-8 with damage. A byte that stands alone where windows-1252 has a quotation mark, a dash or the
// like is that sign, since it was pasted in from there; any other malformed sequence becomes one U+FFFD.
func repairUTF8(data []byte) (string, []Damage) {
	if utf8.Valid(data) {
		return string(data), nil
	}
	var out strings.Builder
	out.Grow(len(data) + len(data)/16)
	var signs []int
	line := 1
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r != utf8.RuneError || size > 1 {
			out.Write(data[i : i+size])
			if r == '\n' {
				line++
			}
			i += size
			continue
		}
		size = malformed(data[i:])
		if alone := i+1 == len(data) || data[i+1] < utf8.RuneSelf || utf8.RuneStart(data[i+1]); size == 1 && alone && strayable(data[i]) {
			out.WriteRune(windowsSign(rune(data[i])))
			signs = append(signs, line)
		} else {
			out.WriteRune(utf8.RuneError)
		}
		i += size
	}
	if len(signs) > 0 {
		return out.String(), []Damage{{Kind: StraySign, Lines: signs}}
	}
	return out.String(), nil
}

// strayable says whether a byte is a sign of windows-1252 that texts are full of.
func strayable(b byte) bool { return b == 0x80 || b == 0x85 || b >= 0x91 && b <= 0x97 }

// malformed is how many bytes at the start belong to one cut sequence: its lead with what follows of it, or what
// follows of one whose lead is lost.
func malformed(data []byte) int {
	n := 2
	switch lead := data[0]; {
	case lead >= 0xF0:
		n = 4
	case lead >= 0xE0:
		n = 3
	}
	size := 1
	for size < n && size < len(data) && !utf8.RuneStart(data[size]) {
		size++
	}
	return size
}
