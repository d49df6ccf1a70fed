package session

// AfterPicture runs an act once what the view shows of it already has been painted: the person at the desk waits for the picture, not
// for the disk. Whatever else is asked of the session comes after that act.
func (s *Session) AfterPicture(act func()) {
	s.Settle()
	s.soon = act
	if s.OnSaving != nil {
		s.OnSaving()
	}
	s.onUI(s.Settle)
}

// Settle runs the act that follows its picture, where one does, at once.
func (s *Session) Settle() {
	if act := s.soon; act != nil {
		s.soon = nil
		act()
	}
}

// Saving says whether an act follows its picture.
func (s *Session) Saving() bool { return s.soon != nil }

// Selected is the id of the span in hand, "" where none is.
func (s *Session) Selected() string {
	s.Settle()
	return s.selected
}

// SelectSpan takes the span in hand; "" lets go.
func (s *Session) SelectSpan(id string) {
	s.Settle()
	s.Hand.SelectSpan(id)
}
