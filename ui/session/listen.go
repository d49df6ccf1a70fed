package session

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// Listen calls fn after each act, whoever did it: this window, background work, or (as an act with the action
// External) another process. The function that it returns ends this.
func (s *Session) Listen(fn func(store.Act)) (cancel func()) { return s.acts.add(fn) }

// listeners is a list of functions, called in the order in which they were added.
type listeners[T any] struct {
	next  int
	order []int
	fns   map[int]func(T)
}

func (l *listeners[T]) add(fn func(T)) (cancel func()) {
	if l.fns == nil {
		l.fns = map[int]func(T){}
	}
	id := l.next
	l.next++
	l.order, l.fns[id] = append(l.order, id), fn
	return func() {
		delete(l.fns, id)
		l.order = slices.DeleteFunc(slices.Clone(l.order), func(other int) bool { return other == id })
	}
}

// call tolerates listeners that come and go while it runs: one that is cancelled by an earlier one is not called.
func (l *listeners[T]) call(value T) {
	for _, id := range slices.Clone(l.order) {
		if fn, ok := l.fns[id]; ok {
			fn(value)
		}
	}
}

// Sentence is how an error is shown to people: a capital at its start, a full stop at its end.
func Sentence(err error) string {
	text := wording.Capital(strings.TrimSpace(err.Error()))
	if last, _ := utf8.DecodeLastRuneInString(text); unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(`"')`, last) {
		text += "."
	}
	return text
}
