package main

import (
	"net"
	"os"
	"testing"
	"time"
)

func TestListeningPortsAreThoseOfTheProcessNetwork(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if !listening(os.Getpid())[port] {
		t.Errorf("%d is not among %v", port, listening(os.Getpid()))
	}
	listener.Close()
	if listening(os.Getpid())[port] {
		t.Errorf("%d is still there", port)
	}
}

func TestARestartedProcessIsWaitedForUntilItListensAgain(t *testing.T) {
	looks := 0
	now := func() map[int]bool {
		looks++
		return map[int]bool{80: true, 3000: looks > 3}
	}
	nothing := func() map[int]bool { return map[int]bool{} }
	if said := awaitListening(map[int]bool{3000: true}, func() map[int]bool {
		found := map[int]bool{}
		for port, is := range now() {
			if is {
				found[port] = true
			}
		}
		return found
	}, time.Minute); said != "" || looks != 4 {
		t.Errorf("%q after %d looks", said, looks)
	}
	if said := awaitListening(map[int]bool{3000: true}, nothing, 0); said == "" {
		t.Error("a port that nobody listens on is not told")
	}
	if said := awaitListening(nil, nothing, 0); said != "" {
		t.Errorf("a program without ports: %s", said)
	}
	if said := awaitListening(map[int]bool{3000: true}, func() map[int]bool { return nil }, time.Minute); said == "" {
		t.Error("a process that is gone is not told")
	}
}
