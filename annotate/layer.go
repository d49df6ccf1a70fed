package annotate

// Layer is one document as one annotator left it: what an exporter writes as one record. The layer of a document
// that nobody touched has a zero Annotator.
type Layer struct {
	Story     Story
	Document  Document // with its text; Source is left empty
	Regions   []Region
	Annotator Annotator
	State     State
	Spans     []Span     // ordered by SpanLess
	Relations []Relation // those whose head lies in this document and layer, ordered by head, then tail, then id
	Entities  map[string]Entity
	// TailDocuments names, for each relation, the document of its tail span.
	TailDocuments map[string]string
}
