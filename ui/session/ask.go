package session

// Question is what a view asks over the window before it goes on.
type Question struct {
	Title, Sentence string
	Answers         []Answer // the first is what Enter does; to answer none of them is to leave all as it is
}

// Answer is one of the ways to go on.
type Answer struct {
	Text string // of its button
	Run  func()
}

// Ask asks over the window.
func (s *Session) Ask(q Question) {
	if s.OnAsk != nil {
		s.OnAsk(q)
	}
}
