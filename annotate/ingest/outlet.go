package ingest

import (
	"regexp"
	"strings"
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
	"PA": "PA", "Press Association": "PA", "Al Jazeera": "Al Jazeera", "HuffPost": "HuffPost",
	"The New York Times": "The New York Times", "The Washington Post": "The Washington Post",
	"The Wall Street Journal": "The Wall Street Journal", "The Guardian": "The Guardian", "The Times": "The Times",
	"The Independent": "The Independent", "The Daily Telegraph": "The Daily Telegraph", "Los Angeles Times": "Los Angeles Times",
	"The Express Tribune": "The Express Tribune", "Dawn": "Dawn", "The Hindu": "The Hindu", "The Times of India": "The Times of India",
	"Le Monde": "Le Monde", "Der Spiegel": "Der Spiegel", "El País": "El País", "Fox News": "Fox News", "Politico": "Politico",
}

// outletPattern finds the outlet in a line of its own. The first group is its name.
type outletPattern struct {
	needle  string // lower-case words without which the pattern cannot match
	pattern *regexp.Regexp
}

var outletPatterns = []outletPattern{
	{"partnership of", regexp.MustCompile(`^A partnership (?:of|between) (?:the )?(\p{Lu}[\p{L}\d.&'’ -]{1,40}?) and\b`)},
	{"appeared", regexp.MustCompile(`^This (?:article|story|post) (?:first |originally )?appeared (?:in|on) (\p{Lu}[\p{L}\d.&'’ -]{1,40}?)\.?$`)},
	{"published", regexp.MustCompile(`^This (?:article|story|post) was (?:first |originally )?published (?:in|on|by) (\p{Lu}[\p{L}\d.&'’ -]{1,40}?)\.?$`)},
	{"©", regexp.MustCompile(`^(?:Copyright )?© ?(?:\d{4}(?:[-–]\d{4})? )?(The \p{Lu}[\p{L}\d.&'’ -]{1,40}?)(?:,? (?:Inc|LLC|Ltd|Company)\b.*|\. All rights reserved.*|\.)?$`)},
}

// findOutlet looks for an outlet that a line of boilerplate names, and says where in the line, in bytes.
func findOutlet(text string) (name string, from, to int) {
	lower := strings.ToLower(text)
	for _, p := range outletPatterns {
		if !strings.Contains(lower, p.needle) {
			continue
		}
		if m := p.pattern.FindStringSubmatchIndex(text); m != nil {
			return text[m[2]:m[3]], m[2], m[3]
		}
	}
	return "", 0, 0
}
