package history

// ActKind says what an act is to the history.
type ActKind string

// The kinds of act.
const (
	Base ActKind = "base" // makes the project, and cannot be taken back
	Do   ActKind = "do"   // ends what could be redone
	Undo ActKind = "undo" // takes an act back
	Redo ActKind = "redo" // does again what was taken back
)

// Standing says which acts are in force. It follows from what the acts say of themselves, in their order, and nothing else: whoever is
// told of the acts, in a log that only grows, knows what is in force without being told of anything that changes. K is how acts
// are called, such as by their place in a file or by their id.
type Standing[K comparable] struct {
	takenBack map[K]K    // act → the act that took it back
	redoable  map[K]bool // of these
}

// Hear takes in the next act. target is the one that it takes back or does again.
func (s *Standing[K]) Hear(kind ActKind, act, target K) {
	if s.takenBack == nil {
		s.takenBack, s.redoable = map[K]K{}, map[K]bool{}
	}
	switch kind {
	case Do:
		clear(s.redoable)
	case Undo:
		s.takenBack[target], s.redoable[target] = act, true
	case Redo:
		delete(s.takenBack, target)
		delete(s.redoable, target)
	}
}

// Of says where an act stands: in force, or taken back by another, after which it can be redone until something else is done.
func (s *Standing[K]) Of(act K) (inForce bool, by K, redoable bool) {
	by, taken := s.takenBack[act]
	return !taken, by, s.redoable[act]
}
