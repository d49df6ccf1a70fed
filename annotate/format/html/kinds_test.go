package html

import (
	"fmt"
	"strings"
	"testing"
)

// prose is an article of three paragraphs, from which nobody would take a title, a date or a name.
const prose = `<p>The port of Vell will stay shut until the end of the month, the mayor said, after three cranes were found to be cracked and two more to be bent.</p>
<p>“No ship will leave,” she said, and added that the pilots had been sent home, for how long nobody in the harbour office could say.</p>
<p>Two ferries are held at the quay, and the trains to the coast run as usual, although fewer of them stop at the old fish market.</p>`

// courier is a page of the Vell Courier with a head, what stands above the article, and what below it.
func courier(head, above, below string) []byte {
	return fmt.Appendf(nil, `<!doctype html><html lang="en"><head><meta charset="utf-8">%s</head><body><header><a href="/">Vell Courier</a></header><main>%s<div class="article-body">%s</div>%s</main></body></html>`, head, above, prose, below)
}

func data(json string) string { return `<script type="application/ld+json">` + json + `</script>` }

func TestAuthorsAsPagesNameThem(t *testing.T) {
	const h1 = `<h1>Harbour stays shut</h1>`
	site := `<meta property="og:site_name" content="Vell Courier">`
	for kind, c := range map[string]struct{ head, above, below, want string }{
		"a word on a line of its own":          {site, h1 + `<div>By</div><div><a href="/x/1">Ada Quill</a></div>`, "", "Ada Quill"},
		"written by, on a line":                {site, h1 + `<p>Written by</p><p>Ada Quill</p>`, "", "Ada Quill"},
		"what somebody is, behind the name":    {site, h1 + `<div class="byline">By Ada Quill Staff Writer</div>`, "", "Ada Quill"},
		"the site behind the name":             {site, h1 + `<div class="byline"><a href="/s/9">Ada Quill</a> Vell Courier</div>`, "", "Ada Quill"},
		"called like a month":                  {site, h1 + `<div class="byline">by April Quill @aprilquill March 5, 2024</div>`, "", "April Quill"},
		"a handle behind the name":             {site, h1 + `<div class="byline">by Ada Quill @adaquill</div>`, "", "Ada Quill"},
		"grown together":                       {site, h1 + `<div class="byline">By<a href="/s/9">Ada Quill</a> 5 Mar 2024</div>`, "", "Ada Quill"},
		"said twice, in capitals":              {site, h1 + `<div class="share">By by ADA QUILL, BO RENN and IDA VOSS</div>`, "", "Ada Quill, Bo Renn, Ida Voss"},
		"how long one reads":                   {site, h1 + `<div class="byline">By Ada Quill 15 min read</div>`, "", "Ada Quill"},
		"a picture’s maker beside":             {site, h1 + `<div>Text von Ada Quill Illustration von Bo Renn</div>`, "", "Ada Quill"},
		"who took the picture is none":         {site, h1 + `<div class="byline">Image credit: REUTERS/Bo Renn</div><div class="byline">Ada Quill</div>`, "", "Ada Quill"},
		"a date behind a dash":                 {site, h1 + `<div class="meta"><a href="/s/9">Ada Quill</a> - March 5, 2024</div>`, "", "Ada Quill"},
		"a name above a date":                  {site, h1 + `<div><a href="/s/9">Ada Quill</a></div><div>5 March 2024</div>`, "", "Ada Quill"},
		"a rubric above a date is none":        {site, h1 + `<div><a href="/s/9">Fish Market</a></div><div>5 March 2024</div>`, "", ""},
		"a link to the author":                 {site, h1 + `<div class="social"><a href="/authors/ada-quill">Ada Quill</a> <a href="https://t.example/adaquill">@adaquill</a></div>`, "", "Ada Quill"},
		"in a box about the author":            {site, h1 + `<div class="author-info"><span>Ada Quill</span></div>`, "", "Ada Quill"},
		"more in the line than in the data":    {site + data(`{"@type":"NewsArticle","headline":"Harbour stays shut","author":{"name":"Ada Quill"}}`), h1 + `<div class="byline">Ada Quill, Bo Renn y Ida Voss</div>`, "", "Ada Quill, Bo Renn, Ida Voss"},
		"a function in the data":               {site + `<meta name="author" content="Ada Quill, Head of Harbours">`, h1 + `<div class="byline">Ada Quill, Head of Harbours</div>`, "", "Ada Quill"},
		"the site is called after its author":  {`<meta property="og:site_name" content="Ada Quill’s Harbour Blog">` + data(`{"@type":"BlogPosting","headline":"Harbour stays shut","author":[{"name":"Ada Quill"}]}`), h1 + `<div class="byline">Ada Quill</div>`, "", "Ada Quill"},
		"on a button":                          {site + data(`{"@type":"NewsArticle","headline":"Harbour stays shut","author":{"name":"Ada Quill"}}`), h1 + `<div>By <button>Ada Quill</button></div>`, "", "Ada Quill"},
		"the family’s name first":              {site + `<meta name="citation_author" content="Quill, Ada">`, h1 + `<p class="authors">Ada Quill</p>`, "", "Ada Quill"},
		"an agency in the data":                {site + data(`{"@graph":[{"@type":"NewsArticle","headline":"Harbour stays shut","author":{"@id":"#o"}},{"@id":"#o","name":"AFP"}]}`), h1 + `<div class="byline">AFP, 5 March 2024</div>`, "", "AFP"},
		"an agency in the line":                {site, h1 + `<div class="byline">By Associated Press</div>`, "", "Associated Press"},
		"the desk":                             {site + data(`{"@type":"NewsArticle","headline":"Harbour stays shut","author":{"name":"Redaktion"}}`), h1 + `<div class="entry-meta">am 5. März 2024 von Redaktion</div>`, "", "Redaktion"},
		"the site, where it says so":           {site + `<meta name="author" content="Vell Courier">`, h1 + `<div class="byline">Vell Courier, 5 March 2024</div>`, "", "Vell Courier"},
		"the site, which says nothing":         {site + `<meta name="author" content="Vell Courier">`, h1, "", ""},
		"nobody, which a program wrote":        {site + `<meta name="author" content="admin">`, h1 + `<div class="byline">admin</div>`, "", ""},
		"in the data alone":                    {site + `<meta name="author" content="Ada Quill">`, h1, "", ""},
		"signs of Japan beside a date":         {`<meta property="og:site_name" content="ヴェル新聞">`, `<h1>港は閉鎖されたまま</h1><div class="date"><a href="/s/9">奥村花子</a> 2024年3月5日</div>`, "", "奥村花子"},
		"a day, and on whose behalf":           {site, h1 + `<div class="meta">Dec. 19, 2025 · <a href="/x">Ada Quill</a> on behalf of the pilots</div>`, "", "Ada Quill"},
		"published and changed on two days":    {site, h1 + `<div class="meta">March 5, 2024 March 7, 2024 <a href="/x">Ada Quill</a></div>`, "", "Ada Quill"},
		"a name above what somebody is":        {site, h1 + `<div>Ada Quill</div><div>Founder and director</div>`, "", "Ada Quill"},
		"called like a month, in two words":    {site, h1 + `<div class="byline">Von Jan Quill</div>`, "", "Jan Quill"},
		"written by, below the article":        {site, h1, `<div><h3>Written by Ada Quill</h3><p>Ada Quill writes of harbours and of the sea, and of those who live on both of them in Vell.</p></div><h3>More</h3><p>The harbours of the north are as old as the sea, and nobody who lives there would call them new.</p>`, "Ada Quill"},
		"a label in another language":          {site, h1, `<p>Autorin: Ada Quill, Projektleiterin in Vell.</p>`, "Ada Quill"},
		"two who are said to write, elsewhere": {site, h1, strings.Repeat(`<h4><a href="/8">Harbours</a></h4>`, 9) + `<div class="card"><a href="/1">A quay</a><p>Written by Ada Quill</p></div><div class="card"><a href="/2">A pier</a><p>Written by Bo Renn</p></div>`, ""},
		"a user rather than nobody":            {site + data(`{"@type":"BlogPosting","headline":"Harbour stays shut","author":{"name":"aquill"}}`), h1 + `<div class="byline">by aquill</div>`, "", "aquill"},
		"a person rather than a user":          {site + data(`{"@type":"BlogPosting","headline":"Harbour stays shut","author":{"name":"ada"}}`), h1 + `<div class="byline">By Ada Quill</div>`, "", "Ada Quill"},
		"a user in the middle of a line":       {site, h1 + `<div class="byline">Posted in Harbours by aquill on March 5, 2024</div>`, "", "aquill"},
		"in an address too":                    {site, h1 + `<div class="byline"><a href="/s/9">Ada Quill</a> Chief of the port</div>`, `<p>Write to ada.quill@vell.example with what you know of cranes, of pilots, and of the ferries that are held there.</p>`, "Ada Quill"},
		"of a message that is quoted":          {site, h1, `<p>— Ada Quill (@adaquill) March 5, 2024</p>`, ""},
		"the team":                             {site, h1 + `<div>By the Courier Team 2–3 minutes</div>`, "", "the Courier Team"},
		"the site behind a day":                {site, h1 + `<div>5 March 2024 · 3 min read · By Vell Courier</div>`, "", "Vell Courier"},
		"the site, in the data":                {site + data(`{"@type":"NewsArticle","headline":"Harbour stays shut","author":{"name":"Vell Courier"}}`), h1, "", "Vell Courier"},
		"of an article that is offered":        {site + data(`{"@type":"NewsArticle","headline":"Harbour stays shut","author":{"name":"Ada Quill"}}`), h1 + `<div>By Ada Quill</div>`, `<div class="teaser"><h3><a href="/3">Cranes</a></h3><div class="byline">Bo Renn, Ada Quill</div></div>`, "Ada Quill"},
		"languages that a foot offers":         {site, h1, `<footer><ul class="meta"><li><a href="/sq">Albanian Shqip</a></li><li><a href="/1">Bosnian</a></li><li><a href="/2">Dari</a></li><li><a href="/3">Greek</a></li><li><a href="/4">Hausa</a></li><li><a href="/5">Hindi</a></li><li><a href="/6">Pashto</a></li><li><a href="/7">Polish</a></li><li><a href="/8">Urdu</a></li></ul></footer>`, ""},
		"another article’s author is not ours": {site, h1, `<aside class="related"><a href="/authors/bo-renn">Bo Renn</a></aside>`, ""},
	} {
		docs, _ := readAll(t, "page.html", courier(c.head, c.above, c.below))
		if docs[0].Author != c.want {
			t.Errorf("%s: %q, not %q", kind, docs[0].Author, c.want)
		}
	}
}

