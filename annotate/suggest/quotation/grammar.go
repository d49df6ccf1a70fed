package quotation

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// grammar are the small words of a language by which sentences are taken apart. A reader of the language needs no list of them, and
// they are the same whatever is annotated; so they are here and not in the codebook.
type grammar struct {
	that        map[string]bool // what begins what is said
	pronouns    map[string]bool // that speak
	determiners map[string]bool // that begin a noun phrase
	preps       map[string]bool // that begin what is no speaker
	joins       map[string]bool // prepositions that a noun phrase goes on with
	between     map[string]bool // that may stand between a speaker and the verb
	be          map[string]bool // that make a verb passive
	not         map[string]bool
	relative    map[string]bool // that begin what is said of a speaker
	stops       map[string]bool // where a noun phrase ends
	leads       map[string]bool // that begin a sentence before its subject
	and         map[string]bool
	as          map[string]bool // "as she said"
	finite      map[string]bool // verbs that tell a sentence from a noun phrase
	days        map[string]bool // that are written with a capital letter and speak not
	times       map[string]bool // that begin when something is said
	the         map[string]bool // the definite articles
	own         map[string]bool // by which speakers call themselves
	hearers     map[string]bool // verbs after which those stand who are told
	told        map[string]bool // pronouns that those are called by who are told
	small       map[string]bool // that carry no content
	nouns       bool            // capital letters begin all nouns
}

