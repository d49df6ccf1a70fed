package ingest

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// longestEntity bounds the search for the start of an entity, in bytes: the longest name of HTML has 33.
const longestEntity = 40

// entity decodes the entity that the text gathered so far ends with, if it does. Since it looks at what was gathered,
// and not at the source, "&amp;amp;rsquo;" is decoded in one pass and to the end, however often it was escaped.
//
// Only entities that end with a semicolon and that HTML knows count: "AT&T", "R&D;", "a &lt b" and the "&copy=2" of an
// address are left as they are. Characters without a shape inside an entity do not hide it.
func (c *cleaner) entity() {
	name := make([]byte, 0, longestEntity)
	at := len(c.out) - 1
	for at > 0 && len(name) < longestEntity {
		r, size := utf8.DecodeLastRune(c.out[:at])
		at -= size
		switch {
		case r == '&':
			c.decodeEntity(at, reversed(name))
			return
		case r < utf8.RuneSelf && isEntityByte(byte(r)):
			name = append(name, byte(r))
		case !isFormat(r):
			return
		}
	}
}

func isEntityByte(b byte) bool {
	return b == '#' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

func reversed(name []byte) string {
	var b strings.Builder
	for i := len(name) - 1; i >= 0; i-- {
		b.WriteByte(name[i])
	}
	return b.String()
}

// decodeEntity puts what the entity of that name, which starts at a byte of the text, stands for in its place.
func (c *cleaner) decodeEntity(at int, name string) {
	if r := surrogateHalf(name); r != 0 {
		c.decodeSurrogate(at, r)
		return
	}
	entity := "&" + name + ";"
	decoded := html.UnescapeString(entity)
	if decoded == entity || strings.HasSuffix(decoded, ";") && decoded != ";" {
		return // unknown, or known only up to a part of its name, as in "&notit;"
	}
	c.out = c.out[:at]
	c.count.entities++
	for _, r := range decoded {
		c.putEntity(r)
	}
}

// surrogateHalf returns the code unit that a numeric entity stands for if it is one half of a surrogate pair. Programs
// that escape UTF-16 unit by unit write emoji so.
func surrogateHalf(name string) rune {
	digits, found := strings.CutPrefix(name, "#")
	if !found {
		return 0
	}
	base := 10
	if hex := strings.TrimLeft(digits, "xX"); len(hex) == len(digits)-1 {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 16)
	if err != nil || !utf16.IsSurrogate(rune(n)) {
		return 0
	}
	return rune(n)
}

// decodeSurrogate puts U+FFFD for the first half of a pair, and the character for the second.
func (c *cleaner) decodeSurrogate(at int, half rune) {
	c.out = c.out[:at]
	c.count.entities++
	if pair := utf16.DecodeRune(c.half, half); pair != utf8.RuneError && c.surrogate == at && at > 0 {
		c.out = c.out[:at-utf8.RuneLen(utf8.RuneError)]
		c.surrogate = 0
		c.putEntity(pair)
		return
	}
	c.putEntity(utf8.RuneError)
	c.surrogate, c.half = len(c.out), half
}
