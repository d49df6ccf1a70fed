package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
)

// StorySummary is a story and how many documents it has.
type StorySummary struct {
	annotate.Story
	Documents int
}

const storyList = "SELECT id, name, date, note, (SELECT count(*) FROM document WHERE story_id = story.id) FROM story ORDER BY name"

// Stories lists the stories by name. It reads no document.
func (p *Project) Stories(ctx context.Context) (stories []StorySummary, err error) {
	err = p.read(ctx, func(s *session) error {
		stories, err = collect(s, func(rows *cursor) (StorySummary, error) {
			var t StorySummary
			return t, rows.Scan(&t.ID, &t.Name, &t.Date, &t.Note, &t.Documents)
		}, storyList)
		return err
	})
	return stories, err
}

// Story returns the story of that name, and makes it where there is none.
func (tx *Tx) Story(name string) (story annotate.Story, made bool, err error) {
	story, err = tx.story("name", name)
	if !errors.Is(err, annotate.ErrNotFound) {
		return story, false, err
	}
	story = annotate.Story{ID: annotate.NewID(), Name: name}
	if err := story.Validate(); err != nil {
		return annotate.Story{}, false, err
	}
	return story, true, tx.insert(storyKind, storyRow(story))
}

// StoryByID returns the story with that id.
func (tx *Tx) StoryByID(id string) (annotate.Story, error) { return tx.story("id", id) }

func (s *session) story(column, value string) (annotate.Story, error) {
	var t annotate.Story
	err := s.row("SELECT id, name, date, note FROM story WHERE "+column+" = ?", value).Scan(&t.ID, &t.Name, &t.Date, &t.Note)
	if errors.Is(err, sql.ErrNoRows) {
		return t, annotate.NotFoundf("there is no story with the %s %s", column, value)
	}
	return t, err
}

// UpdateStory renames a story or corrects its date and note. Names stay unique.
func (tx *Tx) UpdateStory(story annotate.Story) error {
	if err := story.Validate(); err != nil {
		return err
	}
	err := tx.update(storyKind, storyRow(story))
	if isUnique(err) {
		return annotate.Conflictf("there is another story called %q", story.Name)
	}
	return err
}

// DeleteStory deletes a story with its documents and all that was said of them.
func (tx *Tx) DeleteStory(id string) error {
	ids, err := texts(tx.session, "SELECT id FROM document WHERE story_id = ? ORDER BY position, id", id)
	if err != nil {
		return fmt.Errorf("listing the articles of a story: %w", err)
	}
	for _, document := range ids {
		if err := tx.DeleteDocument(document); err != nil {
			return err
		}
	}
	return tx.delete(storyKind, id)
}

func storyRow(t annotate.Story) row {
	return row{values: []any{t.ID, t.Name, t.Date, t.Note}}
}
