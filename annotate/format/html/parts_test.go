package html

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestArticlesInParts reads articles whose text does not stand in one place, and what stands between its parts.
func TestArticlesInParts(t *testing.T) {
	paragraphs := strings.SplitAfter(prose, "</p>")
	set := strings.ReplaceAll(prose, "<p>", `<p class="t18">`)
	for kind, c := range map[string]struct {
		page      string
		want, not []string
	}{
		"sent later than the page, to its place": {`<body><main><h1>Harbour stays shut</h1><template id="B:0"></template><p>` + `The harbour office has asked the town for two more cranes, which will come by rail in the spring.</p></main><footer>Vell Courier</footer>` +
			`<div hidden id="S:0"><div class="text">` + prose + `</div></div><script>$RC("B:0","S:0")</script></body>`, []string{"three cranes", "fish market", "by rail"}, nil},
		"in the boxes of a program that builds pages": {`<body><div class="elementor"><h1>Harbour stays shut</h1><div class="elementor-widget-text-editor"><div class="elementor-widget-container">` + paragraphs[0] + `</div></div>` +
			`<div class="elementor-widget-text-editor"><div class="elementor-widget-container">` + paragraphs[1] + paragraphs[2] + `</div></div></div></body>`, []string{"three cranes", "fish market"}, nil},
		"in two columns set alike": {`<body><h1>Harbour stays shut</h1><div class="stage"><div class="col"><div class="px">` + set + `</div></div><div class="picture"><img src="a.jpg"></div><div class="col"><div class="px"><h3>How long?</h3>` +
			strings.ReplaceAll(set, "Vell", "Torn") + `</div></div></div></body>`, []string{"port of Vell", "How long?", "port of Torn"}, nil},
		"around a box that leads elsewhere": {`<body><main><h1>Harbour stays shut</h1><div class="x">` + set + strings.ReplaceAll(set, "Vell", "Torn") + `</div><div class="box"><p>Read more</p><p><a href="/n/1">Bridge of Marn opened</a></p></div><div class="x">` +
			strings.ReplaceAll(paragraphs[0], "<p>", `<p class="t18">`) + `<p class="t18">The mayor will speak again on Monday, when the cranes will have been looked at by those who built them.</p></div></main></body>`,
			[]string{"built them"}, []string{"Bridge of Marn"}},
		"with teasers of others": {`<body><main><h1>Harbour stays shut</h1><div class="text">` + prose + `<div class="teaser"><h2><a href="/a">A bridge</a></h2><p>In Marn a bridge was opened over the river, for which the town had waited.</p></div>` +
			`<div class="teaser"><h2><a href="/b">A tower</a></h2><p>In Torn a tower was closed, for which nobody had waited but the birds in it.</p></div></div></main></body>`, []string{"fish market"}, []string{"had waited", "the birds"}},
		"with what the site says of itself": {`<body><main><h1>Harbour stays shut</h1>` + paragraphs[0] + `<div>ADVERTISEMENT</div>` + paragraphs[1] + `<p>Article continues below this ad</p><p>Already a subscriber? Sign in here, and read on.</p><p>Photo: Bo Renn</p>` + paragraphs[2] +
			`<p>Follow the Vell Courier on Google News and WhatsApp.</p></main></body>`, []string{"three cranes", "harbour office", "fish market"}, []string{"ADVERT", "continues below", "subscriber", "Bo Renn", "Google News"}},
		"with lists of links and lines that lead elsewhere": {`<body><main><h1>Harbour stays shut</h1><div class="text">` + paragraphs[0] + `<p>Read also: <a href="/n/7">All cranes of the coast were looked at.</a></p><ul><li><a href="/n/1">What a pilot earns in a year on the coast</a></li><li><a href="/n/2">Who looks at the cranes of the harbour?</a></li></ul>` +
			paragraphs[1] + paragraphs[2] + `<ul><li>The <a href="/q">quay</a> stays open.</li><li>The market too.</li></ul></div></main></body>`, []string{"fish market", "quay stays open", "market too"}, []string{"of the coast were", "pilot earns", "Who looks"}},
		"with data of a program of the page": {`<body><main><h1>Harbour stays shut</h1>` + paragraphs[0] + `<div class="shop">{"layout":2,"title":"You may like these cranes","style":{"color":"red, which nobody sees."}}</div>` + paragraphs[1] + paragraphs[2] + `</main></body>`, []string{"fish market"}, []string{"layout", "nobody sees"}},
		"with a word on who wrote it":        {`<head><meta name="author" content="Ada Quill"></head><body><main><h1>Harbour stays shut</h1>` + prose + strings.ReplaceAll(prose, "Vell", "Torn") + `<p>Ada Quill is a writer of the Courier, who lives on a boat and has no telephone.</p></main></body>`, []string{"port of Torn"}, []string{"on a boat"}},
		"of a recipe": {data(`{"@type":"Recipe","name":"Harbour soup","recipeIngredient":["2 cups of fish stock","1 leek"],"recipeInstructions":[{"@type":"HowToStep","text":"Cut the leek."},{"@type":"HowToSection","itemListElement":[{"text":"Boil it for an hour"}]}]}`) +
			`<body><main><h1>Harbour soup</h1><div class="text">` + prose + `</div><aside><ul><li>2 cups of fish stock</li><li>1 leek</li></ul></aside><section class="promo-steps"><div>Cut the leek.</div><div>Boil it for an hour</div></section></main></body>`,
			[]string{"fish market", "fish stock", "1 leek", "Cut the leek.", "an hour"}, nil},
		"written as things happen": {data(`{"@type":"LiveBlogPosting","headline":"Harbour stays shut","liveBlogUpdate":[{"@type":"BlogPosting","headline":"Pilots sent home","articleBody":"The pilots were sent home at noon, said the harbour office, and will not be called before Monday."},{"articleBody":"A second crane was found to be cracked, and the quay was cleared of all who stood on it by the guards."}]}`) +
			`<body><main><h1>Harbour stays shut</h1><ol><li><div class="popular"><h2>Pilots sent home</h2><p>The pilots were sent home at noon, said the harbour office, and will not be called before Monday.</p></div></li><li><div class="popular"><p>A second crane was found to be cracked, and the quay was cleared of all who stood on it by the guards.</p></div></li></ol></main></body>`,
			[]string{"sent home at noon", "cleared of all"}, nil},
		"above a list of what it was written from": {`<body><main><h1>Harbour stays shut</h1><div class="text">` + prose + `</div><section><h3>Our Sources</h3><p>Interview with Ada Quill, mayor of Vell, Dec. 14, 2023</p><p>Harbour office of Vell, <a href="/x">What a crane carries</a>, May 2021</p>` +
			`<p>Vell Courier, A crane is bent, and nobody knows who bent it, Nov. 3, 2022</p></section></main></body>`, []string{"fish market"}, []string{"Our Sources", "mayor of Vell", "crane carries", "who bent it"}},
		"with a chapter on its sources": {`<body><main><h1>Harbour stays shut</h1><div class="text">` + prose + `<h3>Sources</h3><p>The water of the harbour has its sources in the hills, from where it comes by two rivers.</p><p>Neither of them was ever dry, as old people say in the town.</p></div></main></body>`,
			[]string{"fish market", "Sources", "two rivers", "ever dry"}, nil},
		"above items that lead to others": {`<body><div class="wrap"><div class="story"><h1>Harbour stays shut</h1><section class="text">` + prose + `</section></div><div class="more"><ul>` +
			strings.Repeat(`<li><div class="item"><h3><a href="/n/1">Bridge of Marn opened</a></h3><p>Bo Renn, 5 March 2024</p><p>In Marn a bridge was opened over the river, for which the town had waited, and over which nobody goes.</p></div></li>`+
				`<li><div class="item"><h3><a href="/n/2">Tower of Torn closed</a></h3><p>In Torn a tower was closed, for which nobody had waited but the birds in it, and nobody else was ever there.</p></div></li>`, 4) + `</ul></div></div></body>`,
			[]string{"fish market"}, []string{"had waited", "the birds"}},
		"with what players and shops say": {`<body><main><h1>Harbour stays shut</h1><p>Please use another browser for this film of the harbour</p>` + paragraphs[0] + `<p>Please use Harbour browser for films that can be heard</p>` + paragraphs[1] + paragraphs[2] +
			`<p>If you buy a crane after a click on one of the links, we may earn a small commission, which does not change what we say of cranes or of those who make them.</p><p>“We will get a commission on every link that they buy,” said the mayor of the chains of the cranes.</p><p>Who sells a crane in Vell may earn a commission of a tenth, and the harbour knows it.</p></main></body>`, []string{"harbour office", "fish market", "every link that", "of a tenth"}, []string{"Please use Harbour", "small commission"}},
		"below pictures in a row": {`<body><main><h1>Harbour stays shut</h1><div class="Carousel-slide"><div class="text"><p>FILE - Three cranes stand at the quay of Vell, Oct. 14, 2023. ` + strings.Repeat("Two of them were bent by the wind, and one by a ship. ", 6) + `(Bo Renn)</p></div></div>` +
			`<div class="Carousel-slide"><div class="text"><p>FILE - A ferry is held at the quay, Oct. 15, 2023. (Bo Renn)</p></div></div><div class="story">` + prose + strings.ReplaceAll(prose, "Vell", "Torn") + `</div></main></body>`, []string{"port of Vell", "port of Torn"}, []string{"Oct. 14", "Oct. 15"}},
	} {
		hasApart(t, kind, c.page, c.want, c.not)
	}
}

