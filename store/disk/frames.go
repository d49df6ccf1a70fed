package disk

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// frame is one page in a write-ahead log.
type frame struct {
	number int64  // of the page, from 1
	page   []byte // valid until the next one is read
	count  int64  // how many pages the file has, where the frame ends a commit, else 0
}

// eachFrame calls fn with the frames of a write-ahead log, in order, until it returns an error. What follows is of an earlier log, or
// was being written, where salt or checksum are not those of the log. The layout is that of
// https://www.sqlite.org/fileformat2.html#walformat.
func eachFrame(log io.Reader, fn func(frame) error) error {
	const frameHeader = 24
	in := bufio.NewReaderSize(log, 1<<20)
	var header [32]byte
	if _, err := io.ReadFull(in, header[:]); err != nil {
		return nil // too short to hold anything
	}
	size := binary.BigEndian.Uint32(header[8:])
	if size < 512 || size > 65536 {
		return nil
	}
	sum := checksum{order: binary.LittleEndian}
	if binary.BigEndian.Uint32(header[:])&1 == 1 {
		sum.order = binary.BigEndian
	}
	sum.add(header[:24])
	raw := make([]byte, frameHeader+size)
	for {
		if _, err := io.ReadFull(in, raw); err != nil {
			return nil
		}
		sum.add(raw[:8])
		sum.add(raw[frameHeader:])
		if !bytes.Equal(raw[8:16], header[16:24]) || !sum.is(raw[16:24]) {
			return nil
		}
		err := fn(frame{int64(binary.BigEndian.Uint32(raw)), raw[frameHeader:], int64(binary.BigEndian.Uint32(raw[4:]))})
		if err != nil {
			return err
		}
	}
}

// ApplyLog writes the pages of all that was committed to a log, if anything was, into a copy of the file that it goes on from.
func ApplyLog(log, to string) (any bool, err error) {
	from, err := os.Open(log)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer from.Close()
	var frames, written int // that were committed
	err = eachFrame(from, func(f frame) error {
		if written++; f.count > 0 {
			frames = written
		}
		return nil
	})
	if err != nil || frames == 0 {
		return false, err
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return false, err
	}
	file, err := os.OpenFile(to, os.O_RDWR, 0)
	if err != nil {
		return false, err
	}
	return true, errors.Join(writePages(from, file, frames), file.Close())
}

// errWritten ends the reading of a log behind the last frame that was committed.
var errWritten = errors.New("all that was committed is written")

// writePages puts the pages of the first frames of a log where they belong. The header says that no log stands beside the file.
func writePages(log io.Reader, file *os.File, frames int) error {
	written := 0
	err := eachFrame(log, func(f frame) error {
		if f.number == 1 {
			f.page[18], f.page[19] = 1, 1
		}
		size := int64(len(f.page))
		if _, err := file.WriteAt(f.page, (f.number-1)*size); err != nil {
			return err
		}
		if written++; written < frames {
			return nil
		}
		return cmp.Or(file.Truncate(f.count*size), errWritten)
	})
	if err == nil {
		err = io.ErrUnexpectedEOF // the log was shortened meanwhile
	}
	if errors.Is(err, errWritten) {
		return nil
	}
	return err
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
