package revise

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/table"
)

// ImpactKind says in what way a new codebook breaks annotations.
type ImpactKind string

// The kinds of impact.
const (
	LabelGone        ImpactKind = "label"         // spans or entities have a label that the codebook lacks
	AttributeGone    ImpactKind = "attribute"     // spans have a value for an attribute that it lacks
	ValueGone        ImpactKind = "value"         // spans have a value that the attribute no longer admits
	RelationTypeGone ImpactKind = "relation_type" // relations have a type that it lacks
	RelationMisfit   ImpactKind = "relation"      // relations link labels or articles that their type no longer admits
)

// Impact is one way in which a new codebook would break annotations.
type Impact struct {
	Kind         ImpactKind
	LabelID      string // for the first three kinds
	Label        string // the names are those of the codebook before the change
	Attribute    string // for AttributeGone and ValueGone
	Value        string // for ValueGone: the option or value as text
	RelationType string // for the last two kinds
	Count        int    // how many spans or relations; 0 where only entities have the label
	Entities     int    // for LabelGone: how many entities
	Examples     []ImpactExample
}

// ImpactExample is one annotation that would break. Of a relation it is the head.
type ImpactExample struct {
	SpanID, DocumentID, Words string
}

// impactExamples is how many examples an impact carries.
const impactExamples = 5

// RemedyKind is what to do with annotations that a codebook would break.
type RemedyKind string

// The kinds of remedy.
const (
	RemedyDelete  RemedyKind = "delete"  // delete the spans (with their entities, for a label) or relations: every kind of impact
	RemedyMove    RemedyKind = "move"    // give the spans and entities the label named To: LabelGone. Values that it does not admit go
	RemedyClear   RemedyKind = "clear"   // take the value off the spans: AttributeGone, ValueGone
	RemedyReplace RemedyKind = "replace" // put the option To in its place: ValueGone
)

// Remedy is what to do about one impact.
type Remedy struct {
	Kind RemedyKind
	To   string
}

// Resolution says what to do about each impact, by its key.
type Resolution map[string]Remedy

// Key identifies an impact within one change of codebook.
func (i Impact) Key() string {
	return strings.Join([]string{string(i.Kind), i.LabelID, i.Attribute, i.Value, i.RelationType}, "\x1f")
}

// Sentence says what would break.
func (i Impact) Sentence() string {
	first := ""
	if len(i.Examples) > 0 {
		first = fmt.Sprintf(", the first is “%s”", i.Examples[0].Words)
	}
	switch i.Kind {
	case LabelGone:
		if i.Count == 0 {
			return fmt.Sprintf("%s the label %q", annotate.Counted(i.Entities, "entity has", "entities have"), i.Label)
		}
		return fmt.Sprintf("%s the label %q%s", annotate.Counted(i.Count, "span has", "spans have"), i.Label, first)
	case AttributeGone:
		return fmt.Sprintf("%s a value for the attribute %s.%s%s", annotate.Counted(i.Count, "span has", "spans have"), i.Label, i.Attribute, first)
	case ValueGone:
		return fmt.Sprintf("%s %q for the attribute %s.%s%s", annotate.Counted(i.Count, "span has", "spans have"), i.Value, i.Label, i.Attribute, first)
	case RelationTypeGone:
		return fmt.Sprintf("%s of the type %q%s", annotate.Counted(i.Count, "relation is", "relations are"), i.RelationType, first)
	default:
		return fmt.Sprintf("%s between spans that the type %q would no longer relate%s", annotate.Counted(i.Count, "relation stands", "relations stand"), i.RelationType, first)
	}
}

// BrokenBy lists what in the project does not fit the codebook that it has.
func BrokenBy(s *table.Session, cb annotate.Codebook) ([]Impact, error) { return Impacts(s, cb, cb) }

