package ingest

import (
	"fmt"

	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
)

// What the findings about characters are about.
const (
	FoundEncoding = "encoding"
	FoundDamage   = "damage"
	FoundTwice    = "decoded twice"
)

// decode turns the bytes of a file into text and says from which encoding, what was guessed and what was lost.
func decode(data []byte, options Options) (text, encoding string, findings []Finding, err error) {
	reading, err := charset.ReadAs(data, options.Encoding)
	if err != nil {
		return "", "", nil, err
	}
	findings = []Finding{encodingFinding(reading)}
	for _, damage := range reading.Damage {
		findings = append(findings, Finding{What: FoundDamage, Detail: damage.String(), Doubt: true})
	}
	text = reading.Text
	if mended, found := charset.Mend(text); found {
		findings = append(findings, twiceFinding(mended, options.Mend))
		if options.Mend {
			text = mended.Text
		}
	}
	return text, reading.Name, findings, nil
}

func encodingFinding(r charset.Reading) Finding {
	f := Finding{What: FoundEncoding, Detail: r.String(), Doubt: r.Guessed}
	if len(r.Others) > 0 {
		f.Doubt = true
		f.Detail += ": check the letters with accents and the signs"
	}
	return f
}

func twiceFinding(m charset.Mended, done bool) Finding {
	places := count(m.Places, "place", "places")
	if done {
		return Finding{What: FoundTwice, Detail: fmt.Sprintf("mended in %s, where UTF-8 had been read as %s (“%s” is “%s”)", places, m.As, m.Before, m.After), Doubt: true}
	}
	return Finding{What: FoundTwice, Detail: fmt.Sprintf("in %s it looks as if UTF-8 had been read as %s (“%s” for “%s”); it was left so", places, m.As, m.Before, m.After), Doubt: true}
}

// Decode turns the bytes of a file into text for a reader of another format than plain text, with what Read would say of it.
func Decode(data []byte, options Options) (text, encoding string, findings []Finding, err error) {
	return decode(data, options)
}
