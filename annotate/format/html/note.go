package html

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// longestNote bounds a note of the site among the paragraphs, in letters, and longestLabel one of a few words.
const (
	longestNote  = 400
	longestLabel = 120
)

var (
	// embedded finds what stands in the place of a film or a post until somebody agrees that another site may know of it.
	embedded = lazy.New(`(?i)\b(?:laden|anzeigen)\b.{0,20}externe[nr]? inhalte?\b|externe[nr]? inhalte?\b.{0,80}(?:angezeigt|anzeigen|laden|redaktion|einverstanden|von |der den artikel)|damit einverstanden, dass mir .{0,40}inhalte|personenbezogene daten .{0,40}(?:drittplattform|drittanbieter)|(?:to (?:view|see|watch)|view) this (?:content|video|embed|post|tweet).{0,80}(?:cookies|consent|privacy)|(?:content|embed|video) is not available due to your (?:privacy|cookie)|` +
		`(?:pour (?:afficher|voir|visualiser) ce contenu|ce contenu).{0,80}(?:cookies|traceurs)|para (?:ver|visualizar) este (?:contenido|conteúdo).{0,80}cookies|per (?:visualizzare|vedere) questo contenuto.{0,80}cookie|om deze (?:inhoud|content|video) te (?:zien|bekijken).{0,80}cookies`)
	// offered finds an offer of letters from the site.
	offered = lazy.New(`(?i)^(?:sign up (?:for|to)|subscribe to|get|receive|register for) .{0,60}\bnewsletter|^this newsletter may contain|^(?:abonnieren sie|melden sie sich|jetzt) .{0,60}\bnewsletter\b.{0,40}(?:anmelden|abonnieren|an[.!])|^(?:abonnez-vous|inscrivez-vous) à .{0,60}newsletter|^(?:suscríbete|inscríbete|apúntate) a .{0,60}newsletter|^(?:iscriviti|abbonati) alla .{0,60}newsletter`)
	// asked finds what asks a reader to follow the site elsewhere, to pay or to sign in.
	asked = lazy.New(`(?i)^(?:(?:follow|join|find|add) .{0,80}\bon (?:google news|whatsapp|facebook|twitter|x\b|instagram|telegram|tiktok|youtube|linkedin|threads|bluesky|social media)|already a (?:subscriber|member)\b|subscribe (?:now|today)\b|(?:subscribe|sign in|log in|register) to (?:continue|read|keep reading|unlock)|to continue reading|(?:this|the rest of this) (?:article|story|content) is (?:only )?(?:for|available to|reserved for) (?:our )?(?:subscribers|members|premium)|` +
		`folgen? (?:sie )?.{0,40}\b(?:auf|bei) (?:google news|whatsapp|facebook|twitter|x\b|instagram|telegram|tiktok|youtube|linkedin)|jetzt (?:weiterlesen|abo\b|abonnieren|kostenlos)|weiterlesen mit |sie haben bereits ein .{0,20}abo|suivez[- ].{0,60}(?:sur|whatsapp)|pour lire la suite|(?:article |contenu )?réservé aux abonnés|il vous reste .{0,10}% de cet article|déjà abonné|síguenos en|sigue .{0,60}\ben (?:google|whatsapp|facebook|twitter|x\b|instagram|telegram)|para (?:seguir|continuar) (?:leyendo|lendo)|¿ya eres suscriptor|siga .{0,60}\bno (?:google|whatsapp|facebook|twitter|x\b|instagram)|seguici su|подпис(?:ывайтесь|аться) на |تابعونا على|关注我们|關注我們|有料会員|この記事は有料|続きを読むには|登録すると)`)
	// paid finds what says that the site is paid for what is bought through its links, which names the links too and quotes nobody.
	paid = lazy.New(`(?i)\bwe (?:may|might|can|could|will) (?:also )?(?:earn|receive|get|collect) (?:an? )?(?:small )?(?:affiliate )?(?:commission|compensation)s?\b|\bearns? (?:an? )?(?:affiliate )?commissions?\b|\b(?:wir|redaktion|seite) .{0,40}\bprovision(?:en)?\b|\bprovision(?:en)? (?:erhalten|bekommen) wir\b|\bnous (?:pouvons|pourrions) (?:percevoir|recevoir|toucher) une commission\b|\bpodemos (?:recibir|ganar|obtener|receber|ganhar) una? comis(?:ión|são)\b`)
	// through finds the links of which it says that.
	through = lazy.New(`(?i)\b(?:affiliate|links?|liens?|enlaces?)\b`)
	// working finds what a player, a gallery or a form says of itself.
	working = lazy.New(`(?i)^(?:please use .{2,30} browser for|your browser (?:does not|doesn't|doesn’t) support|loading (?:photo |image )?gallery|(?:invalid email\W*)?something went wrong\b.{0,20}try again|thanks for signing up\W*$|(?:click here to )?(?:get|download) .{2,30} (?:app|on the go)\b(?: by clicking here)?\W*$|click here to (?:get|download) .{2,30} app\b|we use your sign-?up to|dieser browser unterstützt|votre navigateur ne|tu navegador no|su navegador no)`)
	// label finds what says only that an advertisement stands there, or that the article goes on below it.
	label = lazy.New(`(?i)^[\W_]*(?:advertisements?|advertising|advert|anzeige|werbung|publicité|publicidade?|pubblicità|reklama?|реклама|advertentie|annonse|annons|mainos|iklan|quảng cáo|إعلان|اعلان|广告|廣告|広告|광고|विज्ञापन|(?:article|story|post) continues (?:below|after)(?: (?:the|this) (?:ad|advertisement|video))?|continue reading below|scroll (?:down )?to continue(?: reading)?|nach der anzeige weiterlesen)[\W_]*$`)
	// counted finds which picture of several stands there.
	counted = lazy.New(`^\d{1,3} ?(?:/|of|von|de|sur|di|из) ?\d{1,3}$`)
	// captioned finds who made a picture, or wrote a post that is shown.
	captioned = lazy.New(`(?i)^(?:image|photo|photograph|picture|foto|bild|fotografía|crédit photo|photo credit|image credit|picture credit|写真|图片|圖片)s? ?(?:credit|by|source|courtesy)? ?[:：©]|^[—–] ?.{1,80}\(@\w{2,20}\) \w+`)
)

