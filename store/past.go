package store

import (
	"context"
	"errors"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/table"
)

// PastAct is an act as it stands in the history.
type PastAct struct {
	Act
	Who      string // the annotator's name, "" where nobody was named
	Undone   bool
	Redoable bool // it is undone, and nothing was done since
}

// Past lists the newest acts that were ever in force, the last one first and without their changes; 0 is all of them.
func (p *Project) Past(ctx context.Context, limit int) (past []PastAct, err error) {
	if limit == 0 {
		limit = -1
	}
	err = p.Read(ctx, func(s *table.Session) error {
		rows, err := s.Query("SELECT "+actColumns+", undone FROM act WHERE kind = 'do' ORDER BY seq DESC LIMIT ?", limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			act, err := scanPast(rows)
			if err != nil {
				return err
			}
			past = append(past, *act)
		}
		return errors.Join(rows.Err(), nameThem(s, past))
	})
	return past, err
}

// PastAct is the act at a place in the history.
func (p *Project) PastAct(ctx context.Context, seq int64) (past PastAct, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		act, err := scanPast(s.Row("SELECT "+actColumns+", undone FROM act WHERE kind = 'do' AND seq = ?", seq))
		if err != nil {
			return err
		}
		if act == nil {
			return annotate.NotFoundf("there is no act %d", seq)
		}
		one := []PastAct{*act}
		err = nameThem(s, one)
		past = one[0]
		return err
	})
	return past, err
}

func scanPast(r interface{ Scan(...any) error }) (*PastAct, error) {
	var undone int64
	act, err := scanAct(r, &undone)
	if act == nil {
		return nil, err
	}
	return &PastAct{Act: *act, Undone: undone != 0, Redoable: undone > 0}, nil
}

// nameThem sets who did the acts. Undoing somebody's first act takes their row away too; their name is in the log then.
func nameThem(s *table.Session, acts []PastAct) error {
	names := map[string]string{"": ""}
	for i, act := range acts {
		name, known := names[act.AnnotatorID]
		if !known {
			err := s.Row(`SELECT coalesce((SELECT name FROM annotator WHERE id = ?1), (SELECT json_extract(after, '$.name') FROM change
				WHERE entity_id = ?1 AND entity_kind = 'annotator' AND after IS NOT NULL ORDER BY seq DESC LIMIT 1), '')`, act.AnnotatorID).Scan(&name)
			if err != nil {
				return err
			}
			names[act.AnnotatorID] = name
		}
		acts[i].Who = name
	}
	return nil
}
