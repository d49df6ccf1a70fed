package ingest

import (
	"bytes"
	"regexp"
	"strings"
)

var firstRecord = regexp.MustCompile(`^\s*\{\s*"schema"\s*:\s*"parallax/`)

// IsJSONL says whether a file holds records of Parallax, one a line, by its name or by how it starts. The start of the
// file is enough for data.
func IsJSONL(name string, data []byte) bool {
	lower := strings.ToLower(name)
	if strings.HasSuffix(lower, ".jsonl") || strings.HasSuffix(lower, ".ndjson") {
		return true
	}
	return firstRecord.Match(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
}
