package inspector

import "testing"

// BenchmarkShowSpan is what the window pays when another span, of another label, is taken in hand.
func BenchmarkShowSpan(b *testing.B) {
	w := newBench(b)
	for b.Loop() {
		w.show("Ministry of Ports")
		w.show("the ports stay shut")
	}
}

// BenchmarkHear is what it pays when an act is heard while a span is shown.
func BenchmarkHear(b *testing.B) {
	w := newBench(b)
	w.show("the ports stay shut")
	for b.Loop() {
		w.inspector.load(w.inspector.span.ID)
		w.inspector.refresh(false)
	}
}
