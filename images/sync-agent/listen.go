package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// listening returns the TCP ports that processes of a container's network
// listen on; those of other containers of the pod are among them. It is nil
// when the container has ended.
func listening(pid int) map[int]bool {
	if _, err := os.Stat(fmt.Sprintf("/proc/%d", pid)); err != nil {
		return nil
	}
	ports := map[int]bool{}
	for _, table := range []string{"tcp", "tcp6"} {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/%s", pid, table))
		if err == nil {
			maps.Copy(ports, portsIn(string(text)))
		}
	}
	return ports
}

// The kernel's number of the state LISTEN.
const listenState = "0A"

func portsIn(table string) map[int]bool {
	ports := map[int]bool{}
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) < 4 || fields[3] != listenState {
			continue
		}
		_, hex, _ := strings.Cut(fields[1], ":")
		if port, err := strconv.ParseInt(hex, 16, 32); err == nil {
			ports[int(port)] = true
		}
	}
	return ports
}

// How long a restarted process may take to listen again before that is told
// instead; a compiler that starts takes seconds.
const listenPatience = 15 * time.Second

// awaitListening waits until a container's processes listen on all of some
// ports, and says on which they do not.
func awaitListening(wanted map[int]bool, now func() map[int]bool, patience time.Duration) string {
	deadline := time.Now().Add(patience)
	for {
		found, missing := now(), maps.Clone(wanted)
		if found == nil {
			return "started, and ended again at once"
		}
		for port := range found {
			delete(missing, port)
		}
		if len(missing) == 0 {
			return ""
		}
		if time.Now().After(deadline) {
			return fmt.Sprintf("started, and does not listen on %v after %v", slices.Sorted(maps.Keys(missing)), patience)
		}
		time.Sleep(2 * time.Millisecond)
	}
}
