package ingest

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// outlets are agencies, broadcasters and newspapers by which a dateline or a line of its own names the outlet, as they
// are written there, and how they are called. Others are found where a line says "Published in …".
var outlets = map[string]string{
	"AP": "AP", "The Associated Press": "AP", "Associated Press": "AP",
	"AFP": "AFP", "Agence France-Presse": "AFP",
	"Reuters": "Reuters", "REUTERS": "Reuters", "Thomson Reuters": "Reuters",
	"CNN": "CNN", "CNN.com": "CNN",
	"BBC": "BBC", "BBC News": "BBC News",
	"UPI": "UPI", "dpa": "dpa", "DPA": "dpa", "ANSA": "ANSA", "EFE": "EFE", "TASS": "TASS", "ITAR-TASS": "TASS",
	"Interfax": "Interfax", "RIA Novosti": "RIA Novosti", "Xinhua": "Xinhua", "Kyodo": "Kyodo", "Yonhap": "Yonhap",
	"PTI": "PTI", "IANS": "IANS", "ANI": "ANI", "APP": "APP", "IRNA": "IRNA", "SANA": "SANA", "MENA": "MENA",
	"Anadolu": "Anadolu", "AA": "Anadolu", "Bloomberg": "Bloomberg", "NPR": "NPR", "VOA": "VOA", "RFE/RL": "RFE/RL",
	"EUROPA PRESS": "Europa Press", "Europa Press": "Europa Press", "ANP": "ANP", "APA": "APA", "TT": "TT", "NTB": "NTB", "Ritzau": "Ritzau", "STT": "STT", "PAP": "PAP", "ČTK": "ČTK", "MTI": "MTI",
	"Lusa": "Lusa", "LUSA": "Lusa", "Belga": "Belga", "SDA": "SDA", "KNA": "KNA", "epd": "epd", "SID": "SID", "Agerpres": "Agerpres", "Ukrinform": "Ukrinform", "UNIAN": "UNIAN", "ANTARA": "Antara", "Antara": "Antara",
	"Bernama": "Bernama", "BERNAMA": "Bernama", "VNA": "VNA", "UNI": "UNI", "Agencia EFE": "EFE", "Agência Lusa": "Lusa", "Agência Brasil": "Agência Brasil", "Notimex": "Notimex", "Télam": "Télam",
	"Deutsche Presse-Agentur": "dpa", "dpa-AFX": "dpa-AFX", "Xinhua News Agency": "Xinhua", "XINHUA": "Xinhua", "Kyodo News": "Kyodo", "Anadolu Agency": "Anadolu", "Anadolu Ajansı": "Anadolu", "Demirören Haber Ajansı": "DHA", "DHA": "DHA", "İHA": "İHA",
	"Press Trust of India": "PTI", "Tass": "TASS", "ТАСС": "TASS", "РИА Новости": "RIA Novosti", "Интерфакс": "Interfax", "Рейтер": "Reuters", "Укрінформ": "Ukrinform", "Sputnik": "Sputnik",
	"新华社": "Xinhua", "新華社": "Xinhua", "中新社": "China News Service", "法新社": "AFP", "路透社": "Reuters", "美联社": "AP", "中央社": "CNA", "共同": "Kyodo", "共同通信": "Kyodo", "時事": "Jiji", "時事通信": "Jiji", "ロイター": "Reuters",
	"연합뉴스": "Yonhap", "뉴시스": "Newsis", "뉴스1": "News1", "로이터": "Reuters", "رويترز": "Reuters", "أ ف ب": "AFP", "ا ف ب": "AFP", "فرانس برس": "AFP", "أسوشيتد برس": "AP", "واس": "SPA", "وام": "WAM", "سانا": "SANA",
	"ایرنا": "IRNA", "تسنیم": "Tasnim", "فارس": "Fars", "ایسنا": "ISNA", "भाषा": "PTI Bhasha", "वार्ता": "UNI Varta", "एजेंसी": "", "आईएएनएस": "IANS", "रॉयटर्स": "Reuters", "اے پی پی": "APP", "روئٹرز": "Reuters", "اے ایف پی": "AFP",
	"PA": "PA", "PA Media": "PA", "Press Association": "PA", "Al Jazeera": "Al Jazeera", "HuffPost": "HuffPost",
	"The New York Times": "The New York Times", "The Washington Post": "The Washington Post",
	"The Wall Street Journal": "The Wall Street Journal", "The Guardian": "The Guardian", "The Times": "The Times",
	"The Independent": "The Independent", "The Daily Telegraph": "The Daily Telegraph", "Los Angeles Times": "Los Angeles Times",
	"The Express Tribune": "The Express Tribune", "Dawn": "Dawn", "The Hindu": "The Hindu", "The Times of India": "The Times of India",
	"Le Monde": "Le Monde", "Der Spiegel": "Der Spiegel", "El País": "El País", "Fox News": "Fox News", "Politico": "Politico",
}

// outletPattern finds the outlet in a line of its own. The first group is its name.
type outletPattern struct {
	needle  string // lower-case words without which the pattern cannot match
	pattern *lazy.Pattern
}

