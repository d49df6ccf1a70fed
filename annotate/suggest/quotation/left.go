package quotation

import "github.com/parallax-annotation/parallax/annotate"

// leftOver finds a speaker for quotations that no verb claimed: one right after somebody's in the same paragraph is the same one's, and one
// that goes on from the paragraph before too. What is plainly a sentence that somebody says, and nobody is named, is proposed without.
func (f *finder) leftOver() {
	for i := range f.quotes {
		q := &f.quotes[i]
		n, title := f.content(*q)
		if q.taken || n < 2 || title && n < 5 {
			continue
		}
		said := Quotation{Kind: Direct, Claim: []annotate.Segment{q.Segment}, Within: -1}
		if i > 0 {
			before := f.quotes[i-1]
			if last, ok := f.saidIn(before); ok && (q.goesOn || f.near(before, *q)) {
				said.Speaker, said.Pronoun, said.Hint, said.Score = last.Speaker, last.Pronoun, last.Hint, min(last.Score, .85)
				q.taken = true
				f.add(said)
				continue
			}
		}
		if f.whole(*q) && n >= 4 {
			said.Score = .4
			q.taken = true
			f.add(said)
		}
	}
}

// saidIn is who is said to have said a quotation.
func (f *finder) saidIn(q quote) (Quotation, bool) {
	for _, found := range f.found {
		if found.Kind != Indirect && found.Speaker.End > 0 && found.start() <= q.Start && found.end() >= q.End {
			return found, true
		}
	}
	return Quotation{}, false
}

// near says whether a quotation follows another in its paragraph, and is more than a word or two in a sentence.
func (f *finder) near(before, q quote) bool {
	for i := before.to; i < q.from; i++ {
		if f.tokens[i].sign == '\n' {
			return false
		}
	}
	n, _ := f.content(q)
	return n >= 4 || f.whole(q)
}

// whole says whether a quotation is a sentence: it begins with a capital letter and ends as one.
func (f *finder) whole(q quote) bool {
	if q.to-q.from < 4 {
		return false
	}
	last := f.tokens[q.to-2].sign
	if f.tokens[q.to-1].quote >= 0 && !f.sign(f.tokens[q.to-1]) {
		last = f.tokens[q.to-1].sign
	}
	return f.tokens[q.from+1].upper && (last == '.' || last == '!' || last == '?' || last == ',' || last == '…')
}

// lastNamed is the name that was last said to say something before a place, else none: whom a pronoun there is likely to mean.
func (f *finder) lastNamed(at int) (name annotate.Segment) {
	for _, q := range f.found {
		if !q.Pronoun && q.Speaker.End <= at && q.Speaker.End > name.End {
			name = q.Speaker
		}
	}
	return name
}
