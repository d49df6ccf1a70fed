package main

import "image"

// The steps of this file look at what several articles tell.

// firstGap lies between the text of the first article and that of the second, where the steps find them.
var firstGap = image.Rect(480, 120, 640, 900)

// ribbons goes to the first passage of the first article that others have too; that the window says so changes its last line, too.
func (t *tour) ribbons() error {
	_, err := t.seen("the passage is set apart in the article", firstPane, func() error { return t.hand.key("Escape", "ctrl+1", "ctrl+Home", "F6") })
	return err
}

// meet brings the others to the passage.
func (t *tour) meet() error {
	_, err := t.seen("a ribbon leads to the other article", firstGap, func() error { return t.hand.key("F6", "F6", "F2") })
	return err
}

func (t *tour) compare() error { return t.appears("the passages lie over the window", "F7") }

// together closes the comparison and has the articles scroll together by their passages, and no more.
func (t *tour) together() error {
	if err := t.appears("the articles are back", "Escape"); err != nil {
		return err
	}
	secondPane := firstPane.Add(image.Pt(360, 0))
	if _, err := t.seen("the second article follows the first", secondPane, func() error {
		if err := t.hand.key("ctrl+j"); err != nil {
			return err
		}
		return t.hand.wheel(firstPane.Min.X+100, firstPane.Min.Y+400, 6)
	}); err != nil {
		return err
	}
	return t.hand.key("ctrl+j")
}

// registry shows all actors and claims.
func (t *tour) registry() error { return t.appears("the registry appears", "ctrl+shift+a") }

// leaveRegistry goes back to the articles, and opens the palette over them.
func (t *tour) leaveRegistry() error {
	if err := t.appears("the articles are back", "Escape"); err != nil {
		return err
	}
	return t.palette()
}
