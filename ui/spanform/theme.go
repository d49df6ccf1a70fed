package spanform

import (
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// themeName is the name of the theme that the entity belongs to, "" where it belongs to none.
func (e *entity) themeName() string {
	if e.value.ParentID == "" {
		return ""
	}
	theme, err := e.form.session.Project.Entity(e.form.session.Context(), e.value.ParentID)
	if err != nil {
		e.form.session.Fail(err)
	}
	return theme.Name
}

// saveTheme puts the entity under the theme of a name, which is made where there is none, or takes it out of its theme.
func (e *entity) saveTheme(text string) {
	value, name := e.value, strings.TrimSpace(text)
	if name == e.themeName() {
		return
	}
	summary := fmt.Sprintf("Put “%s” under the theme “%s”", value.Name, name)
	if name == "" {
		summary = fmt.Sprintf("Took “%s” out of its theme", value.Name)
	}
	if _, ok := e.form.session.Do("theme", summary, func(tx *store.Tx) error {
		if name == "" {
			return tx.SetTheme("", value.ID)
		}
		theme, found, err := tx.FindEntity(value.LabelID, name)
		if err == nil && !found {
			theme = annotate.Entity{LabelID: value.LabelID, Name: name}
			err = tx.CreateEntity(&theme)
		}
		if err != nil {
			return err
		}
		return tx.SetTheme(theme.ID, value.ID)
	}); !ok {
		e.show(false)
	}
}
