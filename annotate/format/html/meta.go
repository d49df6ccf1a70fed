package html

// metadata is what a page says of its article.
type metadata struct{ title, author, outlet, published, language, url string }

func (p *page) metadata() metadata { return metadata{} }
