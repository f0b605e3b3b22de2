package main

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log"
	"net"
	"os"
	"path/filepath"
	"sync"
)

// version is of the protocol's details, for people: the daemon installs the
// agent that it was built with.
const version = "1"

const (
	socketPath  = "/run/devloop/agent.sock"
	stateFolder = "/var/lib/devloop/sync"
	trustFolder = "/var/lib/devloop/trust"
)

// An agent is all that serve knows.
type agent struct {
	folder   string
	trust    trust
	boot     string
	indexes  *imageIndexes
	inits    *inits
	notifier *notifier
	// containersKnown is called when it is known which containers run.
	containersKnown func()
	known           chan struct{}

	lock     sync.Mutex
	projects map[string]*project
}

// openAgent reads what was wanted before.
func openAgent(folder string, in *inits) (*agent, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	boot := make([]byte, 8)
	_, _ = rand.Read(boot)
	a := &agent{
		folder:   folder,
		trust:    trustFolder,
		boot:     hex.EncodeToString(boot),
		indexes:  newImageIndexes(),
		inits:    in,
		notifier: newNotifier(),
		known:    make(chan struct{}),
		projects: map[string]*project{},
	}
	a.containersKnown = sync.OnceFunc(func() { close(a.known) })
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		if !properName.MatchString(e.Name()) {
			continue
		}
		if left, _ := filepath.Glob(filepath.Join(folder, e.Name(), "*"+journalSuffix)); len(left) == 0 {
			// nothing was ever wanted of it
			_ = os.RemoveAll(filepath.Join(folder, e.Name()))
			continue
		}
		if _, err := a.project(e.Name()); err != nil {
			log.Printf("project %s: %v", e.Name(), err)
		}
	}
	return a, err
}

func (a *agent) project(name string) (*project, error) {
	a.lock.Lock()
	defer a.lock.Unlock()
	if p := a.projects[name]; p != nil {
		return p, nil
	}
	p, err := openProject(a.folder, name, a.notifier)
	if err != nil {
		return nil, err
	}
	a.projects[name] = p
	return p, nil
}

// flush returns when all that is wanted is on disk.
func (a *agent) flush() {
	a.lock.Lock()
	defer a.lock.Unlock()
	for _, p := range a.projects {
		p.flush()
	}
}

// listen opens a socket where there may be one of a former process.
func listen(path string, mode os.FileMode) (net.Listener, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	return listener, os.Chmod(path, mode)
}

// accept serves the streams of daemons. One that came before the containers are
// known would be told that none of them lacks anything.
func (a *agent) accept(listener net.Listener) error {
	<-a.known
	for {
		conn, err := listener.Accept()
		if err != nil {
			return fmt.Errorf("the socket of the daemons: %w", err)
		}
		s := &session{agent: a, conn: conn, out: bufio.NewWriterSize(conn, chunk)}
		go s.serve()
	}
}
