package ingest

// ReadByline is who a line names that says who wrote the article, such as “By Ada Lovelace, Vell”; "" where it names nobody.
func ReadByline(line string) string {
	said, found := readByline(line)
	if !found {
		return ""
	}
	return said.author
}

// ReadDateline is the day of which a line says that the article was published on it, or which stands in it alone; "" where it says
// none, or one that may be read in two ways.
func ReadDateline(line string) string {
	if len(line) > longestMarked {
		return ""
	}
	said := dateLine(line)
	if said.rank <= notPublished || said.date.ambiguous {
		return ""
	}
	return said.date.iso
}

// ReadPublished is the day of which a line says, in a word, that the article was published on it; "" where it says none, or one that may be
// read in two ways.
func ReadPublished(line string) string {
	if len(line) > longestMarked {
		return ""
	}
	said := dateLine(line)
	if said.rank != published || said.date.ambiguous {
		return ""
	}
	return said.date.iso
}

// ShownDate is a day that stands in a line.
type ShownDate struct {
	Day      string // YYYY-MM-DD
	From, To int    // where, in bytes
	Either   string // the other day that it may be, where day and month may change places; else ""
}

// FindDates are the days that stand in a line, in order.
func FindDates(line string) []ShownDate {
	var all []ShownDate
	for _, d := range findDates(line) {
		shown := ShownDate{Day: d.iso, From: d.from, To: d.to}
		if d.ambiguous {
			shown.Either = d.iso[:5] + d.iso[8:] + "-" + d.iso[5:7]
		}
		all = append(all, shown)
	}
	return all
}
