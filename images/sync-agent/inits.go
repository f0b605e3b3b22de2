package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// inits are the first processes of containers, each with a connection to the
// agent. The kernel says which process is at its other end.
type inits struct {
	lock  sync.Mutex
	gates map[int]<-chan struct{}
	links map[int]*initLink
}

type initLink struct {
	conn  net.Conn
	lines *bufio.Reader
	lock  sync.Mutex
}

var errNoInit = errors.New("the container was started without devloop's init; a new pod has it")

func newInits() *inits {
	return &inits{gates: map[int]<-chan struct{}{}, links: map[int]*initLink{}}
}

// hold makes a process wait for a gate before it starts the real one.
func (i *inits) hold(pid int, gate <-chan struct{}) {
	i.lock.Lock()
	defer i.lock.Unlock()
	i.gates[pid] = gate
}

func (i *inits) forget(pid int) {
	i.lock.Lock()
	defer i.lock.Unlock()
	delete(i.gates, pid)
	delete(i.links, pid)
}

func (i *inits) accept(listener net.Listener) error {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return fmt.Errorf("the socket of the containers: %w", err)
		}
		go i.welcome(conn)
	}
}

func (i *inits) welcome(conn net.Conn) {
	pid, err := peer(conn)
	if err != nil {
		conn.Close()
		return
	}
	link := &initLink{conn: conn, lines: bufio.NewReader(conn)}
	_ = conn.SetReadDeadline(time.Now().Add(time.Second))
	line, err := hear(link.lines)
	if err != nil {
		conn.Close()
		return
	}
	i.lock.Lock()
	i.links[pid] = link
	gate := i.gates[pid]
	i.lock.Unlock()
	if line != lineBegin {
		return
	}
	if gate != nil {
		select {
		case <-gate:
		case <-time.After(gatePatience):
		}
	}
	_ = say(conn, lineGo)
}

func peer(conn net.Conn) (int, error) {
	raw, err := conn.(*net.UnixConn).SyscallConn()
	if err != nil {
		return 0, err
	}
	var who *unix.Ucred
	var failed error
	err = raw.Control(func(fd uintptr) {
		who, failed = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED)
	})
	if err := errors.Join(err, failed); err != nil {
		return 0, err
	}
	return int(who.Pid), nil
}

func waiting(gate <-chan struct{}) bool {
	if gate == nil {
		return false
	}
	select {
	case <-gate:
		return false
	default:
		return true
	}
}

// restart has a container's process ended and started again, and returns when
// it has been started.
func (i *inits) restart(pid int) error {
	i.lock.Lock()
	link, gate := i.links[pid], i.gates[pid]
	i.lock.Unlock()
	if waiting(gate) {
		// it has not begun yet, and will find all
		return nil
	}
	if link == nil {
		return errNoInit
	}
	link.lock.Lock()
	defer link.lock.Unlock()
	_ = link.conn.SetDeadline(time.Now().Add(2 * restartGrace))
	if err := say(link.conn, lineRestart); err != nil {
		return err
	}
	answer, err := hear(link.lines)
	if err == nil && answer != lineRestarted {
		err = errors.New(answer)
	}
	return err
}