func TestTitlesAsPagesShowThem(t *testing.T) {
	og := func(title string) string {
		return `<meta property="og:title" content="` + title + `"><title>` + title + ` | Vell Courier</title>`
	}
	for kind, c := range map[string]struct{ head, above, want string }{
		"a rubric in the heading":             {og("Harbour stays shut until autumn"), `<h1><span class="headline__kicker">Cranes in Vell</span> <span>The harbour stays shut</span></h1>`, "The harbour stays shut"},
		"a rubric that is said too":           {og("Cranes in Vell: The harbour stays shut"), `<h1><span class="kicker">Cranes in Vell:</span> The harbour stays shut</h1>`, "Cranes in Vell: The harbour stays shut"},
		"the site’s name as a heading":        {`<title>The harbour stays shut - Vellnews</title>`, `<h1>Vellnews</h1><h2>The harbour stays shut</h2>`, "The harbour stays shut"},
		"a section’s name as a heading":       {`<title>Harbour of Vell Shut: Cranes : World : VC</title>`, `<h2>World</h2><h1>Cracked cranes keep every ship at the quay</h1>`, "Cracked cranes keep every ship at the quay"},
		"other signs in what is said":         {`<title>‘Grand Cranes’: A place to wait | Vell Courier</title>`, `<h1>Vell Courier</h1><h1>Grand Cranes: A place to wait</h1>`, "Grand Cranes: A place to wait"},
		"a heading for those who cannot see":  {`<title>Harbour shut, and nobody knows why | Vell</title>`, `<h1 class="--visuallyHidden">Vell</h1><h1>The harbour is shut and nobody knows why</h1>`, "The harbour is shut and nobody knows why"},
		"in two lines":                        {og("Vell has it: City of cranes"), `<h1><div class="overline">Vell has it</div>: City of cranes</h1>`, "Vell has it: City of cranes"},
		"a rubric before it, without a sign":  {`<title>Cranes in Vell: The harbour stays shut | VC</title><meta property="og:title" content="The harbour stays shut">`, `<h1><span class="dachzeile">Cranes in Vell</span> <span>The harbour stays shut</span></h1>`, "The harbour stays shut"},
		"a rubric in a lower heading":         {og("The harbour of Vell stays shut"), `<h2>World - The harbour of Vell stays shut</h2>`, "The harbour of Vell stays shut"},
		"where one came from as a heading":    {og("The harbour stays shut"), `<ul class="breadcrumb"><li><h1>Harbour shut, cranes cracked</h1></li></ul><h2>The harbour stays shut</h2>`, "The harbour stays shut"},
		"no heading":                          {`<title>Fans of Vell - The harbour of Vell stays shut - News</title>`, `<div class="t">The harbour of Vell stays shut</div>`, "The harbour of Vell stays shut"},
		"the site’s name, in a language":      {`<title>The harbour stays shut » Vell e.V.</title>`, `<h1><a href="/?lang=en">Vell, friends of the harbour</a></h1><h2>The harbour stays shut</h2>`, "The harbour stays shut"},
		"the last of some steps":              {og("The harbour stays shut"), `<ol><li><a href="/n">News</a></li><li><h1>Harbour shut, cranes cracked</h1></li></ol><h2>The harbour stays shut</h2>`, "The harbour stays shut"},
		"a word for those who cannot see":     {og("The harbour stays shut"), `<h1><div><span class="visuallyhidden">Headline:</span> The harbour stays shut</div></h1>`, "The harbour stays shut"},
		"marks where words may be parted":     {og("The harbour stays shut"), `<h1><span>Day of cranes</span> The har&shy;bour stays shut</h1>`, "The harbour stays shut"},
		"a heading that goes on":              {og("Harbours of the north"), `<h1>Harbours of the north and south</h1>`, "Harbours of the north and south"},
		"a short heading that is called one":  {`<title>Hut no. 3 by the sea. Huts for little money.</title>`, `<h1 class="entry-title">Hut 3</h1>`, "Hut 3"},
		"a drawing with a title of its own":   {og("The harbour stays shut"), `<svg viewBox="0 0 1 1"><title/><path d="M0"/></svg><h1>The harbour stays shut</h1>`, "The harbour stays shut"},
		"a few words of it lower on the page": {og("9 tools for the harbour, cranes and more"), `<h1>Nine things that no harbour can do without</h1><h3>Cranes</h3>`, "Nine things that no harbour can do without"},
	} {
		docs, _ := readAll(t, "page.html", courier(c.head, c.above, ""))
		if docs[0].Title != c.want {
			t.Errorf("%s: %q, not %q", kind, docs[0].Title, c.want)
		}
	}
}

