package html

import (
	"maps"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
)

// closings stand above what follows an article and is none of it, as headings or lines of their own.
var closings = map[annotate.RegionKind]string{
	annotate.RegionRelated: `related|related articles|related article|related stories|related news|related posts|related content|related topics|related coverage|related reading|related links|see also|
more posts|other posts|other stories|other news|more reads|in other news|you might also enjoy|recommended by our editors|recommended from medium|from our network|in case you missed it|
more stories|more news|more from|more on this|more on this story|more on this topic|more like this|more articles|you may also like|you might also like|you may like|you might like|you may also be interested in|
recommended|recommended for you|recommended stories|recommended reading|read more|read next|read also|also read|up next|what to read next|keep reading|further reading|trending|trending now|most read|most popular|popular stories|popular posts|latest news|latest stories|latest posts|recent posts|top stories|editor's picks|editors' picks|don't miss|from around the web|around the web|from the web|sponsored|sponsored content|promoted|promoted stories|
das könnte sie auch interessieren|das könnte dich auch interessieren|das könnte ihnen auch gefallen|auch interessant|mehr zum thema|weitere artikel|weitere themen|weitere beiträge|weitere nachrichten|weitere meldungen|ähnliche artikel|ähnliche beiträge|verwandte artikel|verwandte themen|verwandte beiträge|lesen sie auch|lesen sie mehr|lies auch|lesetipps|lesetipp|schon gelesen|neueste artikel|neueste beiträge|aktuelle artikel|meistgelesen|meistgelesene artikel|mehr von|mehr aus|passend dazu|zum weiterlesen|empfohlen|empfehlungen|unsere empfehlungen|
vous aimerez aussi|à lire aussi|lire aussi|à lire également|sur le même sujet|sur le même thème|articles similaires|articles liés|articles recommandés|à découvrir|les plus lus|dernières actualités|voir aussi|pour aller plus loin|
te puede interesar|te podría interesar|le puede interesar|también te puede interesar|noticias relacionadas|artículos relacionados|relacionadas|relacionados|lea también|lee también|leer también|lea más|ver también|más noticias|más información|lo más leído|últimas noticias|contenido relacionado|temas relacionados|recomendados|
leia também|leia mais|veja também|notícias relacionadas|artigos relacionados|mais lidas|mais notícias|saiba mais|você pode gostar|você também pode gostar|
leggi anche|ti potrebbe interessare|potrebbe interessarti anche|potrebbe interessarti|articoli correlati|altri articoli|correlati|i più letti|
lees ook|lees meer|meer over|gerelateerde artikelen|läs mer|läs också|läs även|relaterat|les også|relaterte artikler|læs også|lue myös|lue lisää|czytaj także|czytaj też|czytaj również|zobacz też|zobacz także|zobacz również|podobne artykuły|powiązane artykuły|polecamy|przeczytaj także|čtěte také|související články|související|súvisiace články|olvassa el ezt is|kapcsolódó cikkek|citește și|articole similare|
читайте также|читать также|читайте ещё|читайте еще|по теме|похожие статьи|похожие материалы|похожие новости|материалы по теме|новости по теме|ещё по теме|еще по теме|самое читаемое|популярное|последние новости|смотрите также|рекомендуем|читайте також|дивіться також|схожі новини|прочетете още|
ilgili haberler|benzer haberler|bunlar da ilginizi çekebilir|ilginizi çekebilir|baca juga|artikel terkait|berita terkait|berita terkini|xem thêm|tin liên quan|bài viết liên quan|đọc thêm|
اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|اقرأ المزيد|مواضيع ذات صلة|أخبار ذات صلة|مقالات ذات صلة|شاهد أيضا|شاهد أيضاً|ذات صلة|الأكثر قراءة|بیشتر بخوانید|مطالب مرتبط|اخبار مرتبط|یہ بھی پڑھیں|यह भी पढ़ें|ये भी पढ़ें|संबंधित खबरें|संबंधित ख़बरें|और पढ़ें|
相关新闻|相关阅读|相关文章|相关推荐|推荐阅读|延伸阅读|延伸閱讀|相關新聞|相關文章|推薦閱讀|更多新闻|更多新聞|猜你喜欢|猜你喜歡|热门文章|热门推荐|最新文章|関連記事|関連リンク|関連ニュース|あわせて読みたい|おすすめ記事|こちらもおすすめ|人気記事|관련기사|관련 기사|많이 본 뉴스|추천기사|함께 볼만한 기사`,
	annotate.RegionComments:    `comments|responses|reader comments|readers' comments|what readers say|leave a comment|leave a reply|post a comment|add a comment|join the conversation|join the discussion|view comments|show comments|kommentare|kommentar schreiben|schreibe einen kommentar|schreiben sie einen kommentar|kommentar hinterlassen|antwort schreiben|commentaires|laisser un commentaire|comentarios|deja un comentario|deja una respuesta|comentários|deixe um comentário|commenti|lascia un commento|reacties|komentarze|dodaj komentarz|комментарии|оставить комментарий|التعليقات|اترك تعليقا|yorumlar|评论|发表评论|コメント|댓글`,
	annotate.RegionNewsletter:  `newsletter|subscribe|sign up for our newsletter|subscribe to our newsletter|get our newsletter|stay informed|newsletter abonnieren|jetzt newsletter abonnieren|abonnez-vous|suscríbete|inscreva-se|iscriviti alla newsletter`,
	annotate.RegionBoilerplate: `about the author|about the authors|about us|about the writer|über den autor|über die autorin|über die autoren|zum autor|zur autorin|à propos de l'auteur|sobre el autor|sobre la autora|sobre o autor|sull'autore|об авторе|share|share this|share this article|share this story|share this post|teilen|artikel teilen|diesen artikel teilen|partager|partager cet article|compartir|comparte|compartilhar|condividi|поделиться|شارك|分享|シェア|공유|tags|topics|schlagwörter|schlagworte|themen|mots-clés|etiquetas|follow us|folgen sie uns|folge uns|contact us|kontakt|contact|disclaimer|copyright`,
}

