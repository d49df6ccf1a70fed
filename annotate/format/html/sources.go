package html

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// sourced stand above the list of what an article was written from.
var sourced = annotate.SetOf("|", `sources|our sources|references|footnotes|endnotes|notes|notes and references|works cited|bibliography|quellen|quellenangaben|quellenverzeichnis|einzelnachweise|literatur|literaturverzeichnis|fußnoten|références|notes et références|fuentes|referencias|bibliografía|fontes|referências|fonti|riferimenti|bibliografia|bronnen|voetnoten|källor|kilder|kildehenvisninger|źródła|przypisy|источники|примечания|литература|参考文献|参考资料|參考資料|출처|참고문헌|المصادر|المراجع|kaynaklar|kaynakça`)

// cited finds what most entries of such a list have: a year, an address, or the number of a note.
var cited = lazy.New(`\b(?:1[5-9]|20)\d\d\b|https?://|\bdoi:|^\W{0,2}\d{1,3}\W`)

// partSources makes a region of a list of sources below the article, up to the next heading.
func (p *page) partSources(choices []choice) {
	before := 0
	for i, b := range p.blocks {
		if !choices[i].take || choices[i].kind != "" {
			continue
		}
		if before += b.letters; before < leastArticle || b.prose || b.sure || !sourced[strings.Trim(key(b.text), " :")] {
			continue
		}
		end, entries, known := i+1, 0, 0
		for ; end < len(p.blocks) && !(choices[end].take && heading(p.blocks[end].tag)); end++ {
			if choices[end].take && !p.blocks[end].sure {
				entries++
				if cited.MatchString(p.blocks[end].text) || p.blocks[end].linked*2 > p.blocks[end].letters {
					known++
				}
			}
		}
		if entries == 0 || known*2 < entries {
			continue
		}
		for k := i; k < end; k++ {
			if c := &choices[k]; c.take && c.kind == "" && !p.blocks[k].sure {
				c.kind = annotate.RegionBoilerplate
			}
		}
	}
}
