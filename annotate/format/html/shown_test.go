package html

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// towns, things and said are what the pages below are made of.
var (
	towns  = strings.Fields("Ostrel Marn Quay Tessin Brack Halve Ville Nore Aldersund Pemmel Kirrin Vasto")
	things = strings.Split("The harbour at Ostrel, where the fog comes in by rail|A night among the lamps of Marn and its long pier|What the pilots of Tessin eat before the tide turns|Brack Point and the last of the wooden cranes there|How Halve Sound lost its bridge and kept its toll|The ropemakers of Lower Ville do not retire at all|Grey Nore by bicycle, with the wind from behind you|Three churches and a fish hall in little Aldersund|The tide tables of Pemmel are wrong and here is why|Kirrin after dark, or why the gulls never go to sleep|Vasto and the smugglers who built its town hall steps|Solm has two harbours and neither of them has water", "|")
	said   = strings.Split("The tide was late again this morning, and with it the post.|Nobody at the harbour office could say when the cranes will move.|“We have asked three times,” the harbour master said, and shrugged.|A fourth letter was sent by hand to the ministry on Tuesday.|The pilots have taken up knitting, and are said to be good at it.|By noon two ferries had turned around at the outer buoy.|The baker by the fish hall sold out of rolls before nine.|Children were let out of school early, to watch the salvage tug.|The tug did not come, because its crew had not been paid.|In the evening the mayor read out the names of the lost hats.|What happens next is for the council, which meets in a week.|It has met eleven times on this matter, and has dined each time.", "|")
)

// repeated repeats a piece of a page, in which # is a number, TOWN a town, THING a headline and SAID a sentence.
func repeated(n int, piece string) string {
	var out strings.Builder
	for i := range n {
		out.WriteString(strings.NewReplacer("#", fmt.Sprint(i), "TOWN", towns[i%12], "THING", things[i%12], "SAID", said[i%12]).Replace(piece))
	}
	return out.String()
}

// surrounded is what stands on a page around an article.
func surrounded(main string) string {
	return `<body><header><a href="/">Vell Courier</a></header><nav><ul>` + repeated(8, `<li><a href="/s/#">News of TOWN</a></li>`) + `</ul></nav>` + main +
		`<aside class="sidebar"><h3>Most read</h3><ul><li><a href="/m/1">Why the old lighthouse turns the other way round at night</a></li><li><a href="/m/2">Seven bakeries that open before the first ferry leaves</a></li></ul></aside>` +
		`<footer class="site-footer"><ul><li><a href="/f/1">About us</a></li><li><a href="/f/2">Terms of use</a></li></ul><p>© Vell Courier. No part of this page may be printed again without leave.</p></footer></body>`
}

