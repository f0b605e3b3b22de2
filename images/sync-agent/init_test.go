package main

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test program is init itself when it is called so.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "init" {
		os.Exit(runInit(os.Args[2], os.Args[3:]))
	}
	os.Exit(m.Run())
}

func initOf(command ...string) *exec.Cmd { return initAt("/no/socket", command...) }

func initAt(socket string, command ...string) *exec.Cmd {
	return exec.Command(os.Args[0], append([]string{"init", socket}, command...)...)
}

func TestInitEndsAsItsProcessDoes(t *testing.T) {
	for command, want := range map[string]int{"exit 0": 0, "exit 7": 7, "kill -9 $$": 137, "kill -15 $$": 143} {
		run := initOf("sh", "-c", command)
		_ = run.Run()
		if got := run.ProcessState.ExitCode(); got != want {
			t.Errorf("%s: %d", command, got)
		}
	}
}

func TestAProgramThatIsNotThereIsSaidAs127(t *testing.T) {
	run := initOf("/no/such/program")
	said, _ := run.CombinedOutput()
	if run.ProcessState.ExitCode() != 127 || !strings.Contains(string(said), "/no/such/program") {
		t.Errorf("%d: %s", run.ProcessState.ExitCode(), said)
	}
}

func TestSignalsReachTheProcess(t *testing.T) {
	run := initOf("sh", "-c", "trap 'exit 3' USR1; echo up; while :; do sleep 0.01; done")
	out, _ := run.StdoutPipe()
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = bufio.NewReader(out).ReadString('\n')
	_ = run.Process.Signal(syscall.SIGUSR1)
	_ = run.Wait()
	if got := run.ProcessState.ExitCode(); got != 3 {
		t.Errorf("it ended with %d", got)
	}
}

func TestTheAgentHoldsAProcessAndRestartsIt(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	in := newInits()
	gate := make(chan struct{})
	in.hold(os.Getpid(), gate)
	go func() { _ = in.accept(listener) }()

	restarts := make(chan chan error)
	passed := make(chan struct{})
	go func() {
		connectToAgent(socket, restarts)
		close(passed)
	}()
	select {
	case <-passed:
		t.Error("the gate did not hold it")
	case <-time.After(20 * time.Millisecond):
	}
	if err := in.restart(os.Getpid()); err != nil {
		t.Errorf("what has not begun cannot be restarted: %v", err)
	}
	close(gate)
	<-passed
	go func() { (<-restarts) <- nil }()
	if err := in.restart(os.Getpid()); err != nil {
		t.Error(err)
	}
	go func() { (<-restarts) <- os.ErrNotExist }()
	if err := in.restart(os.Getpid()); err == nil || !strings.Contains(err.Error(), "not exist") {
		t.Errorf("a failure is %v", err)
	}
	if err := in.restart(1); err != errNoInit {
		t.Errorf("without init it is %v", err)
	}
}

func TestARestartEndsTheWholeGroupAndStartsTheSameCommand(t *testing.T) {
	folder := t.TempDir()
	listener, err := net.Listen("unix", filepath.Join(folder, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	in := newInits()
	go func() { _ = in.accept(listener) }()
	run := initAt(filepath.Join(folder, "s"), "sh", "-c", "sleep 1000 & echo $! $0; wait", "zero")
	out, _ := run.StdoutPipe()
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = run.Process.Signal(syscall.SIGTERM), run.Wait() }()
	lines := bufio.NewReader(out)
	first, _ := lines.ReadString('\n')
	if err := in.restart(run.Process.Pid); err != nil {
		t.Fatal(err)
	}
	second, _ := lines.ReadString('\n')
	if first == second || !strings.HasSuffix(second, " zero\n") {
		t.Errorf("first %q, then %q", first, second)
	}
	sleeper, _, _ := strings.Cut(first, " ")
	if state, err := os.ReadFile("/proc/" + sleeper + "/stat"); err == nil && !strings.Contains(string(state), ") Z ") {
		t.Errorf("what it had started lives: %s", state)
	}
}
