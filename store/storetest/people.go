package storetest

import (
	"github.com/parallax-annotation/parallax/annotate"
)

var Anna, Ben = annotate.NewAnnotator("anna"), annotate.NewAnnotator("ben")
