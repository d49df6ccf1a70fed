package tags_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/tags"
)

// packed is a part of an archive that says how large it is.
type packed struct {
	*strings.Reader
	size int64
}

func (p packed) Unpacked() int64 { return p.size }

// What the archive says is too large is refused before it is unpacked.
func TestWhatIsTooLargeIsNotUnpacked(t *testing.T) {
	for size, refused := range map[int64]bool{100: false, 101: true, 1 << 40: true} {
		in := packed{strings.NewReader("<a><b/></a>"), size}
		_, err := tags.NewWalk(in, 100).Next()
		if errors.Is(err, annotate.ErrInvalid) != refused || refused && (!strings.Contains(err.Error(), "divide it") || in.Len() != 11) {
			t.Errorf("%d bytes: %v, %d left", size, err, in.Len())
		}
	}
}
