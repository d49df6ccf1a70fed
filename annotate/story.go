package annotate

import "strings"

// Story is the news event that several documents report. Its name is unique in a project.
type Story struct {
	ID   string
	Name string
	Date string // ISO 8601, "" where unknown
	Note string
}

// Validate reports the first rule that s breaks.
func (s Story) Validate() error {
	if strings.TrimSpace(s.Name) == "" {
		return Invalidf("a story needs a name")
	}
	return nil
}
