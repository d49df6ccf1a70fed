package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
)

// hand types and clicks on a display, through XTEST: what it does reaches a window as if it came from a person, and no
// program is started for it, which would take longer than the window does.
type hand struct {
	server net.Conn
	xtest  byte // the number of the extension
}

// The keys that are pressed, as a virtual display numbers them; and the buttons of the mouse.
const (
	keyEscape  = 9
	keyOne     = 10
	keyTwo     = 11
	keyFour    = 13
	keyControl = 37
	keyShift   = 50
	keyZ       = 52
	keyHome    = 110
	keyRight   = 114

	buttonLeft = 1
	wheelDown  = 5
)

// newHand connects to the display of that name.
func newHand(display string) (*hand, error) {
	server, err := net.Dial("unix", "/tmp/.X11-unix/X"+strings.TrimPrefix(display, ":"))
	if err != nil {
		return nil, fmt.Errorf("the virtual display: %w", err)
	}
	h := &hand{server: server}
	if err := h.greet(); err != nil {
		return nil, errors.Join(fmt.Errorf("the virtual display: %w", err), server.Close())
	}
	return h, nil
}

// greet opens the conversation and asks for the number of XTEST.
func (h *hand) greet() error {
	if _, err := h.server.Write([]byte{'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0}); err != nil { // version 11, without a password
		return err
	}
	var head [8]byte
	if _, err := io.ReadFull(h.server, head[:]); err != nil {
		return err
	}
	if _, err := io.CopyN(io.Discard, h.server, 4*int64(binary.LittleEndian.Uint16(head[6:]))); err != nil {
		return err
	}
	if head[0] != 1 {
		return errors.New("it lets nobody in")
	}
	const queryExtension = 98
	if _, err := h.server.Write([]byte{queryExtension, 0, 4, 0, 5, 0, 0, 0, 'X', 'T', 'E', 'S', 'T', 0, 0, 0}); err != nil {
		return err
	}
	var reply [32]byte
	if _, err := io.ReadFull(h.server, reply[:]); err != nil {
		return err
	}
	if reply[0] != 1 || reply[8] == 0 {
		return errors.New("it has no XTEST")
	}
	h.xtest = reply[9]
	return nil
}

// The kinds of events, as the X protocol numbers them.
const (
	keyDown = 2 + iota
	keyUp
	buttonDown
	buttonUp
	moved
)

func (h *hand) fake(kind, detail byte, x, y int) error {
	request := make([]byte, 36)
	request[0], request[1], request[2] = h.xtest, 2, 9
	request[4], request[5] = kind, detail
	binary.LittleEndian.PutUint16(request[24:], uint16(x))
	binary.LittleEndian.PutUint16(request[26:], uint16(y))
	_, err := h.server.Write(request)
	return err
}

// key presses a key and lets it go, while others are held.
func (h *hand) key(key byte, held ...byte) error {
	var all error
	for _, k := range held {
		all = errors.Join(all, h.fake(keyDown, k, 0, 0))
	}
	all = errors.Join(all, h.fake(keyDown, key, 0, 0), h.fake(keyUp, key, 0, 0))
	for _, k := range held {
		all = errors.Join(all, h.fake(keyUp, k, 0, 0))
	}
	return all
}

func (h *hand) move(x, y int) error     { return h.fake(moved, 0, x, y) }
func (h *hand) press(button byte) error { return h.fake(buttonDown, button, 0, 0) }
func (h *hand) lift(button byte) error  { return h.fake(buttonUp, button, 0, 0) }
func (h *hand) close() error            { return h.server.Close() }
