package main

/*
#include <malloc.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#define LEAST 1500 // MB; Go reserves up to 1200 for its own tables

// Runs before Go starts, which ends the process with a trace where it cannot reserve what it wants. Threads of the C library
// reserve 128 MB each unless they share.
__attribute__((constructor)) static void limited(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
		return;
#ifdef M_ARENA_MAX
	mallopt(M_ARENA_MAX, 1);
#endif
	if (limit.rlim_cur >> 20 >= LEAST)
		return;
	fprintf(stderr, "parallax: a process may take %lu MB of memory here (ulimit -v), and %d are the least with which anything can be done: raise that limit and do it again\n",
		(unsigned long)(limit.rlim_cur >> 20), LEAST);
	_exit(1);
}
*/
import "C"

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
)

// watchedBy is set in the environment of a command that another process watches.
const watchedBy = "PARALLAX_WATCHED"

// watch does the work of a command in a process of its own where the memory that a process may take is limited
// ("ulimit -v"), and returns its exit code; done is false where this process is to do it. Go and the C library end a process
// on the spot that is refused memory, in the middle of what it does and with pages about its insides: the process that
// watches says in a sentence what happened. What was not saved is rolled back by whoever opens the project next.
func watch() (code int, done bool) {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_AS, &limit) != nil || limit.Cur == ^uint64(0) {
		return 0, false
	}
	if os.Getenv(watchedBy) != "" {
		debug.SetMemoryLimit(int64(limit.Cur / 2)) // the rest is for SQLite, stacks and what is only reserved
		return 0, false
	}
	program, err := os.Executable()
	if err != nil {
		return 0, false
	}
	runtime.LockOSThread() // the kernel ends the child with the thread that started it
	stderr := &traces{out: os.Stderr}
	child := exec.Command(program)
	child.Args = os.Args
	child.Env = append(os.Environ(), watchedBy+"=1")
	if outputClosed() {
		child.Env = append(child.Env, closedFor+"=1")
	}
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, stderr
	child.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, endings()...) // those of the terminal reach the child too
	if err := child.Start(); err != nil {
		fmt.Fprintln(os.Stderr, tooLittle(limit.Cur))
		return exitFailed, true
	}
	go func() {
		for s := range signals {
			if s == syscall.SIGTERM {
				child.Process.Signal(s)
			}
		}
	}()
	child.Wait()
	if stderr.outOfMemory() {
		fmt.Fprintln(os.Stderr, tooLittle(limit.Cur))
		return exitFailed, true
	}
	stderr.flush()
	if code := child.ProcessState.ExitCode(); code >= 0 {
		return code, true
	}
	fmt.Fprintf(os.Stderr, "parallax: ended by a signal (%v); what was not saved before was not done\n", child.ProcessState)
	return exitFailed, true
}

func tooLittle(limit uint64) string {
	return fmt.Sprintf("parallax: there is not enough memory for this: a process may take %d MB here (ulimit -v); raise that limit and do it again; what was saved before is safe", limit>>20)
}

// traces passes on what a process writes to standard error, but for what Go or the C library write when they end it.
type traces struct {
	out  io.Writer
	line []byte // begun and not passed on
	held []byte // from the first line of a trace on
}

// longestTrace bounds what is held of a trace.
const longestTrace = 1 << 20

func (t *traces) Write(data []byte) (int, error) {
	for _, b := range data {
		if t.held != nil {
			if len(t.held) < longestTrace {
				t.held = append(t.held, b)
			}
			continue
		}
		t.line = append(t.line, b)
		if b != '\n' && b != '\r' {
			continue
		}
		if beginsTrace(t.line) {
			t.held, t.line = t.line, nil
			continue
		}
		if _, err := t.out.Write(t.line); err != nil {
			return 0, err
		}
		t.line = t.line[:0]
	}
	return len(data), nil
}

func beginsTrace(line []byte) bool {
	for _, start := range []string{"fatal error: ", "runtime: ", "runtime/cgo: ", "SIGABRT", "SIGSEGV", "unexpected fault"} {
		if bytes.HasPrefix(line, []byte(start)) {
			return true
		}
	}
	return false
}

// outOfMemory says whether the process was ended because it was refused memory.
func (t *traces) outOfMemory() bool {
	for _, why := range []string{"out of memory", "cannot allocate", "Cannot allocate", "failed to reserve", "pthread_create failed", "failed to create new OS thread"} {
		if strings.Contains(string(t.held), why) {
			return true
		}
	}
	return false
}

// flush passes on what is left.
func (t *traces) flush() {
	t.out.Write(t.line)
	t.out.Write(t.held)
}