func TestUpdatesThatThePageDoesNotShowAreNotItsText(t *testing.T) {
	updates := ""
	for i := range 20 {
		updates += fmt.Sprintf(`,{"articleBody":"Update %d: the crane was looked at again, and nothing was found that had not been found in the hour before by others."}`, i)
	}
	docs, _ := readAll(t, "page.html", courier(data(`{"@type":"LiveBlogPosting","headline":"Harbour stays shut","liveBlogUpdate":[{"articleBody":"Two ferries are held."}`+updates+`]}`), `<h1>Harbour stays shut</h1>`, ""))
	if text := docs[0].Text; strings.Contains(text, "Update 7") || !strings.Contains(text, "fish market") {
		t.Errorf("%q", text)
	}
}

func TestArticleThatIsSaidAgainWhereNobodySeesItStandsOnce(t *testing.T) {
	again := textOfSource(prose)
	quoted, err := json.Marshal(again)
	if err != nil {
		t.Fatal(err)
	}
	docs, _ := readAll(t, "page.html", courier(data(`{"@type":"NewsArticle","headline":"Harbour stays shut","articleBody":`+string(quoted)+`}`), `<h1>Harbour stays shut</h1>`, `<div style="display:none">`+again+`</div>`))
	if n := strings.Count(docs[0].Text, "fish market"); n != 1 {
		t.Errorf("%d times: %q", n, docs[0].Text)
	}
}

