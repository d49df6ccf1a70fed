package table

import (
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// formerVersion is what a row said before it was changed to what came after.
type formerVersion struct {
	seq           int64
	before, after Row
}

// formerVersions are the changes of a row that is still there, the oldest first.
func (s *Session) formerVersions(k *Kind, id string) ([]formerVersion, error) {
	return Collect(s, func(rows *Cursor) (v formerVersion, err error) {
		var before, after string
		if err := rows.Scan(&v.seq, &before, &after); err != nil {
			return v, err
		}
		if v.before, err = k.Decode([]byte(before)); err != nil {
			return v, err
		}
		v.after, err = k.Decode([]byte(after))
		return v, err
	}, `SELECT seq, before, after FROM change WHERE entity_id = ? AND entity_kind = ? AND before IS NOT NULL AND after IS NOT NULL ORDER BY seq`, id, k.Name)
}

// Formerly returns the ids of rows of a kind by the names that they no longer have. A name that several have had is that
// of the one that had it last.
func (s *Session) Formerly(k *Kind, ids []string) (map[string]string, error) {
	named, last := map[string]string{}, map[string]int64{}
	for _, id := range ids {
		versions, err := s.formerVersions(k, id)
		if err != nil {
			return nil, fmt.Errorf("reading what the %s %s was called: %w", k.Noun, id, err)
		}
		for _, v := range versions {
			name := k.Text(v.before, "name")
			if name != k.Text(v.after, "name") && v.seq > last[name] {
				named[name], last[name] = id, v.seq
			}
		}
	}
	return named, nil
}

// OptionNow is what has become of an option that an attribute once had: the one that its spans were given in its place, or
// that took its place in the list. It is not found where the option was only taken away.
func (s *Session) OptionNow(attribute annotate.Attribute, option string) (string, bool, error) {
	versions, err := s.formerVersions(AttributeKind, attribute.ID)
	if err != nil {
		return "", false, fmt.Errorf("reading which options %s had: %w", attribute.Name, err)
	}
	found := false
	for _, v := range versions {
		before, err := ReadList([]byte(AttributeKind.Text(v.before, "options")))
		if err != nil {
			return "", false, err
		}
		after, err := ReadList([]byte(AttributeKind.Text(v.after, "options")))
		if err != nil {
			return "", false, err
		}
		place := slices.Index(before, option)
		if place < 0 || slices.Contains(after, option) {
			continue
		}
		next, given, err := s.givenInstead(v, option)
		if err != nil {
			return "", false, err
		}
		if given && next == "" { // it was taken off the spans
			return "", false, nil
		}
		if !given && len(before) == len(after) && !slices.Contains(before, after[place]) {
			next, given = after[place], true
		}
		if !given {
			return "", false, nil
		}
		option, found = next, true
	}
	return option, found && slices.Contains(attribute.Options, option), nil
}

// givenInstead looks for a span that had the option before the act that changed an attribute, and for what it has since,
// "" where that is nothing. Values move before the attribute gets another name, so both of its names are tried.
func (s *Session) givenInstead(v formerVersion, option string) (next string, found bool, err error) {
	rows, err := s.Query(`SELECT c.before, c.after FROM change v JOIN act a ON a.seq = v.act_seq
		JOIN change c ON c.seq BETWEEN a.first_change AND a.last_change WHERE v.seq = ?1 AND c.entity_kind = 'span' AND c.before IS NOT NULL AND c.after IS NOT NULL
		AND instr(c.before, ?2) ORDER BY c.seq LIMIT 1000`, v.seq, string(Marshal(option)))
	if err != nil {
		return "", false, err
	}
	defer rows.Close()
	labelID := AttributeKind.Text(v.before, "label_id")
	names := []string{AttributeKind.Text(v.before, "name"), AttributeKind.Text(v.after, "name")}
	for rows.Next() {
		var before, after string
		if err := rows.Scan(&before, &after); err != nil {
			return "", false, err
		}
		was, is, ofLabel, err := valuesOf(before, after, names)
		if err != nil {
			return "", false, err
		}
		if ofLabel != labelID {
			continue
		}
		place := slices.Index(was, option)
		switch {
		case place < 0 || slices.Contains(is, option):
		case len(was) == len(is):
			return is[place], true, nil
		default:
			return "", true, nil
		}
	}
	return "", false, rows.Err()
}

// valuesOf reads the texts that a span had and has for an attribute, which may have got another name, and the label of the span.
func valuesOf(before, after string, names []string) (was, is []string, labelID string, err error) {
	for _, version := range []struct {
		into *[]string
		raw  string
	}{{&was, before}, {&is, after}} {
		r, err := SpanKind.Decode([]byte(version.raw))
		if err != nil {
			return nil, nil, "", err
		}
		labelID = SpanKind.Text(r, "label_id")
		values, err := ReadAttributes([]byte(SpanKind.Text(r, "attributes")))
		if err != nil {
			return nil, nil, "", err
		}
		for _, name := range names {
			switch value := values[name].(type) {
			case string:
				*version.into = []string{value}
			case []string:
				*version.into = value
			}
		}
	}
	return was, is, labelID, nil
}

// EntityNow returns the entity that one which is gone was merged into, however many times; "" where it was not.
func (s *Session) EntityNow(id string) (string, error) {
	for range 100 { // a circle would be a damaged log
		next, err := s.mergedInto(id)
		if err != nil || next == "" {
			return "", err
		}
		if there, err := s.Load(EntityKind, next, false); err != nil || there != nil {
			return next, err
		}
		id = next
	}
	return "", nil
}

// mergedInto returns the entity that took over the spans of another, or its name, in the act that deleted it.
func (s *Session) mergedInto(id string) (string, error) {
	const inThatAct = ` FROM change g JOIN act a ON a.seq = g.act_seq JOIN change k ON k.seq BETWEEN a.first_change AND a.last_change
		AND k.before IS NOT NULL AND k.after IS NOT NULL WHERE g.entity_id = ?1 AND g.entity_kind = 'entity' AND g.after IS NULL `
	for _, query := range []string{
		"SELECT json_extract(k.after, '$.entity_id')" + inThatAct + `AND k.entity_kind = 'span' AND json_extract(k.before, '$.entity_id') = ?1
			AND json_extract(k.after, '$.entity_id') <> ?1 ORDER BY g.seq DESC, k.seq LIMIT 1`,
		"SELECT k.entity_id" + inThatAct + `AND k.entity_kind = 'entity' AND json_extract(k.after, '$.label_id') = json_extract(g.before, '$.label_id')
			AND EXISTS (SELECT 1 FROM json_each(k.after, '$.aliases') n WHERE n.value = json_extract(g.before, '$.name')) ORDER BY g.seq DESC, k.seq LIMIT 1`,
	} {
		if found, err := Texts(s, query, id); err != nil || len(found) > 0 {
			return append(found, "")[0], err
		}
	}
	return "", nil
}