var outletPatterns = []outletPattern{
	{"partnership of", lazy.New(`^A partnership (?:of|between) (?:the )?(\p{Lu}[\p{L}\d.&'’ -]{1,40}?) and\b`)},
	{"appeared", lazy.New(`^This (?:article|story|post) (?:first |originally )?appeared (?:in|on) (\p{Lu}[\p{L}\d.&'’ -]{1,40}?)\.?$`)},
	{"published", lazy.New(`^This (?:article|story|post) was (?:first |originally )?published (?:in|on|by) (\p{Lu}[\p{L}\d.&'’ -]{1,40}?)\.?$`)},
}

var (
	// copyright is a line that says whose the text is; the first group is a year before the name, the second the name, the
	// third what makes it a firm or a year behind it.
	copyright = lazy.New(`^(?i:copyright(?: ©| \(c\))?|©(?: copyright)?|\(c\)) ?(?i:by )?(\d{4}(?: ?[-–] ?\d{4})?,? )?(?i:by )?(` +
		`[\p{Lu}\p{Lo}][\p{L}\p{M}\d.&'’/ -]{1,40}?)(,? (?:Inc|LLC|L\.L\.C|Ltd|Limited|Company|GmbH|AG|S\.?A\.?|S\.?L\.?|plc|PLC|Co)\b.*|,? \d{4}(?: ?[-–] ?\d{4})?\.?)?` +
		`(?i:[.,]? ?(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|все права защищены|جميع الحقوق محفوظة)\b.*)?\.?$`)
	outletWord = lazy.New(`\b(?:Times|Herald|Post|Daily|Gazette|Tribune|Guardian|Journal|Chronicle|Mail|Express|Observer|Telegraph|Standard|Courier|Register|Star|Sun|News|Press|Agency|Radio|Television|TV|Magazine|Review|Bulletin|Dispatch|Zeitung|Tageblatt|Anzeiger|Rundschau|Kurier|Nachrichten|Presse|Journal|Diario|Gazzetta|Corriere|Giornale|Jornal|Folha|Dagblad|Courant|Tidning|Dagbladet|Gazeta|Noviny)\b|Газета|Известия|Новости|Вести|صحيفة|جريدة|الشرق|日报|日報|时报|時報|新闻|新聞|일보|신문|뉴스`)
)

// photoAgencies are words of which a line has one that says whose a picture is.
var photoAgencies = strings.Split("getty|shutterstock|istock|alamy|photo|foto|picture|image|unsplash|pexels|wikimedia|depositphotos|dreamstime|nasa|google|maxar|planet labs|openstreetmap|facebook|twitter|instagram|youtube", "|")

func photoAgency(text string) bool {
	small := strings.ToLower(text)
	return slices.ContainsFunc(photoAgencies, func(word string) bool { return strings.Contains(small, word) })
}

// shortNames are agencies whose letters stand for other things on a line of their own: there they name no outlet.
var shortNames = annotate.SetOf(" ", "APP AA PA TT UNI SID SDA MTI PAP STT ANP ANI APA MENA SANA VNA SPA WAM Dawn TV")

// outletName says whether a name has a word in it by which papers, stations and agencies are called.
func outletName(name string) bool {
	return outletWord.MatchString(name) && !photoAgency(name)
}

// knownOutlet looks a name up, also in small or in other letters than papers use for it.
func knownOutlet(name string) string {
	name = strings.TrimSpace(name)
	if known := outlets[name]; known != "" {
		return known
	}
	if short := strings.Trim(name, "."); strings.ToUpper(short) == short {
		return outlets[capitalise(short)]
	}
	return ""
}

// signature is a line that ends an article with its agency.
var signature = lazy.New(`^[(\[]([\p{L}. /-]{2,40})[)\]]\.?$`)

// owner reads from a line with © whose the text is: an outlet that is known or called as outlets are. A photograph or a
// person has such a line too.
func owner(text string) (name string, from, to int) {
	m := copyright.FindStringSubmatchIndex(text)
	if m == nil || photoAgency(text) {
		return "", 0, 0
	}
	name = text[m[4]:m[5]]
	if name = strings.TrimRight(name, " -/,&"); strings.Contains(name, ".") || strings.HasPrefix(name, "Powered") {
		return "", 0, 0
	}
	bare := strings.TrimPrefix(name, "The ")
	switch {
	case outlets[name] != "":
		return outlets[name], m[4], m[5]
	case outlets[bare] != "" && strings.ToUpper(bare) == bare:
		return outlets[bare], m[4], m[5]
	case outletName(name), name != bare && m[6] < 0: // papers have the article in their names, firms and people do not
		return name, m[4], m[4] + len(name)
	}
	return "", 0, 0
}

// findOutlet looks for an outlet that a line of boilerplate names, and says where in the line, in bytes.
func findOutlet(text string) (name string, from, to int) {
	if name, from, to := owner(text); name != "" {
		return name, from, to
	}
	lower := strings.ToLower(text)
	for _, p := range outletPatterns {
		if !strings.Contains(lower, p.needle) {
			continue
		}
		if m := p.pattern.FindStringSubmatchIndex(text); m != nil {
			name, _, _ := strings.Cut(text[m[2]:m[3]], ". ")
			return name, m[2], m[2] + len(name)
		}
	}
	return "", 0, 0
}
