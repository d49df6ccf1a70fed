package store

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// The copy that is kept of a file (kept.go) follows what is done by the pages in the write-ahead log, before they are folded into
// the file itself. So it costs what was done and not what is there, and the copy of a large file lacks nothing either.

// followLog brings the copy up to date with the log of the file that is in hand.
func (p *Project) followLog() {
	p.followFrom(p.path + "-wal")
}

// followFrom brings the copy up to date with a log, and says whether it is. A copy that was left half way is none any more.
func (p *Project) followFrom(log string) bool {
	k := &p.desk.kept
	if !k.follows {
		return false
	}
	any, err := applyLog(log, k.copy)
	if err != nil {
		os.Remove(k.copy)
		k.copy, k.made, k.follows = "", mark{}, false
		return false
	}
	if !any { // on a file system without room for a log what was done stands in the file alone
		return k.made.upTo(p.desk.left)
	}
	k.made = p.desk.left
	return true
}

// applyLog writes the pages of all that was committed to a log, if anything was, into a copy of the file that it goes on from.
func applyLog(log, to string) (any bool, err error) {
	from, err := os.Open(log)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer from.Close()
	end, pages := committedUpTo(from)
	if end == 0 {
		return false, nil
	}
	file, err := os.OpenFile(to, os.O_RDWR, 0)
	if err != nil {
		return false, err
	}
	return true, errors.Join(writePages(io.NewSectionReader(from, walHeader, end-walHeader), file, pages), file.Close())
}

// The layout of a write-ahead log is that of https://www.sqlite.org/fileformat2.html#walformat.
const (
	walHeader   = 32
	frameHeader = 24
)

// pagesOf is how large the pages of a file are, and how many it is to have.
type pagesOf struct{ size, count int64 }

// committedUpTo finds where the last commit of a log ends, 0 for none.
func committedUpTo(log *os.File) (end int64, pages pagesOf) {
	in := bufio.NewReaderSize(log, 1<<20)
	var header [walHeader]byte
	if _, err := io.ReadFull(in, header[:]); err != nil {
		return 0, pages // too short to hold anything
	}
	pages.size = int64(binary.BigEndian.Uint32(header[8:]))
	if pages.size < 512 || pages.size > 65536 {
		return 0, pages
	}
	sum := checksum{order: binary.LittleEndian}
	if binary.BigEndian.Uint32(header[:])&1 == 1 {
		sum.order = binary.BigEndian
	}
	sum.add(header[:24])
	frame := make([]byte, frameHeader+pages.size)
	for at := int64(walHeader); ; {
		if _, err := io.ReadFull(in, frame); err != nil {
			return end, pages
		}
		sum.add(frame[:8])
		sum.add(frame[frameHeader:])
		if !bytes.Equal(frame[8:16], header[16:24]) || !sum.is(frame[16:24]) {
			return end, pages // the rest is of an earlier log, or was being written
		}
		at += int64(len(frame))
		if count := binary.BigEndian.Uint32(frame[4:]); count > 0 {
			end, pages.count = at, int64(count)
		}
	}
}

// checksum is the running one of a log.
type checksum struct {
	order binary.ByteOrder
	a, b  uint32
}

func (c *checksum) add(data []byte) {
	for ; len(data) >= 8; data = data[8:] {
		c.a += c.order.Uint32(data) + c.b
		c.b += c.order.Uint32(data[4:]) + c.a
	}
}

func (c *checksum) is(said []byte) bool {
	return c.a == binary.BigEndian.Uint32(said) && c.b == binary.BigEndian.Uint32(said[4:])
}

// writePages puts the frames of a log where their pages belong. The header says that no log stands beside the file.
func writePages(frames io.Reader, file *os.File, pages pagesOf) error {
	in, frame := bufio.NewReaderSize(frames, 1<<20), make([]byte, frameHeader+pages.size)
	for {
		_, err := io.ReadFull(in, frame)
		if err == io.EOF {
			return file.Truncate(pages.count * pages.size)
		}
		if err != nil {
			return err
		}
		page, number := frame[frameHeader:], int64(binary.BigEndian.Uint32(frame))
		if number == 1 {
			page[18], page[19] = 1, 1
		}
		if _, err := file.WriteAt(page, (number-1)*pages.size); err != nil {
			return err
		}
	}
}
