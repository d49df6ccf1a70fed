package ingest

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is asked for the first time. There are so many of them here
// that compiling all at the start would take a tenth of the time in which the window opens.
type pattern struct {
	expression string
	compiled   func() *regexp.Regexp
}

func newPattern(expression string) *pattern {
	return &pattern{expression, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })}
}

func (p *pattern) MatchString(s string) bool      { return p.compiled().MatchString(s) }
func (p *pattern) FindString(s string) string     { return p.compiled().FindString(s) }
func (p *pattern) FindStringIndex(s string) []int { return p.compiled().FindStringIndex(s) }
func (p *pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringIndex(s, n)
}
func (p *pattern) FindStringSubmatchIndex(s string) []int {
	return p.compiled().FindStringSubmatchIndex(s)
}
func (p *pattern) Split(s string, n int) []string       { return p.compiled().Split(s, n) }
func (p *pattern) ReplaceAllString(s, by string) string { return p.compiled().ReplaceAllString(s, by) }
func (p *pattern) String() string                       { return p.expression }
