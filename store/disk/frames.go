package disk

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// Frame is one page in a write-ahead log.
type Frame struct {
	Number int64  // of the page, from 1
	Page   []byte // valid until the next one is read
	Count  int64  // how many pages the file has, where the frame ends a commit, else 0
}

// EachFrame calls fn with the frames of a write-ahead log, in order, until it returns an error. What follows is of an earlier log, or
// was being written, where salt or checksum are not those of the log. The layout is that of
// https://www.sqlite.org/fileformat2.html#walformat.
func EachFrame(log io.Reader, fn func(Frame) error) error {
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
		err := fn(Frame{int64(binary.BigEndian.Uint32(raw)), raw[frameHeader:], int64(binary.BigEndian.Uint32(raw[4:]))})
		if err != nil {
			return err
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
