package html

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"strings"
	"unicode/utf16"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

const mainResource = "WebMainResource"

// isWebArchive says whether a file is a web archive of Safari: a property list, in its binary form or as XML.
func isWebArchive(start []byte) bool {
	if bytes.HasPrefix(start, []byte("bplist0")) {
		return true // another property list has no page, which reading says
	}
	return bytes.Contains(start[:min(len(start), 4096)], []byte("<plist")) && bytes.Contains(start, []byte(mainResource))
}

func readWebArchive(source form.Source, from origin) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		data, err := source.ReadAll(ingest.MaxSize)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		page, err := mainPage(data)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		from.url, from.encoding = page.url, page.encoding
		article, err := readBytes(source.Base(), page.data, from)
		yield(form.Item{Article: &article}, err)
	}
}

// resource is a file of a web archive.
type resource struct {
	data          []byte
	url, encoding string
}

func mainPage(data []byte) (resource, error) {
	if !bytes.HasPrefix(data, []byte("bplist0")) {
		return mainPageXML(data)
	}
	l, err := openList(data)
	if err != nil {
		return resource{}, err
	}
	main := l.member(l.top, mainResource)
	page := resource{data: l.bytes(l.member(main, "WebResourceData")), url: l.text(l.member(main, "WebResourceURL")), encoding: l.text(l.member(main, "WebResourceTextEncodingName"))}
	if len(page.data) == 0 {
		return page, noPage()
	}
	return page, nil
}

// propertyList is a property list in its binary form: a table of offsets, and objects that name others by their number in it.
type propertyList struct {
	data          []byte
	offsets, refs int // bytes of an offset and of a number
	count, top    int
	table         int // where the offsets stand
}

var errList = annotate.Invalidf("the web archive is damaged: save the page again")

func openList(data []byte) (*propertyList, error) {
	const trailer = 32
	if len(data) < 8+trailer {
		return nil, errList
	}
	end := data[len(data)-trailer:]
	l := &propertyList{data: data, offsets: int(end[6]), refs: int(end[7])}
	count, top, table := binary.BigEndian.Uint64(end[8:]), binary.BigEndian.Uint64(end[16:]), binary.BigEndian.Uint64(end[24:])
	size := uint64(len(data))
	if l.offsets < 1 || l.offsets > 8 || l.refs < 1 || l.refs > 8 || count > size || top >= count || table > size || count*uint64(l.offsets) > size-table {
		return nil, errList
	}
	l.count, l.top, l.table = int(count), int(top), int(table)
	return l, nil
}

// number is one of some bytes, the highest first; -1 where they do not stand there.
func (l *propertyList) number(at, size int) int {
	if at < 0 || size < 1 || size > 8 || at > len(l.data)-size {
		return -1
	}
	n := uint64(0)
	for _, b := range l.data[at : at+size] {
		n = n<<8 | uint64(b)
	}
	if n > uint64(len(l.data)) {
		return -1
	}
	return int(n)
}

// object is the kind of an object, how much is in it, and where that begins; kind 0 for none.
func (l *propertyList) object(i int) (kind byte, length, at int) {
	if i < 0 || i >= l.count {
		return 0, 0, 0
	}
	at = l.number(l.table+i*l.offsets, l.offsets)
	if at < 0 || at >= len(l.data) {
		return 0, 0, 0
	}
	kind, length = l.data[at]>>4, int(l.data[at]&15)
	at++
	if length == 15 && kind >= 4 { // the length is a number behind it
		if at >= len(l.data) || l.data[at]>>4 != 1 {
			return 0, 0, 0
		}
		size := 1 << (l.data[at] & 15)
		length = l.number(at+1, size)
		at += 1 + size
	}
	if length < 0 {
		return 0, 0, 0
	}
	return kind, length, at
}

// member is the number of the object that a dictionary has under a name, -1 where it has none.
func (l *propertyList) member(i int, name string) int {
	kind, length, at := l.object(i)
	if kind != 0xD || length > len(l.data)/(2*l.refs) {
		return -1
	}
	for k := range length {
		if l.text(l.number(at+k*l.refs, l.refs)) == name {
			return l.number(at+(length+k)*l.refs, l.refs)
		}
	}
	return -1
}

func (l *propertyList) bytes(i int) []byte {
	kind, length, at := l.object(i)
	if kind != 4 || length > len(l.data)-at {
		return nil
	}
	return l.data[at : at+length]
}

func (l *propertyList) text(i int) string {
	kind, length, at := l.object(i)
	switch {
	case kind == 5 && length <= len(l.data)-at:
		return string(l.data[at : at+length])
	case kind == 6 && length <= (len(l.data)-at)/2:
		units := make([]uint16, length)
		for k := range units {
			units[k] = binary.BigEndian.Uint16(l.data[at+2*k:])
		}
		return string(utf16.Decode(units))
	}
	return ""
}

// mainPageXML reads the first dictionary under the name of the main resource.
func mainPageXML(data []byte) (resource, error) {
	var page resource
	decoder := xml.NewDecoder(bytes.NewReader(data))
	decoder.Strict = false
	key, inside := "", false
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return page, errList
		}
		start, is := token.(xml.StartElement)
		if !is || start.Name.Local != "key" && start.Name.Local != "string" && start.Name.Local != "data" {
			continue
		}
		var text string
		if err := decoder.DecodeElement(&text, &start); err != nil {
			return page, errList
		}
		switch {
		case start.Name.Local == "key":
			key = text
			inside = inside || key == mainResource
		case !inside:
		case key == "WebResourceData" && page.data == nil:
			if page.data, err = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), "")); err != nil {
				return page, errList
			}
		case key == "WebResourceURL" && page.url == "":
			page.url = text
		case key == "WebResourceTextEncodingName" && page.encoding == "":
			page.encoding = text
		}
	}
	if len(page.data) == 0 {
		return page, noPage()
	}
	return page, nil
}
