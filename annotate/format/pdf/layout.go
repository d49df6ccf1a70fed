package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// line is some text that stands in one line, within one column.
type line struct {
	text                     string
	left, right, top, bottom float64
	size                     float64 // of most of its letters
	page, column             int
	columns                  [2]float64 // where its column begins and ends
}

func (l line) middle() float64 { return (l.top + l.bottom) / 2 }

// lines are the lines of a page in the order in which they are read.
func lines(p page, number int) []line {
	segments := join(p.pieces)
	gutters := findGutters(segments, p.width)
	var spanning []line
	columns := make([][]line, len(gutters)+1)
	for _, s := range segments {
		at, across := 0, false
		for i, g := range gutters {
			across = across || s.left < g-1 && s.right > g+1
			if (s.left+s.right)/2 > g {
				at = i + 1
			}
		}
		s.page, s.column = number, at
		if across {
			spanning = append(spanning, s)
		} else {
			columns[at] = append(columns[at], s)
		}
	}
	spanning = merge(spanning)
	for i := range columns {
		columns[i] = merge(columns[i])
		bound(columns[i])
	}
	bound(spanning)
	var ordered []line
	for _, s := range append(spanning, line{top: math.Inf(-1), bottom: math.Inf(-1)}) { // what stands above each line that goes across
		for i := range columns {
			n := 0
			for n < len(columns[i]) && columns[i][n].middle() > s.middle() {
				n++
			}
			ordered = append(ordered, columns[i][:n]...)
			columns[i] = columns[i][n:]
		}
		if s.text != "" {
			ordered = append(ordered, s)
		}
	}
	return ordered
}

// join joins pieces that follow each other in a line.
func join(pieces []piece) []line {
	var segments []line
	for _, p := range pieces {
		if strings.TrimSpace(p.text) == "" || !finite(p.left) || !finite(p.right) || !finite(p.top) || !finite(p.bottom) {
			continue
		}
		size := p.size
		if n := len(segments); size <= 0 || p.top-p.bottom > 1.3*size { // it is not told, or that of a raised number before it
			if size = 10; n > 0 {
				size = segments[n-1].size
			}
		}
		text := strings.Trim(p.text, "\r\n")
		if n := len(segments); n > 0 {
			last := &segments[n-1]
			overlap := min(last.top, p.top) - max(last.bottom, p.bottom)
			gap := p.left - last.right
			if em := max(last.size, size); overlap > 0.3*min(last.top-last.bottom, p.top-p.bottom) && gap > -0.5*em && gap < 1.6*em && !strings.HasSuffix(last.text, string(hyphenated)) {
				if gap > 0.15*em && !strings.HasSuffix(last.text, " ") && !strings.HasPrefix(text, " ") {
					last.text += " "
				}
				if utf8.RuneCountInString(text) > utf8.RuneCountInString(last.text) {
					last.size = size
				}
				last.text += text
				last.right, last.top, last.bottom = max(last.right, p.right), max(last.top, p.top), min(last.bottom, p.bottom)
				continue
			}
		}
		segments = append(segments, line{text: text, left: p.left, right: p.right, top: p.top, bottom: p.bottom, size: size})
	}
	return segments
}

func finite(f float64) bool { return !math.IsNaN(f) && math.Abs(f) < 1e6 }

// What makes columns: enough lines, of words rather than of numbers as in a table.
const (
	leastInColumn = 6
	leastWords    = 14.0 // characters of a line, on the average
	mostAcross    = 0.12 // of the lines that may go across the space between two columns
	mostColumns   = 6
	leastGutter   = 5.0 // points
)

// findGutters finds where the spaces between the columns of a page are.
func findGutters(segments []line, width float64) []float64 {
	if len(segments) < 2*leastInColumn || !(width > 0) || width > 1e5 {
		return nil
	}
	covered := make([]int, int(width)+2)
	for _, s := range segments {
		for x := max(0, int(s.left+1)); x <= int(s.right-1) && x < len(covered); x++ {
			covered[x]++
		}
	}
	allowed := max(2, int(mostAcross*float64(len(segments))))
	var gutters []float64
	from := -1
	for x, n := range covered {
		if n <= allowed {
			if from < 0 {
				from = x
			}
			continue
		}
		if from > 0 && float64(x-from) >= leastGutter {
			gutters = append(gutters, leastCovered(covered, from, x))
		}
		from = -1
	}
	gutters = slices.DeleteFunc(gutters, func(g float64) bool {
		return !isColumn(segments, func(s line) bool { return s.right <= g+1 }) || !isColumn(segments, func(s line) bool { return s.left >= g-1 })
	})
	if len(gutters) >= mostColumns {
		return nil
	}
	var parting []float64
	left := 0.0
	for _, g := range gutters { // each of the columns has its lines
		if isColumn(segments, func(s line) bool { return s.left >= left-1 && s.right <= g+1 }) {
			parting, left = append(parting, g), g
		}
	}
	return parting
}

// leastCovered is the middle of the widest stretch between two places that the fewest lines cover.
func leastCovered(covered []int, from, to int) float64 {
	least := slices.Min(covered[from:to])
	best, width := float64(from+to)/2, 0
	for x := from; x < to; {
		end := x
		for end < to && covered[end] == least {
			end++
		}
		if end-x > width {
			best, width = float64(x+end)/2, end-x
		}
		x = max(end, x+1)
	}
	return best
}

// isColumn says whether lines that fit are those of a column of prose.
func isColumn(segments []line, fits func(line) bool) bool {
	n, letters := 0, 0
	for _, s := range segments {
		if fits(s) {
			n++
			letters += utf8.RuneCountInString(s.text)
		}
	}
	return n >= leastInColumn && float64(letters) >= leastWords*float64(n)
}

// merge sorts the lines of a column from top to bottom, and joins those that stand side by side.
func merge(column []line) []line {
	slices.SortStableFunc(column, func(a, b line) int { return cmp.Compare(b.middle(), a.middle()) })
	var merged []line
	for start := 0; start < len(column); {
		end := start + 1
		for end < len(column) && beside(column[start], column[end]) {
			end++
		}
		row := slices.Clone(column[start:end])
		slices.SortStableFunc(row, func(a, b line) int { return cmp.Compare(a.left, b.left) })
		whole := row[0]
		for _, next := range row[1:] {
			gap := " "
			if next.left-whole.right > 2.5*max(whole.size, 6) && len(row) > 2 { // cells of a table
				gap = cells
			}
			whole.text = strings.TrimRight(whole.text, " ") + gap + strings.TrimLeft(next.text, " ")
			whole.right, whole.top, whole.bottom = max(whole.right, next.right), max(whole.top, next.top), min(whole.bottom, next.bottom)
			whole.size = max(whole.size, next.size)
		}
		merged = append(merged, whole)
		start = end
	}
	return merged
}

// cells stands between the cells of a row of a table.
const cells = " | "

// beside says whether two lines stand at the same height.
func beside(a, b line) bool {
	overlap := min(a.top, b.top) - max(a.bottom, b.bottom)
	return overlap > 0.5*min(a.top-a.bottom, b.top-b.bottom) && math.Abs(a.middle()-b.middle()) < 0.5*max(a.size, 4)
}

// bound notes where the column of lines begins and ends.
func bound(column []line) {
	left, right := math.Inf(1), math.Inf(-1)
	for _, l := range column {
		left, right = min(left, l.left), max(right, l.right)
	}
	for i := range column {
		column[i].columns = [2]float64{left, right}
	}
}