// TestArticlesAreShown reads pages of kinds on which little of the article is sentences, or stands where sentences seldom do. Of each the
// words within [[ ]] are its article, and below them stand links to others.
func TestArticlesAreShown(t *testing.T) {
	const others = `<div class="related"><h3>Related articles</h3><ul><li><a href="/r/1">Cranes were bent before, a report of the port says</a></li><li><a href="/r/2">Pilots ask for their winter coats in a letter to the mayor</a></li></ul></div>`
	const intro = `<p>[[It is that time of the year again, and we have looked at all that was written about harbours, so that you need not.]]</p><p>[[Below is what we liked, in no order that anybody at this paper could agree on.]]</p>`
	const two = `<p>[[The port of Vell opens on Friday, a week early, the mayor said.]]</p><p>[[Two cranes were mended at night, by men from Ostrel.]]</p>`
	const talk = `<li class="c"><div>user#</div><div>I do not think so, and if it were, who would tell us of it? SAID</div></li>`
	in := func(article string) string {
		return surrounded(`<main><article><h1>Harbour stays shut</h1><div class="article-body">` + article + `</div></article>` + others + `</main>`)
	}
	pages := map[string]string{
		"a list of links":                          in(intro + `<ul>` + repeated(12, `<li><a href="/#">[[THING]]</a></li>`) + `</ul>`),
		"a list of links, and hardly a sentence":   in(`<p>[[Read these.]]</p><ul>` + repeated(12, `<li><a href="/#">[[THING]]</a></li>`) + `</ul>`),
		"a list of links above its only sentences": in(`<ul>` + repeated(12, `<li><a href="/#">[[THING]]</a></li>`) + `</ul><p>[[That is what we found this week. Write to us of what we have missed.]]</p>`),
		"links on a page without names":            surrounded(`<div><h1>Harbour stays shut</h1><p>[[This week the harbours had much to say, and others of them.]]</p><ul>` + repeated(12, `<li><a href="/#">[[THING]]</a></li>`) + `</ul></div>`),
		"lines, each in an element":                surrounded(`<div id="p">` + repeated(24, `<div class="t">[[At TOWN on the #th it was]]</div><div class="t">[[SAID]]</div>`) + `</div>`),
		"lists of links below headings":            in(intro + repeated(4, `<h3>[[TOWN]]</h3><ul><li><a href="/a#">[[THING]]</a></li><li><a href="/b">[[THING, again]]</a></li></ul>`)),
		"paragraphs of titles parted by breaks":    in(intro + `<h3>[[3 lists:]]</h3><p>` + repeated(12, `[[TOWN,]] <a href="/#">[[THING]]</a><br>`) + `</p><h3>[[Lists we looked at:]]</h3><p>` + repeated(12, `[[The Gazette of TOWN’s]] <a href="/#">[[Best Harbours of the Year]]</a> • `) + `</p>`),
		"a link and a word in each paragraph":      in(intro + repeated(12, `<p><b><a href="/#">[[THING]]</a></b> [[(TOWN)]]</p>`)),
		"a box for each link":                      in(intro + repeated(12, `<div class="item"><div>#</div><div><a href="/x">[[THING]]</a></div><div>[[near TOWN]]</div></div>`)),
		"a table of links":                         in(intro + `<table>` + repeated(12, `<tr><td><a href="/#">[[THING]]</a></td><td>[[TOWN]]</td></tr>`) + `</table>`),
		"sources as long as the article":           in(repeated(6, `<p>[[SAID]]</p>`) + `<p>[[What we read for this article:]]</p><ul>` + repeated(12, `<li>[[TOWN,]] <a href="/#">[[THING]]</a></li>`) + `</ul>`),
		"links and no sentence":                    in(repeated(12, `<li><a href="/#">[[THING]]</a> — [[TOWN Gazette]]</li>`)),
		"a table and no sentence":                  in(`<table><tr><th>[[Ship]]</th><th>[[From]]</th><th>[[Berth]]</th></tr>` + repeated(24, `<tr><td>[[The Maid of TOWN]]</td><td>[[TOWN]]</td><td>[[#]]</td></tr>`) + `</table>`),
		"boxes that are called a menu":             in(repeated(3, `<p>[[SAID]]</p>`) + repeated(12, `<div class="deal nav-box"><p><a href="/#">[[The lamp of TOWN]]</a> [[now for 19 crowns]]</p><p>[[SAID It was made for ships, and hangs well above a table.]]</p></div>`)),
		"paragraphs in what is called advertising": in(repeated(12, `<div class="ad-layer sc-ad_#"><p>[[SAID It was so on the day before, at TOWN too.]]</p></div>`)),
		"captions with the makers of the pictures": in(`<p>[[Our readers sent us their pictures of the frozen port.]]</p>` + repeated(12, `<figure><img src="#.jpg"><figcaption>[[SAID It is the quay of TOWN.]] <span class="credit">Photo: Ada Quill</span></figcaption></figure>`)),
		"an article of several articles":           surrounded(`<main><article class="head"><h1>Harbour stays shut</h1>` + repeated(6, `<p>[[SAID]]</p>`) + `</article><article class="steps"><h2>[[What to do]]</h2><ol>` + repeated(12, `<li>[[SAID So go by way of TOWN.]]</li>`) + `</ol></article>` + others + `</main>`),
		"for those whose browser runs no program":  surrounded(`<div id="root"></div><noscript><article><h1>Harbour stays shut</h1>` + repeated(12, `<p>[[SAID]]</p>`) + `</article></noscript>`),
		"folded away but for how it begins":        in(repeated(6, `<p>[[SAID It was so at TOWN too, as far as one could see from there.]]</p>`) + `<div class="rest" style="display:none">` + repeated(12, `<p>[[SAID It was # o’clock by then.]]</p>`) + `</div><a href="#">Read more</a>`),
		"within an element of the page’s own":      surrounded(`<news-article><template shadowrootmode="open"><article><h1>Harbour stays shut</h1>` + repeated(12, `<p>[[SAID]]</p>`) + `</article></template></news-article>`),
		"links in Chinese":                         in(`<p>[[又到了这个时候，我们看了最近几个月关于海港的所有文章。]]</p><ul><li><a href="/1">[[冬季最值得一去的十二个海港]]</a></li><li><a href="/2">[[领航员在涨潮之前吃什么]]</a></li><li><a href="/3">[[布拉克角最后的木制起重机]]</a></li><li><a href="/4">[[下维尔的制绳匠从不退休]]</a></li></ul>`),
		"links in Arabic":                          in(`<p>[[سيبقى ميناء فيل مغلقا حتى نهاية الشهر.]]</p><ul><li><a href="/1">[[لا أحد في مكتب الميناء يعرف متى سيفتح]]</a></li><li><a href="/2">[[تسير القطارات كالمعتاد، لكن عددا أقل منها يتوقف]]</a></li><li><a href="/3">[[سيجتمع المجلس مرة أخرى الأسبوع المقبل]]</a></li></ul>`),
		"two sentences, and many comments":         surrounded(`<main><article><h1>Harbour stays shut</h1><div class="article-body">` + two + `</div></article><section id="comments"><h2>24 comments</h2><ol>` + repeated(24, talk) + `</ol></section></main>`),
		"comments that only their heading names":   surrounded(`<main><article><h1>Harbour stays shut</h1><div class="article-body">` + two + `</div></article><section class="talk"><h2>Comments</h2><ol>` + repeated(24, talk) + `</ol></section></main>`),
		"two sentences, and other articles":        surrounded(`<main><article><h1>Harbour stays shut</h1><div class="article-body">` + two + `</div></article>` + repeated(12, `<article class="card"><h2><a href="/#">THING</a></h2><p>SAID</p></article>`) + `</main>`),
	}
	marks := regexp.MustCompile(`(?s)\[\[(.*?)\]\]`)
	for kind, page := range pages {
		var article strings.Builder
		for _, m := range marks.FindAllStringSubmatch(page, -1) {
			article.WriteString(m[1] + " ")
		}
		docs, _ := readAll(t, "page.html", []byte(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Harbour stays shut | Vell Courier</title>`+marks.ReplaceAllString(page, "$1")))
		truth, shown := words(article.String()), words(apart(docs[0]))
		if n := common(truth, shown); n*100 < 95*len(truth) || n*100 < 85*(len(shown)-3) { // but for the headline
			t.Errorf("%s: of %d words %d are shown, of %d in all: %q", kind, len(truth), n, len(shown), apart(docs[0]))
		}
	}
}
