package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// mountPoint is where a container finds this program and the agent's socket.
const mountPoint = "/.devloop"

// A process that ignores SIGTERM is killed after this.
const restartGrace = 5 * time.Second

// A child is the container's real process, in a process group of its own, so
// that all of it can be ended and begun again while the container stays.
type child struct {
	command []string
	path    string
	pid     int
	exits   chan ending
}

// An ending is of one process; orphans of the container count too.
type ending struct {
	pid    int
	status syscall.WaitStatus
}

// runInit starts the command and ends as it does. It returns the exit code.
//
// socket: where the agent listens, if there is one
func runInit(socket string, command []string) int {
	path, err := exec.LookPath(command[0])
	if err != nil && !errors.Is(err, exec.ErrDot) {
		return notStarted(err)
	}
	// orphans come to this process even when the pod shares its processes
	_ = unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
	signals := make(chan os.Signal, 64)
	signal.Notify(signals)
	restarts := make(chan chan error)
	connectToAgent(socket, restarts)
	c := &child{command: command, path: path, exits: make(chan ending, 16)}
	if err := c.start(); err != nil {
		return notStarted(fmt.Errorf("exec %s: %w", path, err))
	}
	go c.reap()
	return c.attend(signals, restarts)
}

// terminationLog is what Kubernetes shows as the reason of a container's end.
const terminationLog = "/dev/termination-log"

// notStarted says why and returns what shells do: 127 when there is no such
// program.
func notStarted(err error) int {
	text := "devloop: cannot start: " + err.Error() + "\n"
	fmt.Fprint(os.Stderr, text)
	if file, err := os.OpenFile(terminationLog, os.O_WRONLY, 0); err == nil {
		_, _ = file.WriteString(text)
		file.Close()
	}
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, exec.ErrNotFound) {
		return 127
	}
	return 126
}

func (c *child) start() error {
	attributes := &syscall.SysProcAttr{Setpgid: true}
	if _, err := unix.IoctlGetInt(0, unix.TIOCGPGRP); err == nil {
		// a terminal: the keys are for the real process
		attributes.Foreground, attributes.Ctty = true, 0
	}
	pid, err := syscall.ForkExec(c.path, c.command, &syscall.ProcAttr{
		Env: os.Environ(), Files: []uintptr{0, 1, 2}, Sys: attributes,
	})
	c.pid = pid
	return err
}

// reap collects all processes that end. There is always one to wait for: the
// child, or nobody between its end and its next start.
func (c *child) reap() {
	for {
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, 0, nil)
		switch {
		case errors.Is(err, syscall.ECHILD):
			time.Sleep(time.Millisecond)
		case err == nil:
			c.exits <- ending{pid, status}
		}
	}
}

// attend passes signals on, restarts the child when the agent says so, and
// returns the exit code when it ends by itself.
func (c *child) attend(signals chan os.Signal, restarts chan chan error) int {
	for {
		select {
		case s := <-signals:
			if number, ok := s.(syscall.Signal); ok && passedOn(number) {
				_ = syscall.Kill(c.pid, number)
			}
		case e := <-c.exits:
			if e.pid == c.pid {
				return exitCode(e.status)
			}
		case answer := <-restarts:
			err := c.restart()
			answer <- err
			if err != nil {
				return notStarted(err)
			}
		}
	}
}

// passedOn: some signals are for this process, by the kernel or Go's runtime.
func passedOn(s syscall.Signal) bool {
	return s != syscall.SIGCHLD && s != syscall.SIGURG && s != syscall.SIGPIPE
}

func exitCode(status syscall.WaitStatus) int {
	if status.Signaled() {
		return 128 + int(status.Signal())
	}
	return status.ExitStatus()
}

// restart ends the child with its group and starts it again.
func (c *child) restart() error {
	_ = syscall.Kill(-c.pid, syscall.SIGTERM)
	killed := time.After(restartGrace)
	for ended := false; !ended; {
		select {
		case e := <-c.exits:
			ended = e.pid == c.pid
		case <-killed:
			_ = syscall.Kill(-c.pid, syscall.SIGKILL)
		}
	}
	c.endRest()
	return c.start()
}

// endRest ends what is left of the group and returns when it is gone: it holds
// ports that the new process wants.
func (c *child) endRest() {
	late := time.After(restartGrace)
	for syscall.Kill(-c.pid, syscall.SIGKILL) == nil {
		select {
		case <-c.exits:
		case <-time.After(time.Millisecond):
		case <-late:
			return
		}
	}
}
