// devloop-runc is an OCI runtime for hosts that lack a capability, such as
// CAP_SYS_RESOURCE inside another container.
//
// runc refuses a container that asks for a capability which its own process
// does not hold, so `docker run --privileged` fails on such a host. This
// program removes exactly these capabilities from what the engine asks for,
// raises a negative oomScoreAdj (it needs CAP_SYS_RESOURCE) to 0, and then
// becomes runc. Where nothing is missing it changes nothing.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

func main() {
	if err := adaptSpec(os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "devloop-runc: %v; starting runc with the engine's own request\n", err)
	}
	runc := os.Getenv("DEVLOOP_RUNC")
	if runc == "" {
		runc = "runc"
	}
	path, err := exec.LookPath(runc)
	if err == nil {
		err = syscall.Exec(path, append([]string{path}, os.Args[1:]...), os.Environ())
	}
	fmt.Fprintf(os.Stderr, "devloop-runc: cannot start %s: %v\n", runc, err)
	os.Exit(1)
}

// adaptSpec rewrites the JSON file that the call refers to, if it refers to one.
func adaptSpec(args []string) error {
	target := findTarget(args)
	if target.file == "" {
		return nil
	}
	held, err := heldCapabilities("/proc/self/status")
	if err != nil {
		return err
	}
	return rewrite(target, held)
}
