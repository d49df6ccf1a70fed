package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

func rgb(hex uint32) color.NRGBA { return rgba(hex, 0xff) }

func rgba(hex uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}

var light = map[fyne.ThemeColorName]color.Color{
	ColorNamePaper:  rgb(0xffffff),
	ColorNameChrome: rgb(0xf5f4f1),
	ColorNameMuted:  rgb(0x63666a),
	ColorNameRow:    rgb(0xe4e8ec),
	ColorNameNotice: rgb(0xfdf3d8),

	base.ColorNameBackground:          rgb(0xffffff),
	base.ColorNameForeground:          rgb(0x1f2226),
	base.ColorNamePlaceHolder:         rgb(0x6f7277),
	base.ColorNameDisabled:            rgb(0x6f7276),
	base.ColorNameSeparator:           rgb(0xdedcd6),
	base.ColorNamePrimary:             rgb(0x2b5c8a),
	base.ColorNameHyperlink:           rgb(0x2b5c8a),
	base.ColorNameForegroundOnPrimary: rgb(0xffffff),
	base.ColorNameFocus:               rgba(0x6aa5dd, 0x60), // seen on a primary button too
	base.ColorNameSelection:           rgba(0x2b5c8a, 0x30),
	base.ColorNameHover:               rgba(0x1f2226, 0x0d),
	base.ColorNamePressed:             rgba(0x1f2226, 0x1a),
	base.ColorNameButton:              rgb(0xe9e7e2),
	base.ColorNameDisabledButton:      rgb(0xefeeea),
	base.ColorNameInputBackground:     rgb(0xffffff),
	base.ColorNameInputBorder:         rgb(0xa5a29b),
	base.ColorNameMenuBackground:      rgb(0xffffff),
	base.ColorNameOverlayBackground:   rgb(0xfbfaf8),
	base.ColorNameHeaderBackground:    rgb(0xefeeea),
	base.ColorNameScrollBar:           rgba(0x1f2226, 0x50),
	base.ColorNameScrollBarBackground: rgba(0x1f2226, 0x08),
	base.ColorNameShadow:              rgba(0x000000, 0x26),
	base.ColorNameError:               rgb(0xb3261e),
	base.ColorNameSuccess:             rgb(0x2e7d4f),
	base.ColorNameWarning:             rgb(0x9a5b00),
}

var dark = map[fyne.ThemeColorName]color.Color{
	ColorNamePaper:  rgb(0x1e2124),
	ColorNameChrome: rgb(0x17191b),
	ColorNameMuted:  rgb(0xa3a7ac),
	ColorNameRow:    rgb(0x2a3036),
	ColorNameNotice: rgb(0x3a3322),

	base.ColorNameBackground:          rgb(0x1e2124),
	base.ColorNameForeground:          rgb(0xe3e2de),
	base.ColorNamePlaceHolder:         rgb(0x9a9ea3),
	base.ColorNameDisabled:            rgb(0x8d9196),
	base.ColorNameSeparator:           rgb(0x303439),
	base.ColorNamePrimary:             rgb(0x8ab8e0),
	base.ColorNameHyperlink:           rgb(0x8ab8e0),
	base.ColorNameForegroundOnPrimary: rgb(0x10202e),
	base.ColorNameFocus:               rgba(0x3b82c4, 0x90),
	base.ColorNameSelection:           rgba(0x8ab8e0, 0x3c),
	base.ColorNameHover:               rgba(0xffffff, 0x0f),
	base.ColorNamePressed:             rgba(0xffffff, 0x1f),
	base.ColorNameButton:              rgb(0x2a2d31),
	base.ColorNameDisabledButton:      rgb(0x212428),
	base.ColorNameInputBackground:     rgb(0x222529),
	base.ColorNameInputBorder:         rgb(0x5d6369),
	base.ColorNameMenuBackground:      rgb(0x25282c),
	base.ColorNameOverlayBackground:   rgb(0x1f2225),
	base.ColorNameHeaderBackground:    rgb(0x212428),
	base.ColorNameScrollBar:           rgba(0xffffff, 0x50),
	base.ColorNameScrollBarBackground: rgba(0xffffff, 0x08),
	base.ColorNameShadow:              rgba(0x000000, 0x80),
	base.ColorNameError:               rgb(0xf2887f),
	base.ColorNameSuccess:             rgb(0x7cc79a),
	base.ColorNameWarning:             rgb(0xe5b567),
}
