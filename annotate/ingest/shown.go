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
