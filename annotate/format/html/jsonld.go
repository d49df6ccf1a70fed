package html

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// told is what a page's JSON-LD says of the article.
type told struct {
	headline, published, outlet, language, url, body string
	updates                                          string   // of an article that is written as things happen, of which a page may show some
	authors, parts                                   []string // parts are what belongs to the article and is not all of it
}

// readData reads what the scripts of a page say of the article: the one of that address or that headline where several are described.
func readData(scripts []string, fits func(told) int) told {
	var best told
	rank := -1
	dates := map[string]bool{} // on which pages were published that are not said to be articles
	for _, script := range scripts {
		nodes := map[string]any{} // those with an id, which others refer to
		var articles []map[string]any
		var look func(value any, depth int)
		look = func(value any, depth int) {
			if depth > 40 {
				return
			}
			switch v := value.(type) {
			case []any:
				for _, item := range v {
					look(item, depth+1)
				}
			case map[string]any:
				if id, is := v["@id"].(string); is && len(v) > 1 && nodes[id] == nil {
					nodes[id] = v
				}
				if isArticle(v["@type"]) {
					articles = append(articles, v)
				} else if isPageType(v["@type"]) && len(texts(v["datePublished"])) == 1 {
					dates[texts(v["datePublished"])[0]] = true
				}
				for _, name := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item", "author", "publisher", "isPartOf"} {
					look(v[name], depth+1)
				}
			}
		}
		look(decodeData(script), 0)
		for _, article := range articles {
			t := readArticle(article, nodes)
			if r := fits(t); r > rank {
				best, rank = t, r
			}
		}
	}
	if rank < 0 && len(dates) == 1 {
		for date := range dates {
			best.published = date
		}
	}
	return best
}

// decodeData is the value of a script, nil where it is not JSON. Pages break lines within strings, and put comments around it.
func decodeData(script string) any {
	text := strings.TrimSpace(script)
	for _, frame := range []string{"<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/"} {
		text = strings.TrimSpace(strings.TrimPrefix(text, frame))
	}
	for _, frame := range []string{"-->", "//]]>", "]]>", "/*]]>*/", ";"} {
		text = strings.TrimSpace(strings.TrimSuffix(text, frame))
	}
	var value any
	if json.Unmarshal([]byte(text), &value) == nil {
		return value
	}
	plain := bytes.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, []byte(text))
	if json.Unmarshal(plain, &value) != nil {
		return nil
	}
	return value
}

var articleTypes = []string{"article", "newsarticle", "blogposting", "reportagenewsarticle", "liveblogposting", "opinionnewsarticle", "analysisnewsarticle",
	"backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "report", "scholarlyarticle", "techarticle", "socialmediaposting",
	"advertisercontentarticle", "satiricalarticle", "discussionforumposting", "recipe", "review", "medicalscholarlyarticle", "interview"}

var pageTypes = []string{"webpage", "creativework", "itempage", "aboutpage", "faqpage", "medicalwebpage", "guide", "howto", "learningresource"}

func isArticle(kind any) bool { return isOneOf(kind, articleTypes) }

func isPageType(kind any) bool { return isOneOf(kind, pageTypes) }

func isOneOf(kind any, known []string) bool {
	return slices.ContainsFunc(texts(kind), func(name string) bool {
		return slices.Contains(known, strings.ToLower(name[strings.LastIndexAny(name, "/:")+1:]))
	})
}

func readArticle(v map[string]any, nodes map[string]any) told {
	first := func(names ...string) string {
		for _, name := range names {
			if found := texts(v[name]); len(found) > 0 {
				return unescape(found[0])
			}
		}
		return ""
	}
	t := told{headline: first("headline", "name"), published: first("datePublished", "dateCreated"), language: first("inLanguage"), url: first("url", "mainEntityOfPage", "@id"), body: first("articleBody")}
	t.updates = updates(v)
	t.parts = recipe(v)
	for _, who := range list(v["author"]) {
		t.authors = append(t.authors, named(who, nodes)...)
	}
	if len(t.authors) == 0 {
		for _, who := range list(v["creator"]) {
			t.authors = append(t.authors, named(who, nodes)...)
		}
	}
	if names := named(v["publisher"], nodes); len(names) > 0 {
		t.outlet = names[0]
	}
	return t
}

// named are the names of a person or an organisation, which may be only referred to.
func named(who any, nodes map[string]any) []string {
	v, is := who.(map[string]any)
	if !is {
		return each(texts(who))
	}
	if names := texts(v["name"]); len(names) > 0 {
		return each(names)
	}
	if id, is := v["@id"].(string); is {
		if other, is := nodes[id].(map[string]any); is {
			return each(texts(other["name"]))
		}
	}
	return nil
}

func each(names []string) []string {
	for i := range names {
		names[i] = unescape(names[i])
	}
	return names
}

func list(value any) []any {
	if all, is := value.([]any); is {
		return all
	}
	if value == nil {
		return nil
	}
	return []any{value}
}

// texts are the strings of a value that may be one, a list, or a thing with an id or a value.
func texts(value any) []string {
	var all []string
	for _, item := range list(value) {
		switch v := item.(type) {
		case string:
			if strings.TrimSpace(v) != "" {
				all = append(all, strings.TrimSpace(v))
			}
		case map[string]any:
			for _, name := range []string{"@value", "@id", "name"} {
				if text, is := v[name].(string); is && text != "" {
					all = append(all, text)
					break
				}
			}
		}
	}
	return all
}

// describes says how much what is told of an article fits the page: by its address, by a heading that the page shows.
func (p *page) describes(t told) int {
	fit := 0
	if t.url != "" && (t.url == p.signs.links["canonical"] || t.url == p.signs.first("og:url") || t.url == p.url) {
		fit += 4
	}
	for _, b := range p.blocks {
		if t.headline != "" && heading(b.tag) && key(b.text) == key(t.headline) {
			fit += 2
			if b.tag == atom.H1 {
				fit += 2
			}
			break
		}
	}
	if t.headline != "" && (strings.HasPrefix(key(p.signs.title), key(t.headline)) || key(p.signs.first("og:title")) == key(t.headline)) {
		fit += 2
	}
	if t.published != "" {
		fit++
	}
	return fit
}

// updates are what an article that is written as things happen says so far, a line for each.
func updates(v map[string]any) string {
	var all strings.Builder
	for _, item := range list(v["liveBlogUpdate"]) {
		if update, is := item.(map[string]any); is {
			for _, text := range append(texts(update["headline"]), texts(update["articleBody"])...) {
				all.WriteString("\n" + text)
			}
		}
	}
	return all.String()
}

// recipe are the lines of a recipe: what it takes and what is to be done.
func recipe(v map[string]any) []string {
	lines := texts(v["recipeIngredient"])
	var look func(value any, depth int)
	look = func(value any, depth int) {
		for _, item := range list(value) {
			switch step := item.(type) {
			case string:
				lines = append(lines, step)
			case map[string]any:
				lines = append(lines, texts(step["text"])...)
				if depth < 4 {
					look(step["itemListElement"], depth+1)
				}
			}
		}
	}
	look(v["recipeInstructions"], 0)
	return lines
}
