package news

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// field is what a line says of an article that begins with a name and a colon.
type field int

const (
	none field = iota
	fieldTitle
	fieldByline
	fieldDateline
	fieldLanguage
	fieldLoaded
	fieldLink
	fieldHighlight
	fieldGraphic
	fieldBody
	fieldLength
	fieldDate
	fieldOutlet
	fieldOther
)

// fieldNames are the names of fields in the languages of Nexis, in lower case.
var fieldNames = map[string]field{}

func init() {
	for f, names := range map[field]string{
		fieldTitle:     "headline|title|titel|titre|título|titolo|kop|überschrift",
		fieldByline:    "byline|author|autor|autorin|autoren|auteur|auteurs|autore|autores|verfasser|auteur(s)",
		fieldDateline:  "dateline|ort|ortsmarke|origine-depeche|lieu|plaats",
		fieldLanguage:  "language|sprache|langue|idioma|lingua|taal|língua",
		fieldLoaded:    "load-date|loaded|update|ladedatum|lade-datum|date-chargement|date de chargement|fecha de carga|fecha-carga|data di caricamento|laad-datum|laaddatum|data-carga",
		fieldLink:      "url|link|lien|web",
		fieldHighlight: "highlight|highlights|encart|insert|vorspann|leadtext|teaser|subtitle|untertitel|sous-titre",
		fieldGraphic:   "graphic|grafik|graphique|illustration|bild|gráfico|grafico|beeld|bildunterschrift|légende",
		fieldBody:      "body|text|texte|corps|texto|testo|tekst|volltext|haupttext",
		fieldLength:    "length|länge|longueur|extensión|longitud|lunghezza|lengte|extensão|comprimento|umfang",
		fieldDate:      "date|datum|fecha|data|publication-date|erscheinungsdatum",
		fieldOutlet:    "source|quelle|publication|zeitung|publikation|fuente|fonte|bron",
		fieldOther: "section|rubrik|ressort|rubrique|sección|sezione|sectie|seção|rubriek|publication-type|publication type|type|publikationstyp|publikation-typ|zeitungstyp|zeitungs-code|zeitungscode|type-publication|type de publication|tipo de publicación|document-type|" +
			"subject|thema|themen|sujet|sujets|tema|argomento|onderwerp|company|firma|unternehmen|société|societe|organization|organisation|person|personne|personen|geographic|geo-localization|geographie|localisation-geo|lieu-geo|land|pays|country|state|city|" +
			"industry|branche|branchen|industrie|activity-sector|secteur-activite|ticker|stock-symbol|symbole-boursier|journal-code|journal code|code-revue|correction|correction-date|correction date|series|serie|name|distribution|type-of-material|" +
			"copyright|edition|ausgabe|édition|seite|page|pg|notes|note|acc-no|classification|classification language|domain|cite|isbn|issn|publisher|verlag|keywords|schlagwörter|mots-clés|category|tagline|notizen|anmerkung|terms|kicker",
	} {
		for name := range strings.SplitSeq(names, "|") {
			fieldNames[name] = f
		}
	}
}

var fieldLine = lazy.New(`^\s*([\pL][\pL() -]{1,28}[\pL)]) ?[:：](?:[\s\x{a0}]+(.*))?$`)

// readField is the field of a line and its value. Old files write the names in capitals, new ones with the first letter large.
func readField(line string, capitals bool) (field, string) {
	m := fieldLine.FindStringSubmatch(strings.ReplaceAll(line, "\u00a0", " "))
	if m == nil || capitals && m[1] != strings.ToUpper(m[1]) {
		return none, ""
	}
	return fieldNames[strings.ToLower(m[1])], strings.TrimSpace(m[2])
}

// regionOf is what a line with a field is of the article.
func (f field) regionOf() annotate.RegionKind {
	switch f {
	case fieldTitle:
		return annotate.RegionTitle
	case fieldByline, fieldDate:
		return annotate.RegionByline
	case fieldDateline:
		return annotate.RegionDateline
	case fieldHighlight:
		return annotate.RegionHighlights
	case fieldGraphic:
		return annotate.RegionCaption
	case none, fieldBody:
		return ""
	}
	return annotate.RegionBoilerplate
}