func TestAHeadingWithinTheArticleIsNotItsTitle(t *testing.T) {
	head := `<title>What is a crane - A guide to harbours | Vell</title>`
	docs, _ := readAll(t, "page.html", courier(head, `<h1>An introduction to cranes for those who have none</h1>`, `<h2>What is a crane?</h2>`+prose))
	if want := "An introduction to cranes for those who have none"; docs[0].Title != want {
		t.Errorf("%q, not %q", docs[0].Title, want)
	}
}

func TestDaysAsPagesShowThem(t *testing.T) {
	for kind, c := range map[string]struct{ above, below, want string }{
		"a word on the line before, far below":      {"", strings.Repeat(`<h4><a href="/8">Harbours</a></h4>`, 12) + `<div>Posted on</div><div>Nov 21, 2018</div>`, "2018-11-21"},
		"said in a line, rather than of a picture":  {`<figure><figcaption>A crane in Vell on 3 March 2024</figcaption></figure>`, strings.Repeat(`<h4><a href="/8">Harbours</a></h4>`, 12) + `<p>Published: 5 March 2024</p>`, "2024-03-05"},
		"in numbers, as others on the page":         {`<div class="meta">03/10/2023</div>`, `<h4>Other days</h4><div>23/10/2023</div>`, "2023-10-03"},
		"in numbers, which may be read in two ways": {`<div class="meta">03/10/2023</div>`, ``, ""},
		"two that are said to be of publication":    {"", strings.Repeat(`<h4><a href="/8">Harbours</a></h4>`, 12) + `<p>Published: 5 March 2024</p><p>Published: 7 March 2024</p>`, ""},
	} {
		docs, _ := readAll(t, "page.html", courier(`<title>Harbour stays shut</title>`, `<h1>Harbour stays shut</h1>`+c.above, c.below))
		if docs[0].Published != c.want {
			t.Errorf("%s: %q, not %q", kind, docs[0].Published, c.want)
		}
	}
}

