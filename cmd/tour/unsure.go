package main

// ask flags the next span of the first article as unsure, with a question.
func (t *tour) ask() error {
	if err := t.hand.key("ctrl+1", "ctrl+Home", "n"); err != nil {
		return err
	}
	if err := t.appears("the field for the question appears", "q"); err != nil {
		return err
	}
	if err := t.hand.write("A person, or the office?"); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	return t.project.until(t.ctx, "the span is flagged", 1, "SELECT count(*) FROM flag WHERE state = 'open' AND span_id IS NOT NULL AND question = 'A person, or the office?'")
}

// answer answers it from the list of all questions.
func (t *tour) answer() error {
	if err := t.appears("the questions appear", "ctrl+shift+r"); err != nil {
		return err
	}
	if err := t.hand.key("a"); err != nil {
		return err
	}
	if err := t.hand.write("The office."); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	return t.project.until(t.ctx, "the answer is there", 1, "SELECT count(*) FROM reply WHERE text = 'The office.'")
}

// resolve ends the question and goes back to the articles.
func (t *tour) resolve() error {
	if err := t.hand.key("e"); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "the question is resolved", 1, "SELECT count(*) FROM flag WHERE state = 'resolved'"); err != nil {
		return err
	}
	return t.appears("the articles are back", "Escape")
}