// Impacts compares the annotations, made under old, with cb.
func Impacts(s *table.Session, old, cb annotate.Codebook) ([]Impact, error) {
	var impacts []Impact
	for _, label := range old.Labels {
		after, there := cb.LabelByID(label.ID)
		if !there {
			impact := Impact{Kind: LabelGone, LabelID: label.ID, Label: label.Name}
			if err := s.Row("SELECT count(*) FROM entity WHERE label_id = ?", label.ID).Scan(&impact.Entities); err != nil {
				return nil, err
			}
			if err := fill(s, &impact, "span s", "s.label_id = ?", label.ID); err != nil {
				return nil, err
			}
			impacts = append(impacts, impact)
			continue
		}
		values, err := ValueImpacts(s, label, after)
		if err != nil {
			return nil, err
		}
		impacts = append(impacts, values...)
	}
	relations, err := RelationImpacts(s, old, cb)
	if err != nil {
		return nil, err
	}
	impacts = append(impacts, relations...)
	return slices.DeleteFunc(impacts, func(i Impact) bool { return i.Count+i.Entities == 0 }), nil
}

// ValueImpacts lists the attribute values of a label's spans that its new definition does not admit. The database
// groups the values, so that only the different ones are looked at.
func ValueImpacts(s *table.Session, before, after annotate.Label) ([]Impact, error) {
	const values = "span s, json_each(s.attributes) v"
	used, err := usedValues(s, before.ID)
	if err != nil {
		return nil, err
	}
	var impacts []Impact
	for _, u := range used {
		impact := Impact{Kind: AttributeGone, LabelID: before.ID, Label: before.Name, Attribute: u.attribute}
		condition, args := "s.label_id = ? AND v.key = ?", []any{before.ID, u.attribute}
		if attribute, there := successor(before, after, u.attribute); there {
			refused := u.refusedBy(attribute)
			if refused == "" {
				continue
			}
			impact.Kind, impact.Value = ValueGone, refused
			condition, args = condition+" AND (v.type <> 'array' AND "+valueText+` = ?3
				OR v.type = 'array' AND EXISTS (SELECT 1 FROM json_each(v.value) i WHERE i.value = ?3))`, append(args, refused)
		}
		if slices.ContainsFunc(impacts, func(other Impact) bool { return other.Key() == impact.Key() }) {
			continue
		}
		if err := fill(s, &impact, values, condition, args...); err != nil {
			return nil, err
		}
		impacts = append(impacts, impact)
	}
	return impacts, nil
}

// valueText is the value v of an attribute, where it is no list, as text.
const valueText = "CASE v.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE ifnull(CAST(v.value AS TEXT), 'null') END"

// usedValue is a value, or an item of a list, that spans of a label have for an attribute.
type usedValue struct {
	attribute string
	value     any
	text      string
	item      bool // of a list
}