func TestArticlesInPagesOfManyParts(t *testing.T) {
	paragraphs := strings.SplitAfter(prose, "</p>")
	teasers := ""
	for i := range 60 {
		teasers += fmt.Sprintf(`<li><a href="/n/%d">The mayor of the neighbouring town number %d opens a new bridge over the river, which nobody had asked for.</a></li>`, i, i)
	}
	for kind, c := range map[string]struct {
		page      string
		want, not []string
	}{
		"each paragraph in a part of its own": {`<body><article><h1>Harbour stays shut</h1><div class="slide">` + paragraphs[0] + `</div><div class="slide">` + paragraphs[1] + `</div><div class="slide">` + paragraphs[2] + `</div></article></body>`,
			[]string{"three cranes", "harbour office", "fish market"}, nil},
		"parts that a maker calls cmp":            {`<body class="cmp-page"><div class="cmp-container"><h1>Harbour stays shut</h1><div class="cmp-text">` + prose + `</div></div></body>`, []string{"three cranes", "fish market"}, nil},
		"many linked sentences beside":            {`<body><div class="content"><h1>Harbour stays shut</h1><div class="text">` + prose + `</div></div><div class="puff"><ul>` + teasers + `</ul></div></body>`, []string{"three cranes", "fish market"}, []string{"neighbouring town"}},
		"notes in the place of films, and offers": {`<body><main><article><h1>Harbour stays shut</h1>` + paragraphs[0] + `<div class="box"><p>An dieser Stelle findest du einen externen Inhalt von Filmhaus, der den Artikel ergänzt.</p><p>Ich bin damit einverstanden, dass mir Inhalte von Filmhaus angezeigt werden.</p></div>` + paragraphs[1] + `<p>Sign up for the Courier’s morning newsletter, which tells you each day what happens in the harbour.</p>` + paragraphs[2] + `</article></main></body>`, []string{"three cranes", "harbour office", "fish market"}, []string{"externen Inhalt", "einverstanden", "Sign up"}},
		"what people say of cookies and letters":  {`<body><main><article><h1>Harbour stays shut</h1>` + paragraphs[0] + `<p>The mayor’s newsletter, to which half the town is subscribed, said on Monday that cookies would be handed out to those who wait.</p>` + paragraphs[2] + `</article></main></body>`, []string{"half the town"}, nil},
		"a lead that its maker calls a teaser":    {`<body><div class="news-single"><h1>Harbour stays shut</h1><div class="teaser-text">` + paragraphs[0] + `</div><div class="news-text">` + paragraphs[1] + paragraphs[2] + `</div></div></body>`, []string{"three cranes", "fish market"}, nil},
		"a note on privacy":                       {`<body><main><h1>Harbour stays shut</h1><div class="body">` + prose + `</div><div class="privacy-modal"><p>We do not allow you to opt out of certain cookies, as they are needed for the proper working of our site, which we regret.</p></div></main></body>`, []string{"fish market"}, []string{"opt out"}},
	} {
		hasApart(t, kind, c.page, c.want, c.not)
	}
}

