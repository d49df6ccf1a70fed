package main

/*
#include <stdlib.h>

extern void leaveProcess(void);

static int callAtExit(void) { return atexit(leaveProcess); }
*/
import "C"

import "time"

var leave func()

// atExit has fn called when a C library ends the process, as Xlib does when the display is lost, and nobody is asked.
func atExit(fn func()) {
	leave = fn
	C.callAtExit()
}

//export leaveProcess
func leaveProcess() {
	done := make(chan struct{})
	go func() {
		leave()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(patience): // what ended the process may hold on to what is needed
	}
}
