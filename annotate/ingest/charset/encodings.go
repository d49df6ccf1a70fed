package charset

import (
	"bytes"
	"strings"

	xencoding "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// encoding is one way to read bytes.
type encoding struct {
	name   string
	rare   float64             // how much less likely a file is written in it than in the commonest, in nats
	table  *charmap.Charmap    // where a byte is a character
	han    *ideographs         // where two bytes are an ideograph
	decode func([]byte) string // what is malformed becomes U+FFFD
}

// encodings are those that can be told and chosen, in the order in which they are preferred where they read a text alike.
var encodings = []*encoding{
	{name: utf8Name, rare: -8, decode: decodeUTF8},
	page("windows-1252", 0, charmap.Windows1252),
	page("windows-1250", 1, charmap.Windows1250),
	page("windows-1251", 1, charmap.Windows1251),
	page("windows-1253", 1, charmap.Windows1253),
	page("windows-1254", 1, charmap.Windows1254),
	page("windows-1255", 1, charmap.Windows1255),
	page("windows-1256", 1, charmap.Windows1256),
	page("windows-1257", 1, charmap.Windows1257),
	page("windows-1258", 2, charmap.Windows1258),
	page("windows-874", 1, charmap.Windows874),
	page("ISO-8859-2", 1.5, charmap.ISO8859_2),
	page("ISO-8859-5", 2, charmap.ISO8859_5),
	page("ISO-8859-6", 1.5, charmap.ISO8859_6),
	page("ISO-8859-7", 1.5, charmap.ISO8859_7),
	page("ISO-8859-8", 1.5, charmap.ISO8859_8),
	page("ISO-8859-15", 1.5, charmap.ISO8859_15),
	page("KOI8-R", 1, charmap.KOI8R),
	page("KOI8-U", 1.5, charmap.KOI8U),
	page("Mac Roman", 2.5, charmap.Macintosh),
	page("Mac Cyrillic", 3, charmap.MacintoshCyrillic),
	page("ISO-8859-3", 6, charmap.ISO8859_3),
	page("ISO-8859-4", 10, charmap.ISO8859_4),
	page("ISO-8859-10", 10, charmap.ISO8859_10),
	page("ISO-8859-13", 3, charmap.ISO8859_13),
	page("ISO-8859-14", 10, charmap.ISO8859_14),
	page("ISO-8859-16", 6, charmap.ISO8859_16),
	page("IBM866", 2, charmap.CodePage866),
	page("IBM850", 3.5, charmap.CodePage850),
	page("IBM852", 3.5, charmap.CodePage852),
	page("IBM437", 4.5, charmap.CodePage437),
	page("IBM855", 4.5, charmap.CodePage855),
	page("IBM858", 4.5, charmap.CodePage858),
	page("IBM862", 4, charmap.CodePage862),
	page("IBM865", 5, charmap.CodePage865),
	page("IBM860", 5.5, charmap.CodePage860),
	page("IBM863", 5.5, charmap.CodePage863),
	pairs("GB18030", 1, simplifiedchinese.GB18030, chinese),
	pairs("Big5", 1, traditionalchinese.Big5, taiwanese),
	pairs("Shift_JIS", 1, japanese.ShiftJIS, japaneseKanji),
	pairs("EUC-JP", 1.5, japanese.EUCJP, japaneseKanji),
	pairs("EUC-KR", 1, korean.EUCKR, hangul),
	{name: "UTF-16LE", rare: 1, han: anyIdeographs, decode: decodeUTF16(false)},
	{name: "UTF-16BE", rare: 2, han: anyIdeographs, decode: decodeUTF16(true)},
	{name: "UTF-32LE", rare: 3, han: anyIdeographs, decode: decodeUTF32(false)},
	{name: "UTF-32BE", rare: 3, han: anyIdeographs, decode: decodeUTF32(true)},
	{name: "ISO-2022-JP", decode: decoder(japanese.ISO2022JP)},
	{name: "ISO-2022-KR", decode: decodeISO2022KR},
	{name: "HZ-GB-2312", decode: decoder(simplifiedchinese.HZGB2312)},
}

func page(name string, rare float64, table *charmap.Charmap) *encoding {
	return &encoding{name: name, rare: rare, table: table, decode: decoder(table)}
}

func pairs(name string, rare float64, e xencoding.Encoding, han *ideographs) *encoding {
	return &encoding{name: name, rare: rare, han: han, decode: decoder(e)}
}

func decoder(e xencoding.Encoding) func([]byte) string {
	return func(data []byte) string {
		text, err := e.NewDecoder().Bytes(data)
		if err != nil { // none of these decoders fails: they put U+FFFD
			return "\uFFFD"
		}
		return string(text)
	}
}

// Names lists the encodings that can be chosen.
func Names() []string {
	names := make([]string, len(encodings))
	for i, e := range encodings {
		names[i] = e.name
	}
	return names
}

// Known says whether an encoding can be chosen by a name.
func Known(name string) bool { return named(name) != nil }

// otherNames are names of the encodings above that the index of the web does not know.
var otherNames = map[string]string{
	"macroman": "Mac Roman", "x-mac-roman": "Mac Roman", "maccyrillic": "Mac Cyrillic", "utf16": "UTF-16LE", "utf-32": "UTF-32LE",
	"utf32": "UTF-32LE", "hz": "HZ-GB-2312", "gbk": "GB18030", "gb2312": "GB18030", "tis-620": "windows-874", "cp949": "EUC-KR",
	"uhc": "EUC-KR", "cp932": "Shift_JIS", "cp936": "GB18030", "cp950": "Big5", "cp874": "windows-874",
}

// named finds an encoding by any of the names that people and programs have for it, nil where there is none.
func named(name string) *encoding {
	label := strings.ToLower(strings.TrimSpace(name))
	if other, found := otherNames[label]; found {
		label = strings.ToLower(other)
	}
	squeeze := strings.NewReplacer("-", "", "_", "", " ", "", "cp", "", "ibm", "", "windows", "")
	for _, e := range encodings {
		if strings.ToLower(e.name) == label {
			return e
		}
	}
	for _, e := range encodings {
		if squeeze.Replace(strings.ToLower(e.name)) == squeeze.Replace(label) {
			return e
		}
	}
	known, err := htmlindex.Get(label)
	if err != nil {
		return nil
	}
	index, _ := htmlindex.Name(known)
	for _, e := range encodings {
		if strings.EqualFold(e.name, index) || e.table != nil && xencoding.Encoding(e.table) == known {
			return e
		}
	}
	return nil
}

// escaped returns the encoding whose escapes switch between sets of characters in data, or nil.
func escaped(data []byte) *encoding {
	name := ""
	switch {
	case bytes.Contains(data, []byte("\x1b$)C")):
		name = "ISO-2022-KR"
	case bytes.Contains(data, []byte("\x1b$")) || bytes.Contains(data, []byte("\x1b(I")):
		name = "ISO-2022-JP"
	case bytes.Contains(data, []byte("~{")) && bytes.Contains(data, []byte("~}")):
		name = "HZ-GB-2312"
	default:
		return nil
	}
	for _, b := range data {
		if b >= 0x80 {
			return nil
		}
	}
	e := named(name)
	if text := e.decode(data); strings.ContainsRune(text, '\uFFFD') || !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 }) {
		return nil
	}
	return e
}

// decodeISO2022KR decodes Korean mail: between the controls SO and SI the bytes are those of EUC-KR without the high bit.
func decodeISO2022KR(data []byte) string {
	const shiftOut, shiftIn = 0x0E, 0x0F
	data = bytes.ReplaceAll(data, []byte("\x1b$)C"), nil)
	out := make([]byte, 0, len(data))
	shifted := false
	for _, b := range data {
		switch {
		case b == shiftOut || b == shiftIn:
			shifted = b == shiftOut
		case b == '\n':
			shifted = false
			out = append(out, b)
		case shifted && b > ' ':
			out = append(out, b|0x80)
		default:
			out = append(out, b)
		}
	}
	return decoder(korean.EUCKR)(out)
}
