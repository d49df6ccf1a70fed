// Package theme is how the window looks: quiet chrome around text that is easy to read for hours, in light and dark.
//
// It knows no view and no setting but the mode. Start with Theme.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Mode says which of the two looks is shown.
type Mode string

// The modes. System follows the desktop.
const (
	System Mode = "system"
	Light  Mode = "light"
	Dark   Mode = "dark"
)

// Modes lists the modes in the order in which a menu shows them.
var Modes = []Mode{System, Light, Dark}

// Colours of the program beyond those of Fyne.
const (
	ColorNamePaper  fyne.ThemeColorName = "parallaxPaper"  // behind the text of an article
	ColorNameChrome fyne.ThemeColorName = "parallaxChrome" // behind side bars and the status line
	ColorNameMuted  fyne.ThemeColorName = "parallaxMuted"  // secondary text; WCAG AA on paper and chrome
	ColorNameRow    fyne.ThemeColorName = "parallaxRow"    // the row that is open in a list
	ColorNameNotice fyne.ThemeColorName = "parallaxNotice" // behind a banner that asks for the next step
)

// Theme is the look of the window.
type Theme struct {
	Mode Mode
}

var _ fyne.Theme = (*Theme)(nil)

// New returns the look in a mode; one that is unknown follows the desktop.
func New(mode Mode) *Theme { return &Theme{Mode: mode} }

// Variant is the variant that is shown where the desktop asks for v.
func (t *Theme) Variant(v fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.Mode {
	case Light:
		return base.VariantLight
	case Dark:
		return base.VariantDark
	}
	return v
}

// Color implements fyne.Theme.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	variant = t.Variant(variant)
	colors := light
	if variant == base.VariantDark {
		colors = dark
	}
	if c, ok := colors[name]; ok {
		return c
	}
	return base.DefaultTheme().Color(name, variant)
}

// Font implements fyne.Theme.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return base.DefaultTheme().Font(style) }

// Icon implements fyne.Theme.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return base.DefaultTheme().Icon(name) }

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := sizes[name]; ok {
		return size
	}
	return base.DefaultTheme().Size(name)
}

var sizes = map[fyne.ThemeSizeName]float32{
	base.SizeNameText:               13,
	base.SizeNameCaptionText:        11,
	base.SizeNameSubHeadingText:     15,
	base.SizeNameHeadingText:        22,
	base.SizeNameInlineIcon:         17,
	base.SizeNameInnerPadding:       6,
	base.SizeNamePadding:            4,
	base.SizeNameInputRadius:        5,
	base.SizeNameSelectionRadius:    5,
	base.SizeNameScrollBar:          10,
	base.SizeNameScrollBarSmall:     3,
	base.SizeNameSeparatorThickness: 1,
	base.SizeNameModalBlurRadius:    0, // what lies beneath stays as it is
}

// Color returns the colour of that name as the running app shows it, for objects that are not widgets.
func Color(name fyne.ThemeColorName) color.Color {
	settings := fyne.CurrentApp().Settings()
	return settings.Theme().Color(name, settings.ThemeVariant())
}

// IsDark says whether the running app shows the dark look.
func IsDark() bool {
	settings := fyne.CurrentApp().Settings()
	variant := settings.ThemeVariant()
	if t, ok := settings.Theme().(*Theme); ok {
		variant = t.Variant(variant)
	}
	return variant == base.VariantDark
}