// closingKinds tell a closing by its words.
var closingKinds = func() map[string]annotate.RegionKind {
	kinds := map[string]annotate.RegionKind{}
	for kind, texts := range closings {
		for text := range strings.SplitSeq(texts, "|") {
			kinds[strings.TrimSpace(text)] = kind
		}
	}
	return kinds
}()

// longestClosing bounds a closing, in bytes.
const longestClosing = 90

// closing is the kind of what follows a line, "" where it opens nothing.
func closing(text string) annotate.RegionKind {
	if len(text) > longestClosing {
		return ""
	}
	return closingKinds[strings.Trim(key(strings.ReplaceAll(text, "’", "'")), " :?!.…»›→>+-–—|：！【】[]()（）「」▶►•0123456789")]
}

// mostClosed is the part of the article's prose that may stand below a closing for all of it to be none of the article.
const mostClosed = 0.3

// mostBoxes is how many boxes among the prose are looked at closely.
const mostBoxes = 40

// close makes regions of what stands below closings: all that follows, or where much of the article does, what goes with the closing.
func (p *page) close(choices []choice) {
	after := make([]int, len(p.blocks)+1) // letters of prose from a block on
	for i := len(p.blocks) - 1; i >= 0; i-- {
		after[i] = after[i+1]
		if choices[i].take && choices[i].kind == "" {
			after[i] += p.blocks[i].letters
		}
	}
	boxes := 0
	for i, b := range p.blocks {
		if !choices[i].take || choices[i].kind != "" || i <= p.first || b.sure {
			continue
		}
		kind := closing(b.text)
		if kind == "" {
			continue
		}
		before := after[0] - after[i]
		if before >= leastArticle && (float64(after[i]) <= mostClosed*float64(after[0]) || kind == annotate.RegionComments && heading(b.tag)) && !(kind == annotate.RegionRelated && (boxes > mostBoxes || p.goesOn(choices, i))) {
			for k := i; k < len(p.blocks); k++ {
				if choices[k].take && choices[k].kind == "" && !p.blocks[k].sure {
					choices[k].kind = kind
				}
			}
			return
		}
		boxes++
		choices[i].kind = kind
		for k := i + 1; k < len(p.blocks) && !p.blocks[k].prose && !(heading(p.blocks[k].tag) && p.blocks[k].linked == 0); k++ {
			if c := &choices[k]; c.take && c.kind == "" && (p.blocks[k].linked*2 > p.blocks[k].letters || p.blocks[k].tag == atom.Li) {
				c.kind = kind
			}
		}
	}
}

