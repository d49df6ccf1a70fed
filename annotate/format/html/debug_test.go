package html

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDebug(t *testing.T) {
	if os.Getenv("PAGE") == "" {
		t.Skip()
	}
	for _, name := range strings.Fields(os.Getenv("PAGE")) {
		matches, _ := filepath.Glob(name + "*.html")
		for _, m := range matches {
			src, _ := os.ReadFile(m)
			about, _ := os.ReadFile(strings.TrimSuffix(m, ".html") + ".json")
			var k known
			json.Unmarshal(about, &k)
			truth := squeeze(k.Text + strings.Join(k.With, " "))
			without := squeeze(strings.Join(k.Without, " "))
			_ = without
			doc, slim, err := parse(string(src))
			fmt.Println("=====", m, err)
			p := &page{doc: doc, url: k.URL}
			p.signs = readSigns(doc)
			p.findBlocks()
			p.told = readData(slim.data, p.describes)
			p.askData()
			md := p.metadata()
			fmt.Printf("%+v\n", md)
			fmt.Printf("LD %q %q %q body %d\n", p.told.headline, p.told.authors, p.told.published, len(p.told.body))
			fmt.Printf("WANT %q %q %q\n", k.Title, k.Author, k.Date)
			b := p.body()
			if b != nil {
				fmt.Println("BODY", b.Data, attribute(b, "class"), attribute(b, "id"))
			}
			choices := p.choose(md.title)
			for i, b := range p.blocks {
				s := squeeze(b.text)
				in := len(s) > 0 && strings.Contains(truth, s)
				c := choices[i]
				bad := " "
				out := !c.take || c.kind != ""
				if in && out || !in && c.take && c.kind == "" {
					bad = "!"
				}
				if os.Getenv("ALL") == "" && bad == " " && !(i > 0) {
					continue
				}
				fl := ""
				for _, f := range []struct {
					b bool
					s string
				}{{b.read, "R"}, {b.sure, "S"}, {b.prose, "P"}, {b.hidden, "H"}} {
					if f.b {
						fl += f.s
					} else {
						fl += "-"
					}
				}
				cls := ""
				for n := b.node; n != nil && len(cls) < 120; n = n.Parent {
					cls += n.Data + "." + strings.ReplaceAll(attribute(n, "class")+"#"+attribute(n, "id"), " ", ".") + " < "
				}
				t := []rune(strings.ReplaceAll(b.text, "\n", "⏎"))
				if len(t) > 90 {
					t = append(t[:90], '…')
				}
				w := "out"
				if c.take {
					w = "IN:" + string(c.kind)
				}
				if os.Getenv("ALL") != "" || bad == "!" {
					fmt.Printf("%s%-14s %s t=%-5s a=%-10s %4d/%-4d %q   %.110s\n", bad, w, fl, b.tag.String(), string(b.area), b.letters, b.linked, string(t), cls)
				}
			}
		}
	}
}