// noteOf is what a paragraph is that its words show to be a note of the site, and otherwise what it was taken for.
func noteOf(b *block, otherwise area) area {
	if heading(b.tag) || b.letters > longestNote {
		return otherwise
	}
	small := strings.ToLower(b.text)
	names := func(words ...string) bool { // one of those without which a pattern finds nothing: they are much cheaper to look for
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(small, word) })
	}
	switch {
	case names("inhalt", "dritt", "cookie", "consent", "privacy", "traceur") && embedded.MatchString(b.text):
		return cookies
	case names("newsletter") && offered.MatchString(b.text), b.letters*density(b.text) < longestNote/2 && asked.MatchString(b.text):
		return letter
	case names("commission", "compensation", "provision", "comis") && paid.MatchString(b.text) && through.MatchString(b.text) && !strings.ContainsAny(b.text, "\"“”„«»"):
		return legal
	case working.MatchString(b.text):
		return tools
	case b.letters > longestLabel || otherwise != "":
	case label.MatchString(b.text):
		return ads
	case counted.MatchString(b.text):
		return tools
	case captioned.MatchString(b.text):
		return caption
	}
	return otherwise
}

// speaking are words that follow a name where a text says who that is.
var speaking = annotate.SetOf(",", `is,was,has,covers,writes,reports,works,joined,serves,teaches,ist,war,arbeitet,schreibt,berichtet,est,es,è,é,jest,är,er,является,pisze,escribe,escreve`)

// partAuthor makes regions of the last paragraphs where they say who the author is.
func (p *page) partAuthor(choices []choice) {
	names := append(append([]string{}, p.told.authors...), p.signs.metas["author"]...)
	before, places := 0, []int{}
	for i, b := range p.blocks {
		if choices[i].take && choices[i].kind == "" && b.prose {
			before += b.letters
			places = append(places, i)
		}
	}
	if before < 2*leastArticle {
		return
	}
	for _, i := range places[max(0, len(places)-3):] {
		b := p.blocks[i]
		for _, name := range names {
			rest, found := strings.CutPrefix(b.text, name)
			if word, _, _ := strings.Cut(strings.TrimLeft(rest, " ,"), " "); found && strings.Contains(name, " ") && speaking[word] && !b.sure {
				choices[i].kind = regions[bio]
			}
		}
	}
}