func usedValues(s *table.Session, labelID string) ([]usedValue, error) {
	rows, err := s.Query("SELECT DISTINCT v.key, v.type, v.value, "+valueText+`, 0 FROM span s, json_each(s.attributes) v
			WHERE s.label_id = ?1 AND v.type <> 'array'
		UNION SELECT DISTINCT v.key, i.type, i.value, ifnull(CAST(i.value AS TEXT), 'null'), 1 FROM span s, json_each(s.attributes) v, json_each(v.value) i
			WHERE s.label_id = ?1 AND v.type = 'array' ORDER BY 1, 3`, labelID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var used []usedValue
	for rows.Next() {
		var u usedValue
		var kind string
		if err := rows.Scan(&u.attribute, &kind, &u.value, &u.text, &u.item); err != nil {
			return nil, err
		}
		if number, whole := u.value.(int64); whole {
			u.value = float64(number)
		}
		if kind == "true" || kind == "false" {
			u.value = kind == "true"
		}
		used = append(used, u)
	}
	return used, rows.Err()
}

// refusedBy returns the value as text where the attribute does not admit it.
func (u usedValue) refusedBy(attribute annotate.Attribute) string {
	value := u.value
	if u.item {
		value = []any{u.value}
	}
	if _, err := attribute.Check(value); err != nil {
		return u.text
	}
	return ""
}

// successor is what has become of the attribute of that name: the one of the same id.
func successor(before, after annotate.Label, name string) (annotate.Attribute, bool) {
	a, there := before.Attribute(name)
	if !there {
		return after.Attribute(name)
	}
	i := slices.IndexFunc(after.Attributes, func(b annotate.Attribute) bool { return b.ID == a.ID })
	if i < 0 {
		return annotate.Attribute{}, false
	}
	return after.Attributes[i], true
}

// RelationEnds joins relations with the spans at their ends, s and t.
const RelationEnds = `relation r JOIN span s ON s.id = r.head_span_id JOIN span t ON t.id = r.tail_span_id`

// RelationImpacts are the relations that the codebook no longer admits.
func RelationImpacts(s *table.Session, old, cb annotate.Codebook) ([]Impact, error) {
	var impacts []Impact
	for _, before := range old.RelationTypes {
		after, there := cb.RelationTypeByID(before.ID)
		impact := Impact{Kind: RelationTypeGone, RelationType: before.Name}
		condition, args := "r.relation_type_id = ?", []any{before.ID}
		if there {
			impact.Kind = RelationMisfit
			misfit, more := Misfits(cb, after)
			condition, args = condition+" AND ("+misfit+")", append(args, more...)
		}
		if err := fill(s, &impact, RelationEnds, condition, args...); err != nil {
			return nil, err
		}
		impacts = append(impacts, impact)
	}
	return impacts, nil
}

// Misfits is the condition under which a relation's ends are not what its type admits.
func Misfits(cb annotate.Codebook, t annotate.RelationType) (string, []any) {
	conditions, args := []string{"0"}, []any{}
	for _, end := range []struct{ column, label string }{{"s.label_id", t.HeadLabel}, {"t.label_id", t.TailLabel}} {
		if end.label == "" {
			continue
		}
		label, _ := cb.LabelByName(end.label)
		conditions, args = append(conditions, end.column+" <> ?"), append(args, label.ID)
	}
	if t.Scope == annotate.WithinDocument {
		conditions = append(conditions, "s.document_id <> t.document_id")
	}
	if t.Symmetric { // the same two spans linked in both directions would now be linked twice
		conditions = append(conditions, `r.head_span_id > r.tail_span_id AND EXISTS (SELECT 1 FROM relation o WHERE o.relation_type_id = r.relation_type_id
			AND o.head_span_id = r.tail_span_id AND o.tail_span_id = r.head_span_id)`)
	}
	return strings.Join(conditions, " OR "), args
}

// fill counts what a condition finds, where s is a span, and reads the first few examples.
func fill(s *table.Session, impact *Impact, from, condition string, args ...any) error {
	if err := s.Row("SELECT count(*) FROM "+from+" WHERE "+condition, args...).Scan(&impact.Count); err != nil {
		return fmt.Errorf("counting what would break: %w", err)
	}
	if impact.Count == 0 {
		return nil
	}
	ids, err := table.Texts(s, fmt.Sprintf("SELECT s.id FROM %s WHERE %s LIMIT %d", from, condition, impactExamples), args...)
	if err != nil {
		return fmt.Errorf("finding examples of what would break: %w", err)
	}
	for _, id := range ids {
		example := ImpactExample{SpanID: id}
		err := s.Row(`SELECT d.id, substr(d.text, g.start + 1, g."end" - g.start) FROM span s JOIN document d ON d.id = s.document_id
			JOIN segment g ON g.span_id = s.id AND g.ordinal = 0 WHERE s.id = ?`, id).Scan(&example.DocumentID, &example.Words)
		if err != nil {
			return fmt.Errorf("reading the words of a span: %w", err)
		}
		impact.Examples = append(impact.Examples, example)
	}
	return nil
}
