package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// display is an X server without a screen. Its picture is a file that the server keeps current, so that looking at it
// needs no further program.
type display struct {
	name   string // ":99"
	folder string // where the server keeps its picture
	server *exec.Cmd
	rested []byte // the dump that rested, nil since something was typed or clicked
}

// startDisplay starts an X server of that size on a number that is free. It ends with ctx, or by stop.
func startDisplay(ctx context.Context, width, height int) (*display, error) {
	folder, err := os.MkdirTemp("", "parallax-tour-")
	if err != nil {
		return nil, err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	defer read.Close()
	d := &display{folder: folder}
	d.server = exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height),
		"-fbdir", folder, "-nolisten", "tcp", "-noreset", "+extension", "GLX",
		"-r") // no key repeats by itself, however slow the machine is between press and release
	d.server.ExtraFiles = []*os.File{write} // number 3 in the server
	err = d.server.Start()
	write.Close()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the virtual display did not start: %w", err), os.RemoveAll(folder))
	}
	// The server writes its number when it is ready, or closes the pipe when it fails.
	number, err := io.ReadAll(io.LimitReader(read, 8))
	text := strings.TrimSpace(string(number))
	if err != nil || text == "" {
		return nil, errors.Join(errors.New("the virtual display ended before it was ready"), err, d.stop())
	}
	d.name = ":" + text
	return d, nil
}

// stop ends the server and removes what it kept.
func (d *display) stop() error {
	_ = d.server.Process.Kill() // it may have ended by itself
	_ = d.server.Wait()         // killed: no news
	return os.RemoveAll(d.folder)
}

// picture returns what the display shows now.
func (d *display) picture() (*image.RGBA, error) {
	data, err := d.dump()
	if err != nil {
		return nil, err
	}
	return decodeXWD(data)
}

// dump is the picture as the server keeps it.
func (d *display) dump() ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(d.folder, "Xvfb_screen0"))
	if err != nil {
		return nil, fmt.Errorf("picture of the display: %w", err)
	}
	return data, nil
}

// settled returns the picture once it has not changed for two fifths of a second; a picture that never rests is taken
// as it is after five seconds.
func (d *display) settled(ctx context.Context) (*image.RGBA, error) {
	last, err := d.dump()
	if err != nil {
		return nil, err
	}
	if bytes.Equal(last, d.rested) {
		return decodeXWD(last)
	}
	end, rest := time.Now().Add(5*time.Second), time.Now()
	for time.Since(rest) < 400*time.Millisecond && time.Now().Before(end) {
		if err := sleep(ctx, 30*time.Millisecond); err != nil {
			return nil, err
		}
		now, err := d.dump()
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(now, last) {
			rest = time.Now()
		}
		last = now
	}
	d.rested = last
	return decodeXWD(last)
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// decodeXWD reads an X window dump of true colour with 32 bits a pixel, which is what Xvfb keeps.
func decodeXWD(data []byte) (*image.RGBA, error) {
	const fields = 25 // of four bytes each, big-endian
	if len(data) < 4*fields {
		return nil, errors.New("picture of the display: cut short")
	}
	field := func(i int) int { return int(binary.BigEndian.Uint32(data[4*i:])) }
	headerSize, width, height := field(0), field(4), field(5)
	leastFirst, bits, stride, colors := field(7) == 0, field(11), field(12), field(19)
	pixels := headerSize + 12*colors
	if bits != 32 || !leastFirst || len(data) < pixels+stride*height {
		return nil, fmt.Errorf("picture of the display: %d bits a pixel, %d bytes, is not of a known kind", bits, len(data))
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		row, out := data[pixels+y*stride:], img.Pix[y*img.Stride:]
		for x := range width {
			out[4*x], out[4*x+1], out[4*x+2], out[4*x+3] = row[4*x+2], row[4*x+1], row[4*x], 255
		}
	}
	return img, nil
}

func writePNG(path string, img image.Image) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	return encoder.Encode(file, img)
}
