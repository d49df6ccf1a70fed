package find_test

import (
	"context"
	"testing"

	"github.com/parallax-annotation/parallax/store/storetest"
)

var ctx = context.Background()

func TestMain(m *testing.M) { storetest.Main(m) }
