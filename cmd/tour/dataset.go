package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// checkDataset verifies each record of a JSONL file against the schema, and each span against the text by code
// points, and returns how many of both there are.
func checkDataset(path string) (records, spans int, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer file.Close()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(dataset.Schema))
	if err != nil {
		return 0, 0, err
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("record.json", document); err != nil {
		return 0, 0, err
	}
	schema, err := compiler.Compile("record.json")
	if err != nil {
		return 0, 0, err
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		records++
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(lines.Bytes()))
		if err != nil {
			return records, spans, fmt.Errorf("record %d: %w", records, err)
		}
		if err := schema.Validate(value); err != nil {
			return records, spans, fmt.Errorf("record %d: %w", records, err)
		}
		n, err := checkOffsets(lines.Bytes())
		if err != nil {
			return records, spans, fmt.Errorf("record %d: %w", records, err)
		}
		spans += n
	}
	return records, spans, lines.Err()
}

// checkOffsets verifies that the segments of each span give its text.
func checkOffsets(line []byte) (spans int, err error) {
	var record struct {
		Text  string
		Spans []struct {
			Text     string
			Segments [][2]int
		}
	}
	if err := json.Unmarshal(line, &record); err != nil {
		return 0, err
	}
	text := []rune(record.Text)
	for _, span := range record.Spans {
		var parts []string
		for _, s := range span.Segments {
			if s[0] < 0 || s[0] >= s[1] || s[1] > len(text) {
				return 0, fmt.Errorf("span %q lies outside the text", span.Text)
			}
			parts = append(parts, string(text[s[0]:s[1]]))
		}
		if got := strings.Join(parts, " … "); got != span.Text {
			return 0, fmt.Errorf("span %q covers %q", span.Text, got)
		}
	}
	return len(record.Spans), nil
}