// take keeps what a field says.
func (a *article) take(f field, value string) {
	set := func(into *string, value string) {
		if *into == "" {
			*into = value
		}
	}
	switch f {
	case fieldTitle:
		set(&a.title, value)
	case fieldByline:
		set(&a.author, author(value))
	case fieldLanguage:
		set(&a.language, value)
	case fieldLoaded:
		set(&a.loaded, dateIn(value))
	case fieldDate:
		set(&a.date, dateIn(value))
	case fieldOutlet:
		set(&a.outlet, value)
	case fieldLink:
		if strings.HasPrefix(value, "http") {
			set(&a.link, value)
		}
	}
}

var (
	authorWord = lazy.New(`(?i)^(?:by|von|par|de|por|di|da|door|av|af|przez) +`)
	copyright  = lazy.New(`(?i)^\s*(?:copyright|©|\(c\)) ?.*(?:\d{4}|©|\pL)|^\s*(?:all rights reserved|alle rechte vorbehalten|tous droits r[ée]serv[ée]s|todos los derechos reservados|tutti i diritti riservati|alle rechten voorbehouden|todos os direitos reservados)\.?\s*$`)
)

// author is a byline without the word before the names.
func author(value string) string {
	value = strings.TrimSpace(value)
	if value == strings.ToUpper(value) || authorWord.MatchString(value) {
		value = authorWord.ReplaceAllString(value, "")
	}
	return strings.TrimRight(strings.TrimSpace(value), ";")
}

// languages are the names of languages as the databases write them, in lower case.
var languages = map[string]string{}

func init() {
	for code, names := range map[string]string{
		"en": "english|englisch|anglais|inglés|inglese|engels|inglês", "de": "german|deutsch|allemand|alemán|tedesco|duits", "fr": "french|französisch|français|francais|francés|francese|frans",
		"es": "spanish|spanisch|espagnol|español|spagnolo|spaans", "it": "italian|italienisch|italien|italiano|italiaans", "nl": "dutch|niederländisch|néerlandais|neerlandais|nederlands|olandese",
		"pt": "portuguese|portugiesisch|portugais|portugués|português|portoghese", "ru": "russian|russisch|russe|ruso|русский", "pl": "polish|polnisch|polonais|polski", "tr": "turkish|türkisch|turc|türkçe",
		"ar": "arabic|arabisch|arabe|árabe|العربية", "zh": "chinese|chinese - simplified|chinese - traditional|chinesisch|chinois|chino|中文", "ja": "japanese|japanisch|japonais|日本語", "ko": "korean|koreanisch|coréen|한국어",
		"sv": "swedish|schwedisch|suédois|svenska", "da": "danish|dänisch|danois|dansk", "no": "norwegian|norwegisch|norvégien|norsk", "fi": "finnish|finnisch|finnois|suomi", "cs": "czech|tschechisch|tchèque|čeština",
		"hu": "hungarian|ungarisch|hongrois|magyar", "ro": "romanian|rumänisch|roumain|română", "el": "greek|griechisch|grec|ελληνικά", "bg": "bulgarian|bulgarisch|bulgare|български", "uk": "ukrainian|ukrainisch|ukrainien|українська",
		"ca": "catalan|katalanisch|català", "id": "bahasa indonesia|indonesian", "ms": "bahasa malaysia|malay", "he": "hebrew|hebräisch|hébreu", "hi": "hindi", "vi": "vietnamese", "th": "thai", "sk": "slovak|slowakisch", "hr": "croatian|kroatisch",
	} {
		for name := range strings.SplitSeq(names, "|") {
			languages[name] = code
		}
	}
}

// languageOf is the code of a language that is named, "" where it is not known.
func languageOf(name string) string {
	for part := range strings.SplitSeq(strings.ToLower(name), ";") {
		if code := languages[strings.TrimSpace(part)]; code != "" {
			return code
		}
	}
	return ""
}
