package lexicon

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"sync"
)

// A list is the words one after the other, in order, each as the number of letters that it has in common with the one
// before it, less than firstCode, and the numbers of the others.
//
//go:embed lists/*.gz
var files embed.FS

// lists are read when a text first needs them.
var lists = [len(scripts)]func() *list{load(0), load(1), load(2), load(3)}

// list is the words of a script as a tree of letters.
type list struct {
	script
	kinds   [256]kind // by number of the letter
	nodes   []node    // those that follow on the same letter stand in a row; first those with which words begin
	longest int       // letters of the longest word
}

// node is a letter in the tree: its number (8 bits), whether a word ends with it, whether it is the last in its row, and
// where the row of letters that may follow begins, 0 for none.
type node uint32

const (
	wordBit  = 1 << 8
	lastBit  = 1 << 9
	rowShift = 10
)

func (n node) code() byte { return byte(n) }
func (n node) word() bool { return n&wordBit != 0 }
func (n node) last() bool { return n&lastBit != 0 }
func (n node) row() int   { return int(n >> rowShift) }

// find is the node of a letter in the row that begins at node i, -1 if it is not there.
func (l *list) find(i int, code byte) int {
	for ; ; i++ {
		switch n := l.nodes[i]; {
		case n.code() == code:
			return i
		case n.code() > code || n.last():
			return -1
		}
	}
}

func load(i int) func() *list {
	return sync.OnceValue(func() *list {
		l := &list{script: scripts[i]}
		l.kinds[nonJoiner], l.kinds[zeroJoiner] = mark, mark
		for r := l.base; r < l.limit; r++ {
			l.kinds[byte(r-l.base)+firstCode] = kindOf(r)
		}
		words, err := read("lists/" + l.name + ".gz")
		if err != nil {
			panic(fmt.Sprintf("the word list built into the program is broken: %v", err))
		}
		l.plant(words)
		return l
	})
}

// read returns the words of a list.
func read(name string) ([][]byte, error) {
	packed, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(unpacked)
	if err != nil {
		return nil, err
	}
	words := make([][]byte, 0, len(data)/3)
	var letters, word []byte // letters holds all words, which lie one after the other
	for len(data) > 0 {
		common := int(data[0])
		end := 1
		for end < len(data) && data[end] >= firstCode {
			end++
		}
		begin := len(letters)
		letters = append(append(letters, word[:common]...), data[1:end]...)
		word = letters[begin:]
		words, data = append(words, word), data[end:]
	}
	return words, nil
}

// plant makes the tree of the words, which are in order, from the root on.
func (l *list) plant(words [][]byte) {
	type branch struct{ parent, from, to int } // the words [from,to) begin alike and go on
	level, next := []branch{{-1, 0, len(words)}}, []branch(nil)
	for depth := 0; len(level) > 0; depth++ {
		for _, b := range level {
			if b.parent >= 0 {
				l.nodes[b.parent] |= node(len(l.nodes)) << rowShift
			}
			for from := b.from; from < b.to; {
				n := node(words[from][depth])
				to := from + 1
				for to < b.to && words[to][depth] == n.code() {
					to++
				}
				if len(words[from]) == depth+1 {
					n |= wordBit
					from++
				}
				if from < to {
					next = append(next, branch{len(l.nodes), from, to})
				}
				l.nodes = append(l.nodes, n)
				from = to
			}
			l.nodes[len(l.nodes)-1] |= lastBit
		}
		l.longest = depth + 1
		level, next = next, level[:0]
	}
}
