//go:build fake

package main

import (
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// For tests of the daemon's side, without containers: `go build -tags fake`
// makes a program `devloop-agent FOLDER` whose containers are the folders
// FOLDER/roots/PROJECT/SERVICE/POD/CONTAINER, with its socket in FOLDER/agent.sock
// and its state in FOLDER/state. `devloop-agent attach FOLDER/agent.sock` is its
// stream.
func init() {
	if len(os.Args) == 3 && os.Args[1] == "attach" {
		exit(attach(os.Args[2]))
	}
	if len(os.Args) == 2 {
		exit(serveFolder(os.Args[1]))
	}
}

func serveFolder(folder string) error {
	a, err := openAgent(filepath.Join(folder, "state"), newInits())
	if err != nil {
		return err
	}
	daemons, err := listen(filepath.Join(folder, "agent.sock"), 0o600)
	if err != nil {
		return err
	}
	unmask()
	go followFolders(a, filepath.Join(folder, "roots"))
	return a.accept(daemons)
}

func followFolders(a *agent, roots string) {
	known := map[string]*container{}
	for ; ; time.Sleep(20 * time.Millisecond) {
		found, _ := filepath.Glob(filepath.Join(roots, "*", "*", "*", "*"))
		there := map[string]bool{}
		for _, folder := range found {
			there[folder] = true
			if known[folder] == nil {
				known[folder] = enterFolder(a, roots, folder)
			}
		}
		a.containersKnown()
		for folder, c := range known {
			if !there[folder] {
				delete(known, folder)
				p, _ := a.project(c.project)
				s := p.service(c.service)
				s.lane.put(func() { s.leave(c.id) })
			}
		}
	}
}

func enterFolder(a *agent, roots, folder string) *container {
	names := strings.Split(strings.TrimPrefix(folder, roots+"/"), "/")
	files, err := openRoot(folder)
	if err != nil {
		log.Fatal(err)
	}
	c := &container{
		project: names[0], service: names[1], namespace: names[0], pod: names[2], name: names[3],
		id: folder, image: names[1] + ":1", pid: -1, gate: make(chan struct{}),
		writer: writer{root: files}, index: a.indexes.of("", "", nil),
	}
	p, err := a.project(c.project)
	if err != nil {
		log.Fatal(err)
	}
	s := p.service(c.service)
	s.lane.put(func() { s.enter(c, true) })
	return c
}
