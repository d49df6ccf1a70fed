// Package lazy has regular expressions that are compiled when they are asked for the first time. There are so many where articles are read that
// compiling all at the start would take a tenth of the time in which the window opens. It knows nothing else. Start with New.
package lazy

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression, with those methods of a regexp.Regexp that are in use.
type Pattern struct {
	expression string
	compiled   func() *regexp.Regexp
}

// New is a pattern of an expression that is known to be one.
func New(expression string) *Pattern {
	return &Pattern{expression, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })}
}

func (p *Pattern) Match(b []byte) bool            { return p.compiled().Match(b) }
func (p *Pattern) MatchString(s string) bool      { return p.compiled().MatchString(s) }
func (p *Pattern) FindString(s string) string     { return p.compiled().FindString(s) }
func (p *Pattern) FindStringIndex(s string) []int { return p.compiled().FindStringIndex(s) }
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringIndex(s, n)
}
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.compiled().FindStringSubmatchIndex(s)
}
func (p *Pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }
func (p *Pattern) FindSubmatch(b []byte) [][]byte       { return p.compiled().FindSubmatch(b) }
func (p *Pattern) Split(s string, n int) []string       { return p.compiled().Split(s, n) }
func (p *Pattern) ReplaceAllString(s, by string) string { return p.compiled().ReplaceAllString(s, by) }
func (p *Pattern) String() string                       { return p.expression }