var grammars = map[string]*grammar{
	"en": {
		that:        list("that whether"),
		pronouns:    list("he she they it we i you who others many some one"),
		determiners: list("the a an one some several many most two three four five his her its their our my another other that this those these no any every both all"),
		preps:       list("in on at by during after before since until under over with without from for to into about against through despite within among between upon near amid following"),
		joins:       list("of at for from with"),
		between: list("has have had is are was were would will could may might must also later first then now again once still just all both recently already often even herself himself themselves itself did do does earlier " +
			"today yesterday never not always since been"),
		be:       list("is are was were be been being get gets got"),
		not:      list("not never neither nor cannot declined refused didn't doesn't don't won't wouldn't couldn't can't hasn't haven't hadn't"),
		relative: list("who whom whose which that a an the citing speaking quoting referring now then formerly himself herself one also himself"),
		stops:    list("that which who whom what as if when while because but although though since whether where so than before after until how why or"),
		leads:    list("and but then so still meanwhile yet now later however also earlier or nor"),
		and:      list("and"),
		as:       list("as"),
		finite: list("is are was were am be has have had do does did will would can could may might must shall should began begins took takes came comes went goes made makes gave gives knew knows met meets found finds left leaves lost " +
			"won held holds said says told tells wants want needs need isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't shouldn't it's he's she's they're we're i'm"),
		times: list("last this next late early yesterday today tonight tomorrow"), the: list("the its his her their these those"), own: list("i we"),
		told: list("me us him her them you reporters journalists"),
		hearers: list("tell tells told telling inform informs informed informing assure assures assured assuring remind reminds reminded reminding warn warns warned warning advise advises advised reassure reassures reassured " +
			"promise promises promised convince convinced write writes wrote written"),
		days: list("monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec"),
	},
	"de": {
		that:        list("dass daß ob"),
		pronouns:    list("er sie es wir ich man viele einige andere dieser diese"),
		determiners: list("der die das den dem des ein eine einen einem einer eines sein seine ihr ihre unser unsere mehrere einige viele zwei drei alle beide kein keine dieser diese jener"),
		preps:       list("in im an am auf bei beim mit nach seit vor von vom zu zum zur über unter während ohne gegen für aus durch um trotz wegen"),
		joins:       list("von vom der des für aus bei im am"),
		between:     list("hat haben hatte hatten habe hätte wird werden würde auch später dann nun jetzt zuvor bereits schon selbst heute gestern erneut wiederholt noch"),
		be:          list("wird werden wurde wurden worden"),
		not:         list("nicht nie niemals kein keine"),
		relative:    list("der die das dessen deren welcher welche ein eine"),
		stops:       list("dass daß wenn weil als ob aber denn während obwohl nachdem bevor wie wo was oder sondern"),
		leads:       list("und aber doch dann auch so nun zugleich außerdem zudem"),
		and:         list("und"),
		as:          list("wie"),
		finite: list("ist sind war waren sei seien wäre wären hat haben habe hatte hatten hätte hätten wird werden werde würde würden kann können könne könnte konnten muss müssen müsse müsste soll sollen solle sollte will wollen wolle wollte darf dürfen dürfe " +
			"gibt gebe gäbe geht gehe bleibt bleibe kommt komme"),
		times: list("gestern heute morgen"), the: list("der die das den dem"), own: list("ich wir"),
		hearers: list("sagen sagt sagte sagten gesagt erzählen erzählt erzählte versichern versichert versicherte warnen warnt warnte warnten mitteilen teilte mitgeteilt schreiben schreibt schrieb geschrieben"),
		days:    list("montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni juli august september oktober november dezember"),
		nouns:   true,
	},
	"fr": {
		that:        list("que qu si"),
		pronouns:    list("il elle ils elles on nous je vous certains d'autres beaucoup"),
		determiners: list("le la les un une des l' l son sa ses leur leurs notre nos mon ma ce cet cette ces plusieurs deux trois certains certaines quelques chaque"),
		preps:       list("en à au aux dans sur sous par pendant après avant depuis avec sans pour vers contre lors chez dès malgré"),
		joins:       list("de du des d' d à au aux pour"),
		between:     list("a ont avait avaient aura auraient aussi ensuite déjà encore lui-même elle-même eux-mêmes récemment notamment également toutefois"),
		be:          list("est sont était étaient été être"),
		not:         list("ne n' pas jamais"),
		relative:    list("qui que dont lequel laquelle un une le la"),
		stops:       list("que qui dont où quand si comme mais car donc parce lorsque alors puisque tandis ou"),
		leads:       list("et mais puis alors donc or ainsi enfin pourtant"),
		and:         list("et"),
		as:          list("comme"),
		finite: list("est sont était étaient sera seront serait seraient a ont avait avaient aura auront aurait auraient peut peuvent pouvait pourra pourrait doit doivent devait devra devrait va vont fait font faisait fera veut veulent n'a n'est " +
			"n'avait n'était n'ont n'y"),
		times: list("hier aujourd'hui demain"), the: list("le la les"), own: list("je j' nous"),
		hearers: list("dire dit disent disait informer informé avertir avertit averti assurer assure assuré rappeler rappelle rappelé écrire écrit"),
		days:    list("lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
	},
	"es": {
		that:        list("que si"),
		pronouns:    list("él ella ellos ellas nosotros yo usted ustedes algunos otros muchos"),
		determiners: list("el la los las un una unos unas su sus nuestro nuestra mi este esta estos estas ese esa varios varias dos tres algunos algunas cada otro otra"),
		preps:       list("en a al con sin por para desde hasta tras durante sobre bajo contra hacia entre según ante"),
		joins:       list("de del para"),
		between:     list("ha han había habían habrá también luego ya aún todavía mismo misma mismos recientemente además después"),
		be:          list("fue fueron es son era eran sido ser"),
		not:         list("no nunca jamás"),
		relative:    list("que quien quienes cuyo cuya un una el la"),
		stops:       list("que quien cuando si como pero porque aunque mientras donde cuya cuyo pues o"),
		leads:       list("y pero luego entonces así además sin"),
		and:         list("y e"),
		as:          list("como según"),
		finite: list("es son era eran fue fueron será serán sería serían está están estaba estaban ha han había habían habrá habría puede pueden podía podrá podría debe deben debía deberá debería va van tiene tienen tenía tendrá hay hubo " +
			"quiere quieren hará hace hizo"),
		times: list("ayer hoy mañana"), the: list("el la los las"), own: list("yo nosotros"),
		hearers: list("decir dice dijo dijeron dicho informar informó informaron avisar asegurar aseguró recordar recordó advertir advirtió contar contó escribió"),
		days:    list("lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
	},
}

func list(words string) map[string]bool { return annotate.SetOf(" ", words) }

func init() {
	for _, g := range grammars {
		g.small = map[string]bool{}
		for _, set := range []map[string]bool{g.that, g.pronouns, g.determiners, g.preps, g.joins, g.between, g.be, g.not, g.relative, g.stops, g.leads, g.and, g.finite} {
			for word := range set {
				g.small[word] = true
			}
		}
	}
}

// grammarOf is what is known of the language of a tag, empty where that is nothing.
func grammarOf(language string) *grammar {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	if g, known := grammars[base]; known {
		return g
	}
	return &grammar{}
}

// lexicon are a codebook's words for saying.
type lexicon struct {
	verbs     map[string][][]string // by the first word of what reports: the words that follow it somewhere
	bare      map[string]bool
	according [][]string
	sources   map[string]bool
}

func newLexicon(s annotate.Speech) lexicon {
	l := lexicon{verbs: map[string][][]string{}, bare: map[string]bool{}, sources: map[string]bool{}}
	for _, verb := range s.Verbs {
		if words := strings.Fields(strings.ToLower(verb)); len(words) > 0 {
			l.verbs[words[0]] = append(l.verbs[words[0]], words[1:])
		}
	}
	for _, verb := range s.Bare {
		l.bare[strings.ToLower(verb)] = true
	}
	for _, phrase := range s.According {
		if words := strings.Fields(strings.ToLower(phrase)); len(words) > 0 {
			l.according = append(l.according, words)
		}
	}
	for _, noun := range s.Sources {
		l.sources[strings.ToLower(noun)] = true
	}
	return l
}
