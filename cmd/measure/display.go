package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// display is an X server without a screen.
type display struct {
	name   string // ":99"
	server *exec.Cmd
}

// startDisplay starts an X server of that size on a number that is free. It ends with ctx, or by stop. Where a folder is
// named the server keeps its picture there.
func startDisplay(ctx context.Context, width, height int, folder string) (*display, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer read.Close()
	d := &display{}
	d.server = exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height),
		"-nolisten", "tcp", "-noreset", "+extension", "GLX")
	if folder != "" {
		d.server.Args = append(d.server.Args, "-fbdir", folder)
	}
	d.server.ExtraFiles = []*os.File{write} // number 3 in the server
	err = d.server.Start()
	write.Close()
	if err != nil {
		return nil, fmt.Errorf("the virtual display did not start: %w", err)
	}
	// The server writes its number when it is ready, or closes the pipe when it fails.
	number, err := io.ReadAll(io.LimitReader(read, 8))
	if d.name = ":" + strings.TrimSpace(string(number)); err != nil || d.name == ":" {
		d.stop()
		return nil, errors.Join(errors.New("the virtual display ended before it was ready"), err)
	}
	return d, nil
}

// stop ends the server.
func (d *display) stop() {
	_ = d.server.Process.Kill() // it may have ended by itself
	_ = d.server.Wait()         // killed: no news
}
