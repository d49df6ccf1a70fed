package html

import "regexp"

// longestNote bounds a note of the site among the paragraphs, in letters.
const longestNote = 400

var (
	// embedded finds what stands in the place of a film or a post until somebody agrees that another site may know of it.
	embedded = regexp.MustCompile(`(?i)externe[nr]? inhalte?\b.{0,80}(?:angezeigt|anzeigen|laden|redaktion|einverstanden|von |der den artikel)|damit einverstanden, dass mir .{0,40}inhalte|personenbezogene daten .{0,40}(?:drittplattform|drittanbieter)|(?:to (?:view|see|watch)|view) this (?:content|video|embed|post|tweet).{0,80}(?:cookies|consent|privacy)|(?:content|embed|video) is not available due to your (?:privacy|cookie)|` +
		`(?:pour (?:afficher|voir|visualiser) ce contenu|ce contenu).{0,80}(?:cookies|traceurs)|para (?:ver|visualizar) este (?:contenido|conteúdo).{0,80}cookies|per (?:visualizzare|vedere) questo contenuto.{0,80}cookie|om deze (?:inhoud|content|video) te (?:zien|bekijken).{0,80}cookies`)
	// offered finds an offer of letters from the site.
	offered = regexp.MustCompile(`(?i)^(?:sign up (?:for|to)|subscribe to|get|receive|register for) .{0,60}\bnewsletter|^this newsletter may contain|^(?:abonnieren sie|melden sie sich|jetzt) .{0,60}\bnewsletter\b.{0,40}(?:anmelden|abonnieren|an[.!])|^(?:abonnez-vous|inscrivez-vous) à .{0,60}newsletter|^(?:suscríbete|inscríbete|apúntate) a .{0,60}newsletter|^(?:iscriviti|abbonati) alla .{0,60}newsletter`)
)

// noteOf is what a paragraph is that its words show to be a note of the site, and otherwise what it was taken for.
func noteOf(b *block, otherwise area) area {
	switch {
	case heading(b.tag) || b.letters > longestNote:
	case embedded.MatchString(b.text):
		return cookies
	case offered.MatchString(b.text):
		return letter
	}
	return otherwise
}