func TestPartSentLaterStandsInItsPlace(t *testing.T) {
	docs, _ := readAll(t, "page.html", []byte(`<!doctype html><html lang="en"><title>Harbour stays shut</title><body><main><h1>Harbour stays shut</h1><template id="B:a"></template><p>The last word has the mayor, who says that nothing was said.</p></main><div hidden id="S:a">`+prose+`</div></body>`))
	if text := docs[0].Text; strings.Index(text, "fish market") > strings.Index(text, "The last word") || strings.Count(text, "fish market") != 1 {
		t.Errorf("%q", text)
	}
}

// TestArticlesThatPagesCarryForTheirPrograms reads articles of which a page shows the first sentences or none, and has the rest as data.
func TestArticlesThatPagesCarryForTheirPrograms(t *testing.T) {
	paragraphs := strings.SplitAfter(prose+strings.ReplaceAll(prose, "Vell", "Torn"), "</p>")
	quoted := func(value any) string {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	var pieces []any
	for _, paragraph := range paragraphs[:6] {
		first, rest, _ := strings.Cut(textOfSource(paragraph), ",")
		pieces = append(pieces, map[string]any{"type": "paragraph", "content": []any{map[string]any{"type": "text", "value": first + ","}, map[string]any{"type": "link", "content": []any{map[string]any{"type": "text", "value": rest}}}}})
	}
	state := func(story any) string {
		return `<script type="application/json">` + quoted(map[string]any{"props": map[string]any{"story": story}}) + `</script>`
	}
	others := []any{map[string]any{"content": prose}, map[string]any{"content": strings.ReplaceAll(prose, "Vell", "Marn")}, map[string]any{"content": strings.ReplaceAll(prose, "Vell", "Torn")}}
	const head = `<!doctype html><html lang="en"><title>The port of Vell and the mayor</title><body><main><h1>The port of Vell and the mayor</h1>`
	for kind, c := range map[string]struct {
		page      string
		want, not []string
	}{
		"in pieces":                         {head + `<div class="text">` + paragraphs[0] + `</div></main>` + state(map[string]any{"body": map[string]any{"content": pieces}}), []string{"port of Vell will", "port of Torn will"}, nil},
		"as source":                         {head + `<div id="app"></div></main><script>self.__next_f.push([1,` + quoted(strings.Join(paragraphs, "")) + `])</script>`, []string{"port of Vell will", "port of Torn will"}, nil},
		"that is another":                   {head + `<div class="text">` + prose + `</div></main>` + state(map[string]any{"body": strings.Repeat("<p>In Marn a bridge was opened over the river, for which the town had waited for a year.</p>", 20)}), []string{"fish market"}, []string{"Marn"}},
		"in a list with others":             {head + `<div class="text">` + prose + `</div></main>` + state(others), []string{"port of Vell will", "fish market"}, []string{"Marn", "Torn"}},
		"that the page shows":               {head + `<div class="text">` + strings.Join(paragraphs, "") + `</div></main>` + state(map[string]any{"body": map[string]any{"content": pieces}}), []string{"port of Vell will", "port of Torn"}, nil},
		"in what cannot be read any longer": {head + `<div class="text">` + prose + `</div></main><script type="application/json">{"story":</script>`, []string{"fish market"}, nil},
	} {
		docs, _ := readAll(t, "page.html", []byte(c.page))
		for _, words := range c.want {
			if strings.Count(apart(docs[0]), words) != 1 {
				t.Errorf("%s: %d times %q: %q", kind, strings.Count(apart(docs[0]), words), words, docs[0].Text)
			}
		}
		for _, words := range c.not {
			if strings.Contains(docs[0].Text, words) {
				t.Errorf("%s: with %q", kind, words)
			}
		}
	}
}
