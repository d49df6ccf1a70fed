package agreement

import "github.com/parallax-annotation/parallax/annotate"

// link is one relation as it is compared: by type and ends.
type link struct {
	document   int // where its head is
	annotator  int
	kind       string
	symmetric  bool
	head, tail string // ids of spans
	tailIn     string // id of the tail's document
}

// story gathers the relations of one story, which may lead from one document to another, until all of it was seen.
type story struct {
	codebook annotate.Codebook
	id       string
	links    []link
	partners map[[2]int]map[string]string // for two annotators, in either order, the second's span of each of the first's
	compared map[string]map[int]bool      // who took part in a document, by its id
	numbers  map[string]int               // of documents by id
	pairs    map[[2]int]bool              // of annotators that were compared
}

func newStory(id string, codebook annotate.Codebook) *story {
	return &story{codebook: codebook, id: id, partners: map[[2]int]map[string]string{},
		compared: map[string]map[int]bool{}, numbers: map[string]int{}, pairs: map[[2]int]bool{}}
}

// add takes in a document by number.
func (s *story) add(number int, id string, layers []layer, pairs map[[2]int][]int) {
	s.numbers[id] = number
	s.compared[id] = map[int]bool{}
	ends := s.ends(layers)
	for _, l := range layers {
		s.compared[id][l.annotator] = true
		for _, r := range l.source.Relations {
			kind, known := s.codebook.RelationTypeByID(r.TypeID)
			if !known {
				kind.Name = r.TypeID
			}
			s.links = append(s.links, link{number, l.annotator, kind.Name, kind.Symmetric, r.HeadSpanID, r.TailSpanID, l.source.TailDocuments[r.ID]})
		}
	}
	for pair, partner := range pairs {
		a, b := layers[pair[0]], layers[pair[1]]
		s.pairs[[2]int{a.annotator, b.annotator}] = true
		for i, j := range partner {
			if j < 0 {
				continue
			}
			one, other := a.source.Spans[i], b.source.Spans[j]
			if ends.holds(a.spans[i].Label, one.ID) || ends.holds(b.spans[j].Label, other.ID) {
				s.pair(a.annotator, b.annotator, one.ID, other.ID)
				s.pair(b.annotator, a.annotator, other.ID, one.ID)
			}
		}
	}
}

func (s *story) pair(a, b int, span, partner string) {
	if s.partners[[2]int{a, b}] == nil {
		s.partners[[2]int{a, b}] = map[string]string{}
	}
	s.partners[[2]int{a, b}][span] = partner
}

// ends are the spans that may be an end of a relation: those that are in this document, and those of a label to which
// relations from other documents may lead.
type ends struct {
	ids    map[string]bool
	labels map[string]bool
	any    bool
}

func (s *story) ends(layers []layer) ends {
	e := ends{ids: map[string]bool{}, labels: map[string]bool{}}
	for _, kind := range s.codebook.RelationTypes {
		if kind.Scope == annotate.WithinStory {
			e.labels[kind.TailLabel] = true
			e.any = e.any || kind.TailLabel == ""
		}
	}
	for _, l := range layers {
		for _, r := range l.source.Relations {
			e.ids[r.HeadSpanID], e.ids[r.TailSpanID] = true, true
		}
	}
	return e
}

func (e ends) holds(label, id string) bool { return e.any || e.labels[label] || e.ids[id] }

// count adds the relations of the story to the sums of their documents, for each pair that was compared.
func (s *story) count(of func(document int) sums) {
	c := s.drawn()
	for _, l := range s.links {
		for pair := range s.pairs {
			other := pair[0] + pair[1] - l.annotator
			if l.annotator != pair[0] && l.annotator != pair[1] || !c.counts(l, other) {
				continue
			}
			to := sumsOf{of(l.document), pair[0], pair[1]}
			to.add(relationCount, l.kind, "", 1)
			if _, found := c.match(l, other); found {
				to.add(relationMatched, l.kind, "", 1)
			}
		}
	}
}

// drawing is a relation as an annotator drew it.
type drawing struct {
	annotator        int
	kind, head, tail string
}

// comparing matches the relations of a story.
type comparing struct {
	*story
	all   map[drawing]link
	heads map[int]string // ids of documents by number
}

func (s *story) drawn() comparing {
	c := comparing{story: s, all: map[drawing]link{}, heads: make(map[int]string, len(s.numbers))}
	for _, l := range s.links {
		c.all[drawing{l.annotator, l.kind, l.head, l.tail}] = l
	}
	for id, number := range s.numbers {
		c.heads[number] = id
	}
	return c
}

// counts says whether a relation is compared with what another annotator drew: both took part in the documents of both its
// ends.
func (c comparing) counts(l link, other int) bool {
	return c.compared[c.heads[l.document]][other] && c.compared[l.tailIn][other] && c.compared[l.tailIn][l.annotator]
}

// match finds the relation of another annotator of the same type between the partners of a relation's ends; a symmetric
// one may have them the other way round.
func (c comparing) match(l link, other int) (link, bool) {
	partner := c.partners[[2]int{l.annotator, other}]
	head, tail := partner[l.head], partner[l.tail]
	if head == "" || tail == "" {
		return link{}, false
	}
	found, is := c.all[drawing{other, l.kind, head, tail}]
	if !is && l.symmetric {
		found, is = c.all[drawing{other, l.kind, tail, head}]
	}
	return found, is
}
