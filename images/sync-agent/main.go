// devloop-agent brings files into the containers of a node, and says what
// arrived. It runs in the cluster's node, one for all projects.
//
//	serve           the agent itself: a plugin of containerd and a socket
//	attach PROJECT  the stream of one devloop daemon, on stdin and stdout
//	init -- ARGS    the first process of a container: starts the real one
//
// docs/sync.md has the path of the data and the guarantees.
package main

import (
	"fmt"
	"os"
)

func main() {
	arguments := os.Args[1:]
	switch {
	case len(arguments) == 1 && arguments[0] == "serve":
		exit(serve())
	case len(arguments) == 2 && arguments[0] == "attach":
		exit(attach(socketPath))
	case len(arguments) > 2 && arguments[0] == "init" && arguments[1] == "--":
		os.Exit(runInit(mountPoint+"/"+initSocket, arguments[2:]))
	default:
		fmt.Fprintln(os.Stderr, "usage: devloop-agent serve | attach PROJECT | init -- COMMAND [ARGUMENT...]")
		os.Exit(2)
	}
}

func exit(err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "devloop-agent: %v\n", err)
		os.Exit(1)
	}
	os.Exit(0)
}
