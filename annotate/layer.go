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
	// Flags are those of the document, whoever put them, in order; nil where they were not asked for.
	Flags []Thread

	// Of the layer gold:
	Decisions map[string]Decision // by the id of the gold span or relation, or of the span that was turned down
	Reviewers map[string]string   // names of those who decided, by id
	Rejected  []Span              // what reviewers turned down, ordered by SpanLess; nil where it was not asked for
	// RelationsRejected counts the decisions that turned relations down, which formats have no place for.
	RelationsRejected int
}
