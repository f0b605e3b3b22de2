package main

import (
	"context"
	"io"
	"log"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/containerd/nri/pkg/stub"
)

const (
	// initFolder is what containers have at mountPoint. It is on a file system
	// that programs may be run from, unlike /run.
	initFolder  = "/var/lib/devloop/init"
	initProgram = "devloop-agent"
)

// serve runs until its end is asked for.
func serve() error {
	log.SetFlags(0)
	if err := installInit(initFolder); err != nil {
		return err
	}
	in := newInits()
	a, err := openAgent(stateFolder, in)
	if err != nil {
		return err
	}
	containers, err := listen(filepath.Join(initFolder, initSocket), 0o666)
	if err != nil {
		return err
	}
	daemons, err := listen(socketPath, 0o600)
	if err != nil {
		return err
	}
	unmask()
	ended := make(chan error)
	go func() { ended <- in.accept(containers) }()
	go func() { ended <- a.accept(daemons) }()
	go func() {
		ended <- untilTold(syscall.SIGTERM, syscall.SIGINT)
	}()
	go followContainerd(newPlugin(a, tellReady))
	err = <-ended
	a.flush()
	return err
}

// untilTold returns when the process is told to end.
func untilTold(signals ...os.Signal) error {
	told := make(chan os.Signal, 1)
	signal.Notify(told, signals...)
	<-told
	return nil
}

// installInit copies this program to where containers get it from; those that
// run keep the one they have.
func installInit(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	from, err := os.Open("/proc/self/exe")
	if err != nil {
		return err
	}
	defer from.Close()
	fresh := filepath.Join(folder, comingPrefix+initProgram)
	to, err := os.OpenFile(fresh, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if closed := to.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(fresh, filepath.Join(folder, initProgram))
}

// followContainerd stays connected with it as a plugin.
func followContainerd(p *plugin) {
	for {
		err := connect(p)
		log.Printf("containerd: %v; trying again", err)
		time.Sleep(100 * time.Millisecond)
	}
}

func connect(p *plugin) error {
	lost := make(chan struct{})
	connection, err := stub.New(p,
		stub.WithPluginName("devloop"), stub.WithPluginIdx("90"), stub.WithOnClose(func() { close(lost) }))
	if err != nil {
		return err
	}
	if err := connection.Start(context.Background()); err != nil {
		return err
	}
	<-lost
	return io.ErrUnexpectedEOF
}

// tellReady tells systemd, which lets the kubelet wait for this.
func tellReady() {
	socket := os.Getenv("NOTIFY_SOCKET")
	if socket == "" {
		return
	}
	conn, err := net.Dial("unixgram", socket)
	if err != nil {
		log.Printf("systemd: %v", err)
		return
	}
	defer conn.Close()
	_, _ = conn.Write([]byte("READY=1"))
}