// hasApart checks what of a page is its article, apart from regions, and what is not.
func hasApart(t *testing.T, kind, page string, want, not []string) {
	t.Helper()
	docs, _ := readAll(t, "page.html", []byte(`<!doctype html><html lang="en"><title>Harbour stays shut</title>`+page))
	for _, words := range want {
		if !strings.Contains(apart(docs[0]), words) {
			t.Errorf("%s: without %q: %q", kind, words, docs[0].Text)
		}
	}
	for _, words := range not {
		if strings.Contains(apart(docs[0]), words) {
			t.Errorf("%s: with %q", kind, words)
		}
	}
}

func TestDayOfAPageThatIsNotSaidToBeAnArticle(t *testing.T) {
	docs, _ := readAll(t, "page.html", courier(data(`{"@graph":[{"@type":"WebPage","name":"Harbour","datePublished":"2024-03-05"},{"@type":"WebSite","name":"Vell"}]}`), `<h1>Harbour stays shut</h1>`, ""))
	if docs[0].Published != "2024-03-05" {
		t.Errorf("%q", docs[0].Published)
	}
	docs, _ = readAll(t, "page.html", courier(data(`[{"@type":"WebPage","datePublished":"2024-03-05"},{"@type":"WebPage","datePublished":"2024-03-06"}]`), `<h1>Harbour stays shut</h1>`, ""))
	if docs[0].Published != "" {
		t.Errorf("one of two days was taken: %q", docs[0].Published)
	}
}
