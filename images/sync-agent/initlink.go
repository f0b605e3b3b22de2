package main

import (
	"bufio"
	"net"
	"time"
)

// What a container's init and the agent say to each other, a line each.
const (
	lineBegin     = "begin"     // init: may the process start?
	lineAgain     = "again"     // init: it runs already; the agent is a new one
	lineGo        = "go"        // agent: the container has its files
	lineRestart   = "restart"   // agent
	lineRestarted = "restarted" // init; any other answer is what went wrong
)

const (
	// initSocket is the agent's socket for them, in the folder that containers
	// have at mountPoint.
	initSocket = "agent.sock"
	// gatePatience is longer than the agent's own for missing contents.
	gatePatience = patience + 5*time.Second
	// reconnectAfter: nobody waits for it but a restart.
	reconnectAfter = 500 * time.Millisecond
)

// connectToAgent returns when the container's files are as wanted. Without an
// agent that is at once: a container never fails for the want of one. Later
// orders come on the channel, each with one for the answer.
func connectToAgent(socket string, restarts chan<- chan error) {
	conn, err := net.Dial("unix", socket)
	var lines *bufio.Reader
	if err == nil {
		lines = bufio.NewReader(conn)
		_ = conn.SetDeadline(time.Now().Add(gatePatience))
		if say(conn, lineBegin) == nil {
			_, _ = hear(lines)
		}
		_ = conn.SetDeadline(time.Time{})
	}
	go func() {
		for {
			if conn != nil {
				obey(conn, lines, restarts)
			}
			conn, lines = reconnect(socket)
		}
	}()
}

func reconnect(socket string) (net.Conn, *bufio.Reader) {
	for {
		time.Sleep(reconnectAfter)
		conn, err := net.Dial("unix", socket)
		if err == nil && say(conn, lineAgain) == nil {
			return conn, bufio.NewReader(conn)
		}
	}
}

// obey does what the agent says until it is gone.
func obey(conn net.Conn, lines *bufio.Reader, restarts chan<- chan error) {
	defer conn.Close()
	for {
		line, err := hear(lines)
		if err != nil {
			return
		}
		if line != lineRestart {
			continue
		}
		answer := make(chan error)
		restarts <- answer
		said := lineRestarted
		if err := <-answer; err != nil {
			said = err.Error()
		}
		if say(conn, said) != nil {
			return
		}
	}
}

func say(conn net.Conn, line string) error {
	_, err := conn.Write([]byte(line + "\n"))
	return err
}

func hear(lines *bufio.Reader) (string, error) {
	line, err := lines.ReadString('\n')
	if err != nil {
		return "", err
	}
	return line[:len(line)-1], nil
}
