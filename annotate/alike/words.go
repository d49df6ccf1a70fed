package alike

import "strings"

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(words) {
		all[word] = true
	}
	return all
}

// Words around names, in Latin letters without accents.
var (
	titles = set(`mr mrs ms miss mx sir dame lady lord dr doctor prof professor president presidente presidenta prime vice deputy former ex acting interim minister
		ministre ministro ministra premier chancellor chancelier kanzler kanzlerin bundeskanzler bundeskanzlerin secretary senator senateur senador senadora sen
		representative rep congressman congresswoman governor gov mayor general gen admiral adm colonel col lieutenant lt major maj captain capt sergeant sgt commander
		ambassador judge justice king queen prince princess emperor sultan emir sheikh shaikh shaykh imam mullah maulvi maulana mufti ayatollah pope cardinal bishop
		archbishop rabbi reverend rev father sister brother spokesman spokeswoman spokesperson chairman chairwoman chief director herr frau monsieur madame mme mlle
		senor senora senorita don dona signor signora`)
	his  = set("mr sir lord king prince emperor sultan sheikh congressman spokesman chairman herr monsieur senor don signor father brother bundeskanzler kanzler")
	hers = set("mrs ms miss dame lady queen princess congresswoman spokeswoman chairwoman frau madame mme mlle senora senorita dona signora sister bundeskanzlerin kanzlerin")

	offices    = set("state staff defense defence") // that stand behind a title and “of”, before a name
	articles   = set("the an le la les der die das el los las al ad as ash ar an il lo gli")
	suffixes   = set("inc incorporated ltd limited llc plc corp co company gmbh ag se sa nv bv kg spa oy ab jr sr ii iii phd md esq")
	smallWords = set("of the for and in on at to de du des del della di da do dos der van von und et an la le les el al bin ibn bint abu ud ben zu zum zur")
)
