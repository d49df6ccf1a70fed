package assets

import (
	"embed"
	"fmt"
)

// SampleStory is the name of the story that the sample files tell.
const SampleStory = "The Aurelia at Varrenhavn"

// SampleAnnotator is one of the two annotators who marked the sample.
const SampleAnnotator = "anna"

//go:embed sample/*.txt
var sample embed.FS

//go:embed sample/annotations.jsonl
var annotations []byte

// File is an embedded file.
type File struct {
	Name string // without a folder
	Data []byte
}

// SampleFiles returns the four articles of the sample story as they were scraped, in the order in which they are
// read. The ferry, the town, the outlets and everybody in them are invented.
func SampleFiles() ([]File, error) {
	var files []File
	for _, name := range []string{"varrenhavn-courier.txt", "ledger-and-tide.txt", "morning-beacon.txt", "green-current.txt"} {
		data, err := sample.ReadFile("sample/" + name)
		if err != nil {
			return nil, fmt.Errorf("sample story: %w", err)
		}
		files = append(files, File{Name: name, Data: data})
	}
	return files, nil
}

// SampleAnnotations returns what two annotators, anna and ben, made of the sample files: JSONL that is imported
// after them into the story SampleStory.
func SampleAnnotations() []byte { return annotations }
