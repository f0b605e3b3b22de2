package main

import (
	"io"
	"net"
	"os"
	"time"
)

// The agent may just be starting.
const attachPatience = 10 * time.Second

// attach connects stdin and stdout with the agent until either side ends.
func attach(socket string) error {
	conn, err := dial(socket, time.Now().Add(attachPatience))
	if err != nil {
		return err
	}
	ended := make(chan error, 2)
	go func() {
		_, err := io.Copy(conn, os.Stdin)
		ended <- err
	}()
	go func() {
		_, err := io.Copy(os.Stdout, conn)
		ended <- err
	}()
	return <-ended
}

func dial(socket string, deadline time.Time) (net.Conn, error) {
	for {
		conn, err := net.Dial("unix", socket)
		if err == nil || time.Now().After(deadline) {
			return conn, err
		}
		time.Sleep(20 * time.Millisecond)
	}
}
