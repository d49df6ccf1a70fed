package ingest

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode/utf32"
)

// encodingFound is the character encoding of a file and how it was told.
type encodingFound struct {
	name       string
	how        string  // "by its byte order mark", "valid", "detected"
	confidence float64 // 0…1; 1 where nothing was guessed
	replaced   int     // malformed sequences, each shown as U+FFFD
}

// surely is the confidence from which a detected encoding is not reported as doubtful.
const surely = 0.7

func (e encodingFound) finding() Finding {
	detail := fmt.Sprintf("%s, %s", e.name, e.how)
	if e.confidence < surely {
		detail = fmt.Sprintf("%s, guessed (%.0f %% sure): check the letters with accents", e.name, 100*e.confidence)
	}
	if e.replaced > 0 {
		detail += "; shown as �: " + count(e.replaced, "malformed sequence", "malformed sequences")
	}
	return Finding{What: "encoding", Detail: detail}
}

// decode turns the bytes of a file into text. A byte order mark is believed first, then valid UTF-8 (text in another
// encoding is hardly ever valid UTF-8 by chance, but for Japanese mail, which is ASCII with escapes), then UTF-16 without
// a mark, then UTF-8 with a few damaged bytes, and only then what detect guesses.
func decode(data []byte) (string, encodingFound, error) {
	for _, mark := range []struct{ bytes, name string }{
		{"\xef\xbb\xbf", "UTF-8"}, {"\xff\xfe\x00\x00", "UTF-32LE"}, {"\x00\x00\xfe\xff", "UTF-32BE"},
		{"\xff\xfe", "UTF-16LE"}, {"\xfe\xff", "UTF-16BE"},
	} {
		if rest, found := bytes.CutPrefix(data, []byte(mark.bytes)); found {
			return decodeMarked(rest, mark.name)
		}
	}
	if escaped := bytes.Contains(data, []byte("\x1b$")); escaped && bytes.IndexByte(data, 0) < 0 {
		if text, err := decodeNamed(data, "iso-2022-jp"); err == nil && !garbled(text) {
			return text, encodingFound{name: "ISO-2022-JP", how: "by its escapes", confidence: 1}, nil
		}
	}
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		if manyControls(data) {
			return "", encodingFound{}, errBinary()
		}
		return string(data), encodingFound{name: "UTF-8", how: "valid", confidence: 1}, nil
	}
	if text, name := unmarkedUTF16(data); name != "" {
		return text, encodingFound{name: name, how: "by its pattern of bytes", confidence: 1}, nil
	}
	if bytes.IndexByte(data, 0) >= 0 || manyControls(data) {
		return "", encodingFound{}, errBinary()
	}
	if text, bad := damagedUTF8(data); bad > 0 {
		return text, encodingFound{name: "UTF-8", how: "with damage", confidence: 1, replaced: bad}, nil
	}
	return detect(data)
}

// decodeMarked decodes what follows a byte order mark. Malformed sequences become U+FFFD; a file of hardly anything
// else is not text.
func decodeMarked(data []byte, name string) (string, encodingFound, error) {
	found := encodingFound{name: name, how: "by its byte order mark", confidence: 1}
	var text string
	switch name {
	case "UTF-8":
		text = strings.ToValidUTF8(string(data), "\uFFFD")
	case "UTF-16LE", "UTF-16BE":
		text = string(utf16.Decode(units(data, name == "UTF-16BE")))
	default:
		order := utf32.LittleEndian
		if name == "UTF-32BE" {
			order = utf32.BigEndian
		}
		decoded, err := utf32.UTF32(order, utf32.IgnoreBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", found, errUndecodable()
		}
		text = string(decoded)
	}
	if manyControls([]byte(text)) {
		return "", found, errBinary()
	}
	if garbled(text) {
		return "", found, errUndecodable()
	}
	found.replaced = strings.Count(text, "\uFFFD")
	return text, found, nil
}

// units reads 16-bit code units; an odd last byte is one more, malformed, unit.
func units(data []byte, bigEndian bool) []uint16 {
	low, high := 0, 1
	if bigEndian {
		low, high = 1, 0
	}
	u := make([]uint16, len(data)/2, len(data)/2+1)
	for i := range u {
		u[i] = uint16(data[2*i+low]) | uint16(data[2*i+high])<<8
	}
	if len(data)%2 == 1 {
		u = append(u, utf8.RuneError)
	}
	return u
}

// unmarkedUTF16 decodes UTF-16 without a byte order mark, or returns "" for a name. Spaces, line ends and full stops
// tell the byte order: no other encoding of text has the bytes that they take.
func unmarkedUTF16(data []byte) (text, name string) {
	most := len(data) / 2 / 200 // at least one in 200 units
	for _, order := range []string{"UTF-16LE", "UTF-16BE"} {
		u := units(data, order == "UTF-16BE")
		signs, bad := 0, 0
		for _, unit := range u {
			switch {
			case unit == ' ' || unit == '\n' || unit == 0x3002 || unit == 0xFF0C:
				signs++
			case unit < ' ' && unit != '\t' && unit != '\r' || unit >= 0xE000 && unit < 0xF900 || unit >= 0xFFF0:
				bad++
			}
		}
		if signs <= most || bad*100 > len(u) {
			continue
		}
		if decoded := string(utf16.Decode(u)); !garbled(decoded) {
			text, name, most = decoded, order, signs
		}
	}
	return text, name
}

// damagedUTF8 decodes text that is UTF-8 but for a few bytes, and counts these; 0 where it is not that.
func damagedUTF8(data []byte) (text string, bad int) {
	good := 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	if good < 10*bad {
		return "", 0
	}
	return strings.ToValidUTF8(string(data), "\uFFFD"), bad
}

// garbled says whether so much of the text is no character at all that it was decoded wrongly.
func garbled(text string) bool {
	bad, all := 0, 0
	for _, r := range text {
		all++
		if r == utf8.RuneError || r >= 0x80 && !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r) && r != 0x85 {
			bad++
		}
	}
	return bad*20 > all
}

// manyControls says whether more than one byte in a hundred is a control that no text has.
func manyControls(data []byte) bool {
	controls := 0
	for _, b := range data {
		if b < ' ' && (b < '\t' || b > '\r') && b != 0x1B {
			controls++
		}
	}
	return controls > 2 && controls*100 > len(data)
}
