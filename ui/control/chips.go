package control

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/keyboard"
)

// Option is one chip: its words and, where it has one, its own colour.
type Option struct {
	Text  string
	Color color.Color // nil for the theme's
}

// Options makes plain options of words.
func Options(words ...string) []Option {
	options := make([]Option, len(words))
	for i, word := range words {
		options[i].Text = word
	}
	return options
}

// Chips lets one or, with many, several of a few options be chosen. All of them are in sight: a round mark stands for
// "one of", a square one for "any of". With the keyboard: arrows move, Space or Return chooses, the digits 1–9 choose
// at once, Backspace clears. Where Return answers the form it does so on the one that is chosen: what the arrows have reached is chosen
// by it first. While it has the keyboard the marks show the digits.
type Chips struct {
	widget.BaseWidget
	OnChanged func()
	OnDone    func() // a digit or Return has chosen one; nil where the keyboard stays and a digit takes back what it chose
	form      *Form
	typist    keyboard.Typist

	options  []Option
	many     bool
	required bool // the choice cannot be taken back
	chosen   []bool
	cursor   int
	focused  bool
	disabled bool
	places   []place // of the options, for the present width
}

type place struct {
	fyne.Position
	fyne.Size
}

// NewChips returns chips of which one can be chosen, or several.
func NewChips(options []Option, many bool, changed func(), form *Form) *Chips {
	c := &Chips{OnChanged: changed, form: form, many: many}
	c.ExtendBaseWidget(c)
	c.SetOptions(options)
	return c
}

// SetOptions replaces the options; nothing is chosen then.
func (c *Chips) SetOptions(options []Option) {
	c.options = options
	c.chosen = make([]bool, len(options))
	c.cursor = 0
	c.Refresh()
}

// SetRequired says that something must stay chosen.
func (c *Chips) SetRequired(required bool) { c.required = required }

// Chosen lists the words of what is chosen, in the options' order.
func (c *Chips) Chosen() []string {
	var words []string
	for i, chosen := range c.chosen {
		if chosen {
			words = append(words, c.options[i].Text)
		}
	}
	return words
}

// Index is the first option that is chosen, or -1.
func (c *Chips) Index() int { return slices.Index(c.chosen, true) }

// Set shows words as chosen without telling OnChanged.
func (c *Chips) Set(words ...string) {
	c.choosing(func(i int) bool { return slices.Contains(words, c.options[i].Text) })
}

// SetIndex shows option i alone as chosen, none for -1, without telling OnChanged.
func (c *Chips) SetIndex(i int) {
	c.choosing(func(k int) bool { return k == i })
}

// choosing shows those options as chosen that fit.
func (c *Chips) choosing(fits func(i int) bool) {
	changed := false
	for i := range c.chosen {
		if now := fits(i); now != c.chosen[i] {
			c.chosen[i], changed = now, true
		}
	}
	if i := c.Index(); i >= 0 && !c.focused {
		c.cursor = i
	}
	if changed {
		c.Refresh()
	}
}

func (c *Chips) choose(i int) {
	if i < 0 || i >= len(c.options) {
		return
	}
	c.cursor = i
	switch {
	case c.many:
		c.chosen[i] = !c.chosen[i]
	case c.chosen[i] && c.required:
		c.Refresh()
		return
	default:
		on := !c.chosen[i]
		clear(c.chosen)
		c.chosen[i] = on
	}
	c.Refresh()
	c.changed()
}

func (c *Chips) clear() {
	if c.Index() < 0 || c.required && !c.many {
		return
	}
	clear(c.chosen)
	c.Refresh()
	c.changed()
}

func (c *Chips) changed() {
	if c.OnChanged != nil {
		c.OnChanged()
	}
}

// Tapped chooses the chip under the pointer.
func (c *Chips) Tapped(e *fyne.PointEvent) {
	if c.disabled {
		return
	}
	Focus(c)
	for i, p := range c.places {
		if e.Position.X >= p.X && e.Position.X < p.X+p.Width && e.Position.Y >= p.Y && e.Position.Y < p.Y+p.Height {
			c.choose(i)
			return
		}
	}
}

// FocusGained is called by Fyne.
func (c *Chips) FocusGained() {
	c.focused = true
	c.Refresh()
	c.form.reached(c)
}

// FocusLost is called by Fyne.
func (c *Chips) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune chooses by digit.
func (c *Chips) TypedRune(r rune) {
	r = c.typist.Typed(r, keyboard.Held())
	i := int(r - '1')
	switch {
	case r < '1' || r > '9':
		if c.form.Other != nil {
			c.form.Other(r)
		}
	case c.disabled || i >= len(c.options):
	case c.many || c.OnDone == nil:
		c.choose(i)
	default:
		c.take(i)
	}
}

// take chooses one, which stays chosen where it was, and is done.
func (c *Chips) take(i int) {
	if !c.chosen[i] {
		c.choose(i)
	}
	c.OnDone()
}

// TypedKey moves among the chips and chooses.
func (c *Chips) TypedKey(e *fyne.KeyEvent) {
	c.typist.Pressed(e)
	if FunctionKey(c, e) || c.disabled {
		return
	}
	switch e.Name {
	case fyne.KeyEscape:
		c.form.leave()
	case fyne.KeyLeft, fyne.KeyUp:
		c.move(-1)
	case fyne.KeyRight, fyne.KeyDown:
		c.move(1)
	case fyne.KeyHome:
		c.move(-len(c.options))
	case fyne.KeyEnd:
		c.move(len(c.options))
	case fyne.KeyReturn, fyne.KeyEnter:
		moved := !c.many && c.Index() >= 0 && !c.chosen[c.cursor] // else what is marked would count, not what one has moved to
		if c.form.Enter != nil && !moved {
			c.form.Enter()
			return
		}
		if !c.many && c.OnDone != nil {
			c.take(c.cursor)
			return
		}
		c.choose(c.cursor)
	case fyne.KeySpace:
		c.choose(c.cursor)
	case fyne.KeyBackspace, fyne.KeyDelete:
		c.clear()
	}
}

func (c *Chips) move(by int) {
	c.cursor = max(0, min(len(c.options)-1, c.cursor+by))
	c.Refresh()
}

// Enable lets it be changed.
func (c *Chips) Enable() { c.disabled = false; c.Refresh() }

// Disable shows it without letting it be changed.
func (c *Chips) Disable() { c.disabled = true; c.Refresh() }

// Disabled says whether it cannot be changed.
func (c *Chips) Disabled() bool { return c.disabled }

// CreateRenderer is called by Fyne.
func (c *Chips) CreateRenderer() fyne.WidgetRenderer {
	r := &chipsRenderer{chips: c}
	r.Refresh()
	return r
}

// MinSize is that of the rows at the present width.
func (c *Chips) MinSize() fyne.Size {
	c.ExtendBaseWidget(c)
	return c.BaseWidget.MinSize()
}

func (c *Chips) textSize() float32 { return theme.SizeForWidget(theme.SizeNameText, c) * 0.93 }

// Update replaces the options where they differ from the present ones, and keeps the place of the keyboard.
func (c *Chips) Update(options []Option) {
	if !slices.Equal(c.options, options) {
		at := c.cursor
		c.SetOptions(options)
		c.cursor = max(0, min(at, len(options)-1))
	}
}
