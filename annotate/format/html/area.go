package html

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
)

// area is a part of a page, by what it is for.
type area string

// The areas that are not the article's prose. Those of a kind of region are kept as one within the article; the others are left out.
const (
	navigation area = "navigation"
	sharing    area = "share buttons"
	cookies    area = "cookie notes"
	ads        area = "advertising"
	tools      area = "tools of the page"
	remarks    area = "comments"
	related    area = "related links"
	letter     area = "newsletter"
	byline     area = "byline"
	caption    area = "caption"
	bio        area = "about the author"
	topics     area = "topics"
	legal      area = "small print"
)

// regions are the kinds of region that an area becomes within an article.
var regions = map[area]annotate.RegionKind{
	remarks: annotate.RegionComments, related: annotate.RegionRelated, letter: annotate.RegionNewsletter, byline: annotate.RegionByline,
	caption: annotate.RegionCaption, bio: annotate.RegionBoilerplate, topics: annotate.RegionRelated, legal: annotate.RegionBoilerplate,
}

// areaWords are the words in the names of classes by which makers of pages call an area. Of two words in a row both must stand there.
var areaWords = map[string]area{}

// areaNames list them by area; the first that fits counts.
var areaNames = []struct {
	area  area
	names string
}{
	{cookies, "cookie,cookies,consent,gdpr,onetrust,didomi,cookiebot,cookiebanner,cookieconsent,usercentrics,qc cmp,cmpbox,cmpwrapper,privacy modal,privacy policy,privacy notice,privacy banner,privacy box,privacy popup,privacy manager"},
	{remarks, "comment,comments,commentlist,commentform,disqus,livefyre,respond,replies,kommentare,kommentar,comentarios,commentaires,reacties,comment list,user comments,talkback"},
	{sharing, "share,shares,sharing,sharebar,sharethis,sharedaddy,sharebuttons,sharer,social,socials,addthis,addtoany,a2a,socialshare,socialmedia,shariff,follow us,heateor,ssba,teilen,sns,partage,partager,compartir,compartilhar,condividi,paylas,udostepnij,podziel,bagikan,dela artikel,social share"},
	{letter, "newsletter,newsletters,signup,mailchimp,subscribe,subscription,subscriptions,optin,mc embed,mailinglist,mailmunch,emailsignup"},
	{ads, "ad,ads,advert,adverts,advertisement,advertisements,advertising,adsense,adsbygoogle,adslot,adunit,adbox,adcontainer,adwrapper,adblock,dfp,gpt,doubleclick,werbung,anzeige,publicidad,publicite,reklama,reklam,sponsor,sponsored,sponsors,promo,promos,promotion,promobox,regwall,affiliate,donate,donation,fundraising"},
	{related, "related,relateds,recommended,recommendation,recommendations,recommend,recirc,recirculation,mostread,mostpopular,popular,trending,alsoread,outbrain,taboola,zergnet,revcontent,mgid,teasers,teaserlist,upnext,morestories,more stories,more from,more on,read more link,read also,most read,most viewed,latest news,latest posts,seealso,see also,yarpp,jp relatedposts,relatedposts,relatedarticles,related articles,crosslinks,prevnext,post navigation,post nav,nav links,similar,weiterlesen,mehr zum thema,lire aussi,suggestions,suggested,suggest,linkbox,nextarticle,next article,post excerpt,teaser list"},
	{bio, "authorbox,authorbio,author bio,author box,author card,author info,author profile,about author,author description,authors bio,saboxplugin,bio,biography profile"},
	{topics, "tags,taglist,tagcloud,topics,keywords,categories,post tags,tag list,cat links,entry tags,article tags,tag links,tagged,hashtags"},
	{navigation, "nav,navi,navbar,navigation,menu,menus,submenu,megamenu,breadcrumb,breadcrumbs,pagination,pager,paging,pagenav,toolbar,skiplink,skip link,skip to,masthead,hamburger,topbar,ticker,sitemap,sidebar,sidebars,rail,colophon,footernav,site footer,page footer,footer,site header,page header,global header,subnav,offcanvas,widget area,widget container,textwidget,widget title,jump link,backtotop,toc,table of contents,langswitcher,language switcher"},
	{tools, "modal,popup,popover,overlay,tooltip,toast,dialog,login,loginform,signin,search,searchform,search form,rating,ratings,poll,quiz,fontsize,toolbox,audioplayer,readaloud,feedback,snackbar,noticebar,cookie banner,top banner,ad banner,banner ad,spinner,loader,loading,bookmark,reactions,emoji,likes,votes,player controls,video player,jwplayer,vjs,carousel controls,slick dots"},
	{caption, "caption,captions,figcaption,imagecaption,photocaption,legend,legende,bildunterschrift,bu,bildtext,imgcaption,photo credit,image credit,credit,credits,photocredit,wp caption text,image source,photographer,copyright image,gallery caption,media caption,cutline,carousel slide,slideshow slide"},
	{byline, "byline,bylines,author,authors,authorname,dateline,publishdate,pubdate,published,timestamp,datetime,date,dates,postmeta,post meta,entry meta,article meta,meta,metadata,posted on,article info,articleinfo,postinfo,post info,reading time,readtime,updated,autor,auteur,autore,yazar"},
	{legal, "copyright,disclaimer,imprint,impressum,legal,rights,license,licence,terms"},
}

