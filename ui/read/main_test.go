package read

import (
	"os"
	"testing"

	"github.com/parallax-annotation/parallax/ui/uitest"
)

func TestMain(m *testing.M) { os.Exit(uitest.AtHome(m)) }
