package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// screen is what a virtual display shows. The server keeps it in a file, which is looked at in place: that costs neither
// the server nor the window anything.
type screen struct {
	file   []byte // mapped
	pixels []byte // of it, four bytes each
	stride int
}

// openScreen maps the picture that a server keeps in a folder.
func openScreen(folder string) (*screen, error) {
	file, err := os.Open(filepath.Join(folder, "Xvfb_screen0"))
	if err != nil {
		return nil, fmt.Errorf("picture of the display: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("picture of the display: %w", err)
	}
	data, err := syscall.Mmap(int(file.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("picture of the display: %w", err)
	}
	// The head of an X window dump: fields of four bytes each.
	field := func(i int) int { return int(binary.BigEndian.Uint32(data[4*i:])) }
	start, height, bits, stride := field(0)+12*field(19), field(5), field(11), field(12)
	if bits != 32 || len(data) < start+stride*height {
		return nil, errors.Join(errors.New("picture of the display: it is of no known kind"), syscall.Munmap(data))
	}
	return &screen{data, data[start:], stride}, nil
}

func (s *screen) close() error { return syscall.Munmap(s.file) }

// part is a copy of what stands in an area.
func (s *screen) part(area image.Rectangle) []byte {
	copied := make([]byte, 0, 4*area.Dx()*area.Dy())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		copied = append(copied, s.pixels[y*s.stride+4*area.Min.X:y*s.stride+4*area.Max.X]...)
	}
	return copied
}

// glance is how long the screen is not looked at between two looks.
const glance = 500 * time.Microsecond

// rests waits until something has changed in an area, then nothing any more for a while, and returns when it did last.
func (s *screen) rests(area image.Rectangle, while, most time.Duration) (last time.Time) {
	seen, end := s.part(area), time.Now().Add(most)
	for last = end; time.Since(last) < while && time.Now().Before(end); time.Sleep(glance) {
		if now := s.part(area); !bytes.Equal(now, seen) {
			seen, last = now, time.Now()
		}
	}
	return last
}

// answer does something and says how long it took until an area showed the outcome: 98 of 100 of the pixels that are other
// ones once nothing has changed for a while. ok is false where none are.
func (s *screen) answer(area image.Rectangle, while time.Duration, act func() error) (took time.Duration, ok bool, err error) {
	before := s.part(area)
	start := time.Now()
	if err := act(); err != nil {
		return 0, false, err
	}
	type picture struct {
		at     time.Time
		pixels []byte
	}
	var seen []picture
	last, since := before, start
	for ; time.Since(since) < while; time.Sleep(glance) {
		if now := s.part(area); !bytes.Equal(now, last) {
			last, since = now, time.Now()
			seen = append(seen, picture{since, now})
		}
	}
	changed := differing(before, last, before)
	at := slices.IndexFunc(seen, func(p picture) bool { return 50*differing(p.pixels, last, before) <= changed })
	if changed == 0 || at < 0 {
		return 0, false, nil
	}
	return seen[at].at.Sub(start), true, nil
}

// differing counts the pixels in which two pictures differ, among those that are not any more as they were.
func differing(a, b, was []byte) (n int) {
	pixel := func(of []byte, i int) uint32 { return binary.LittleEndian.Uint32(of[i:]) & 0xffffff }
	for i := 0; i < len(b); i += 4 {
		if now := pixel(b, i); now != pixel(was, i) && now != pixel(a, i) {
			n++
		}
	}
	return n
}