// ownArticle is the element of the article that has the headline, where the page shows others beside it.
func (p *page) ownArticle() *html.Node {
	if p.last < 0 || p.headAt >= len(p.blocks) {
		return nil
	}
	for n := p.blocks[p.headAt].node; n != nil; n = n.Parent {
		if n.DataAtom == atom.Article {
			return n
		}
	}
	return nil
}

// partOthers makes regions of the other articles on a page, where the one that has the headline is an article by itself.
func (p *page) partOthers(choices []choice) {
	p.partSisters(choices)
	own := p.ownArticle()
	if own == nil || p.prose[own] < leastProse || !alike(p.blocks[p.headAt].text, p.headline) {
		return
	}
	inside, parts := map[*html.Node]bool{}, p.partsOfOwn()
	for i, b := range p.blocks {
		if !choices[i].take || b.sure || within(b.node, own, inside) {
			continue
		}
		if other := articleOf(b.node); other != nil && !parts[other] {
			choices[i].kind = annotate.RegionRelated
		}
	}
}

// partsOfOwn are the articles that are parts of the page's own, as the ingredients and the steps of a recipe are: they have a heading,
// but no headline, as another has it: of the first rank, or leading to it.
func (p *page) partsOfOwn() map[*html.Node]bool {
	parts, others := map[*html.Node]bool{}, map[*html.Node]bool{}
	for _, b := range p.blocks {
		in := articleOf(b.node)
		switch {
		case in == nil, b.hidden, b.area != "":
		case b.tag == atom.H1, b.tag != atom.Li && b.linked == b.letters && b.letters >= leastEnded:
			others[in] = true
		case heading(b.tag) && b.linked == 0:
			parts[in] = true
		}
	}
	maps.DeleteFunc(parts, func(n *html.Node, _ bool) bool { return others[n] })
	return parts
}

// goesOn says whether the article's prose goes on below a closing, as it does around a box: in the element in which it stood before, or
// in one of the same fashion.
func (p *page) goesOn(choices []choice, closing int) bool {
	before := map[string]bool{}
	places := map[*html.Node]bool{}
	box := p.blocks[closing].node.Parent
	for i, b := range p.blocks {
		if !choices[i].take || choices[i].kind != "" || !b.prose || b.tag == atom.Li {
			continue
		}
		switch {
		case i < closing:
			places[b.node.Parent] = true
			before[fashion(b)] = true
		case i > closing && b.linked == 0 && b.read && (places[b.node.Parent] && b.node.Parent != box || fashion(b) != "" && before[fashion(b)] && b.node.Parent != box):
			return true
		}
	}
	return false
}

// partSisters makes regions of what stands, with a headline of its own, in parts of the page that are called as the one is in which the
// article's headline stands, as where one article after the other is loaded.
func (p *page) partSisters(choices []choice) {
	if p.last < 0 || p.headAt >= len(p.blocks) || p.blocks[p.headAt].tag != atom.H1 || !alike(p.blocks[p.headAt].text, p.headline) {
		return
	}
	for n := p.blocks[p.headAt].node.Parent; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		class := attribute(n, "class")
		if class == "" || p.prose[n] < leastProse || articleOf(n.Parent) != nil {
			continue
		}
		sisters := map[*html.Node]bool{}
		for s := n.NextSibling; s != nil; s = s.NextSibling {
			if s.DataAtom == n.DataAtom && p.titled[s] && attribute(s, "class") == class {
				sisters[s] = true
			}
		}
		if len(sisters) == 0 {
			continue
		}
		for i, b := range p.blocks {
			for up := b.node; up != nil && choices[i].take && !b.sure; up = up.Parent {
				if sisters[up] {
					choices[i].kind = annotate.RegionRelated
					break
				}
			}
		}
		return
	}
}
