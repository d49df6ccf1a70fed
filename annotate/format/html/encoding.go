package html

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// declaredWithin is how much of a page is searched for what it says of its encoding, in bytes.
const declaredWithin = 16 << 10

// declared is the encoding that a page says it is in, "" where it says none.
func declared(source []byte) string {
	source = source[:min(len(source), declaredWithin)]
	if rest, is := bytes.CutPrefix(bytes.TrimLeft(source, " \t\r\n"), []byte("<?xml")); is {
		head, _, _ := bytes.Cut(rest, []byte("?>"))
		if said := charsetIn(head, "encoding"); said != "" {
			return said
		}
	}
	z := html.NewTokenizer(bytes.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, more := z.TagName()
			if atom.Lookup(tag) != atom.Meta {
				continue
			}
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				switch string(key) {
				case "charset":
					return string(bytes.TrimSpace(value))
				case "content":
					if said := charsetIn(value, "charset"); said != "" {
						return said
					}
				}
			}
		}
	}
}

// charsetIn is the value of a key in "text/html; charset=…".
func charsetIn(value []byte, key string) string {
	i := bytes.Index(bytes.ToLower(value), []byte(key))
	if i < 0 {
		return ""
	}
	rest, is := bytes.CutPrefix(bytes.TrimLeft(value[i+len(key):], " \t"), []byte("="))
	if !is {
		return ""
	}
	rest = bytes.TrimLeft(rest, " \t\"'")
	if end := bytes.IndexAny(rest, " \t\"';>,"); end >= 0 {
		rest = rest[:end]
	}
	return string(rest)
}