func init() {
	for _, a := range areaNames {
		for name := range strings.SplitSeq(a.names, ",") {
			areaWords[name] = a.area
		}
	}
}

// areaRank says which of two areas counts where an element is called both.
var areaRank = map[area]int{}

func init() {
	for i, a := range areaNames {
		areaRank[a.area] = i + 1
	}
}

// called is the area that a name of a class or an id says, "" for none.
func called(names string) area {
	words := wordsOf(names)
	best := area("")
	for i, word := range words {
		a := areaWords[word]
		if i+1 < len(words) && areaWords[word+" "+words[i+1]] != "" {
			a = areaWords[word+" "+words[i+1]]
		}
		if a != "" && (best == "" || areaRank[a] < areaRank[best]) {
			best = a
		}
	}
	return best
}

// wordsOf are the words that a name is made of: entry-content, articleBody, post_meta.
func wordsOf(name string) []string {
	var words []string
	start := -1
	lower := false
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r):
			if start >= 0 {
				words = append(words, strings.ToLower(name[start:i]))
			}
			start = -1
		case start < 0:
			start = i
		case lower && unicode.IsUpper(r):
			words = append(words, strings.ToLower(name[start:i]))
			start = i
		}
		lower = unicode.IsLower(r)
	}
	if start >= 0 {
		words = append(words, strings.ToLower(name[start:]))
	}
	return words
}

// bodyNames are names of the element that holds an article's prose, whatever else they say.
var bodyNames = []string{"article body", "articlebody", "entry content", "entrycontent", "post content", "postcontent", "post body", "postbody",
	"story body", "storybody", "article content", "articlecontent", "article text", "articletext", "story content", "body content", "main content",
	"maincontent", "article main", "single content", "td post content", "news content", "story text", "body text", "bodytext", "article detail",
	"content body", "rich text", "richtext", "post text", "artikel", "artikeltext", "articulo", "cuerpo", "texte", "page content"}

// holdsBody says whether an element is called the one that holds the article's prose.
func holdsBody(n *html.Node) bool {
	if strings.Contains(strings.ToLower(attribute(n, "itemprop")), "articlebody") {
		return true
	}
	for _, key := range []string{"class", "id", "data-testid", "data-component"} {
		value := attribute(n, key)
		if value == "" {
			continue
		}
		for name := range strings.FieldsSeq(value) {
			joined := strings.Join(wordsOf(name), " ")
			for _, body := range bodyNames {
				if joined == body || strings.HasSuffix(joined, " "+body) {
					return true
				}
			}
		}
	}
	return false
}

// areaOf is what an element by itself is for, "" where nothing says so.
func areaOf(n *html.Node) area {
	switch n.DataAtom {
	case atom.Nav, atom.Menu:
		return navigation
	case atom.Dialog:
		return tools
	case atom.Figcaption:
		return caption
	case atom.Address:
		return byline
	case atom.Body, atom.Html, atom.Main:
		return ""
	}
	switch strings.ToLower(attribute(n, "role")) {
	case "navigation", "menu", "menubar", "banner", "contentinfo", "search":
		return navigation
	case "complementary":
		return related
	case "dialog", "alertdialog", "alert", "tooltip":
		return tools
	}
	switch prop := strings.ToLower(attribute(n, "itemprop")); {
	case prop == "author" || prop == "datepublished" || prop == "datemodified":
		return byline
	case prop == "caption":
		return caption
	case prop == "comment":
		return remarks
	case prop == "keywords":
		return topics
	}
	if strings.EqualFold(attribute(n, "rel"), "author") {
		return byline
	}
	if holdsBody(n) || heading(n.DataAtom) {
		return ""
	}
	if n.DataAtom == atom.A && attribute(n, "class") != "" || inText(n) { // a link, a word in a paragraph
		return ""
	}
	best := area("")
	for _, key := range []string{"class", "id", "data-testid", "data-component", "data-qa", "data-type", "data-module"} {
		value := attribute(n, key)
		if value == "" || key == "id" && len(wordsOf(value)) > mostNamed {
			continue
		}
		for name := range strings.FieldsSeq(value) {
			if name == "elementor-widget-container" { // around every paragraph
				continue
			}
			a := called(name)
			if n.DataAtom == atom.Article && a != remarks && a != related && a != ads {
				continue // which is called after its author and its topics
			}
			if a != "" && (best == "" || areaRank[a] < areaRank[best]) {
				best = a
			}
		}
	}
	if best == "" {
		switch n.DataAtom {
		case atom.Footer:
			return legal
		case atom.Aside:
			return related
		}
	}
	return best
}

// mostNamed is how many words the id of a part of the page has; more are a heading's that it leads to.
const mostNamed = 3

// inText says whether an element stands among the words of a paragraph.
func inText(n *html.Node) bool {
	return !breaking[n.DataAtom] && n.Parent != nil && n.Parent.DataAtom == atom.P
}
