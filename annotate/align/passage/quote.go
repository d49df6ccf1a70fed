package passage

// mark is where a quotation begins or ends, in code points.
type mark struct {
	at     int
	inside bool // what follows is quoted
}

// quotationMarks finds where quotations begin and end: every other mark of a paragraph, whatever kind it is of. An odd one spoils no more than its own paragraph.
func quotationMarks(text string) []mark {
	var marks []mark
	inside, cp := false, 0
	for _, r := range text {
		switch r {
		case '\n', '\u2029':
			if inside {
				inside = false
				marks = append(marks, mark{cp, false})
			}
		case '"', '“', '”', '„', '«', '»', '「', '」', '『', '』':
			inside = !inside
			marks = append(marks, mark{cp, inside})
		}
		cp++
	}
	return marks
}
