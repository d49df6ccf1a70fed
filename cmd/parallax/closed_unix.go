//go:build unix

package main

/*
#include <fcntl.h>
#include <unistd.h>

static int closed;

// Runs before Go starts, which opens /dev/null in place of a standard output that was closed.
__attribute__((constructor)) static void look(void) { closed = fcntl(STDOUT_FILENO, F_GETFD) == -1; }

static int outputClosed(void) { return closed; }
*/
import "C"

import "os"

// closedFor is set in the environment of a process that does the work of one whose standard output was closed.
const closedFor = "PARALLAX_OUTPUT_CLOSED"

// outputClosed says whether the program was started with its standard output closed ("parallax export … >&-").
func outputClosed() bool { return C.outputClosed() != 0 || os.Getenv(closedFor) != "" }
