package annotate

import (
	"encoding/json"
	"time"
)

// What a change says of its row, read from the log's JSON. A side that is not there, or a value that cannot be read, is zero: what is
// told of a change then lacks that.

// DocumentID is the document that the row belongs to: that of a span, a decision, a flag, a state or regions, or the document itself; "" for
// others.
func (c Change) DocumentID() string {
	switch c.EntityKind {
	case "document", "region":
		return c.EntityID
	}
	return readRow[struct {
		DocumentID string `json:"document_id"`
	}](c.latest()).DocumentID
}

// Span is the span before and after a change of one.
func (c Change) Span() (before, after Span) { return spanOf(c.Before), spanOf(c.After) }

// LatestSpan is the span as the change left it, or took it away.
func (c Change) LatestSpan() Span { return spanOf(c.latest()) }

// Regions are those of a document before and after a change of them.
func (c Change) Regions() (before, after []Region) { return regionsOf(c.Before), regionsOf(c.After) }

// LatestRelation is the relation as the change left it, or took it away.
func (c Change) LatestRelation() Relation {
	return Relation(readRow[relationRow](c.latest()))
}

// LatestDecision is the decision as the change left it, or took it away.
func (c Change) LatestDecision() Decision {
	return Decision(readRow[decisionRow](c.latest()))
}

// LatestFlag is the flag as the change left it, or took it away.
func (c Change) LatestFlag() Flag {
	r := readRow[flagRow](c.latest())
	return Flag{ID: r.ID, DocumentID: r.DocumentID, AnnotatorID: r.AnnotatorID, SpanID: r.SpanID, Place: Segment{r.Start, r.End},
		Question: r.Question, State: r.State, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt}
}

// LatestReply is the reply as the change left it, or took it away.
func (c Change) LatestReply() Reply { return Reply(readRow[replyRow](c.latest())) }

func (c Change) latest() json.RawMessage {
	if c.Deleted() {
		return c.Before
	}
	return c.After
}

// The rows as the log has them: an object of the columns of the table, with the segments of a span.
type (
	spanRow struct {
		ID          string         `json:"id"`
		DocumentID  string         `json:"document_id"`
		AnnotatorID string         `json:"annotator_id"`
		LabelID     string         `json:"label_id"`
		EntityID    string         `json:"entity_id"`
		Attributes  map[string]any `json:"attributes"`
		Note        string         `json:"note"`
		Confidence  float64        `json:"confidence"`
		DerivedFrom []string       `json:"derived_from"`
		CreatedAt   time.Time      `json:"created_at"`
		UpdatedAt   time.Time      `json:"updated_at"`
		Segments    [][2]int       `json:"segments"`
	}
	relationRow struct {
		ID          string    `json:"id"`
		TypeID      string    `json:"relation_type_id"`
		AnnotatorID string    `json:"annotator_id"`
		HeadSpanID  string    `json:"head_span_id"`
		TailSpanID  string    `json:"tail_span_id"`
		Note        string    `json:"note"`
		CreatedAt   time.Time `json:"created_at"`
		UpdatedAt   time.Time `json:"updated_at"`
	}
	decisionRow struct {
		ID               string    `json:"id"`
		DocumentID       string    `json:"document_id"`
		ReviewerID       string    `json:"reviewer_id"`
		Kind             string    `json:"kind"`
		Verdict          string    `json:"verdict"`
		Candidates       []string  `json:"candidates"`
		ResultSpanID     string    `json:"result_span_id"`
		Reason           string    `json:"reason"`
		DecidedAt        time.Time `json:"decided_at"`
		Item             string    `json:"item"`
		Votes            []Vote    `json:"votes"`
		ResultRelationID string    `json:"result_relation_id"`
	}
	flagRow struct {
		ID          string    `json:"id"`
		DocumentID  string    `json:"document_id"`
		AnnotatorID string    `json:"annotator_id"`
		SpanID      string    `json:"span_id"`
		Start       int       `json:"start"`
		End         int       `json:"end"`
		Question    string    `json:"question"`
		State       FlagState `json:"state"`
		CreatedAt   time.Time `json:"created_at"`
		UpdatedAt   time.Time `json:"updated_at"`
	}
	replyRow struct {
		ID          string    `json:"id"`
		FlagID      string    `json:"flag_id"`
		AnnotatorID string    `json:"annotator_id"`
		Text        string    `json:"text"`
		CreatedAt   time.Time `json:"created_at"`
	}
)

func spanOf(raw json.RawMessage) Span {
	r := readRow[spanRow](raw)
	s := Span{ID: r.ID, DocumentID: r.DocumentID, AnnotatorID: r.AnnotatorID, LabelID: r.LabelID, EntityID: r.EntityID, Attributes: r.Attributes,
		Note: r.Note, Confidence: r.Confidence, DerivedFrom: r.DerivedFrom, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt}
	for _, segment := range r.Segments {
		s.Segments = append(s.Segments, Segment{segment[0], segment[1]})
	}
	for name, value := range s.Attributes {
		if list, isList := value.([]any); isList {
			words := make([]string, len(list))
			for i, item := range list {
				words[i] = ValueOf(item).Words()
			}
			s.Attributes[name] = words
		}
	}
	return s
}

func regionsOf(raw json.RawMessage) (regions []Region) {
	r := readRow[struct {
		Regions [][]any `json:"regions"`
	}](raw)
	for _, item := range r.Regions {
		if len(item) != 3 {
			continue
		}
		start, _ := item[0].(float64)
		end, _ := item[1].(float64)
		kind, _ := item[2].(string)
		regions = append(regions, Region{Start: int(start), End: int(end), Kind: RegionKind(kind)})
	}
	return regions
}

// readRow reads what can be read of a row.
func readRow[T any](raw json.RawMessage) (row T) {
	_ = json.Unmarshal(raw, &row) // the rest is zero
	return row
}
