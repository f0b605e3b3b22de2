package main

import (
	"log"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// A save is often several events; they are one change after this. A folder that
// takes long to look through is looked at less often.
const pullQuiet = 50 * time.Millisecond

// pulls are the paths of a service that its containers give back to the host
// when they change there. All of it happens in a goroutine of its own: no file
// on its way into a container waits for it.
type pulls struct {
	service  *service
	notifier *notifier
	work     *mailbox
	paths    []string
	watches  map[string]*pullWatch
	dirty    map[string]bool
	due      bool
	quiet    time.Duration
	pending  map[string]pulled
}

// A pullWatch is of one container: what it held when it was last looked at.
type pullWatch struct {
	pod, container string
	root           *root
	seen           map[string]stamp
	// deaf: somewhere nobody tells of changes, and it is looked at again.
	deaf  bool
	again *time.Timer
}

// pulled is a change that the daemon has to know.
type pulled struct {
	watch *pullWatch
	path  string
}

func newPulls(s *service, n *notifier) *pulls {
	return &pulls{
		service: s, notifier: n, work: newMailbox(), watches: map[string]*pullWatch{}, dirty: map[string]bool{},
		quiet: pullQuiet, pending: map[string]pulled{},
	}
}

// want replaces the paths. What changed while no daemon was there is told now.
func (p *pulls) want(paths []string) {
	var proper []string
	for _, path := range paths {
		e := entry{Path: path, Kind: kindFolder}
		if err := e.check(); err != nil {
			log.Printf("%s: pull: %v", p.service.name, err)
			continue
		}
		proper = append(proper, path)
	}
	p.work.put(func() {
		if !slices.Equal(p.paths, proper) {
			p.paths = proper
			for id, w := range p.watches {
				p.notifier.forget(place{p, id})
				w.seen = p.scan(id, w)
			}
		}
		p.tell()
	})
}

// watch begins with a container as it is.
func (p *pulls) watch(c *container) {
	fd, err := unix.FcntlInt(uintptr(c.writer.root.fd), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return
	}
	w := &pullWatch{pod: c.pod, container: c.name, root: &root{fd: fd, tmp: -1}}
	id := c.id
	p.work.put(func() {
		p.watches[id] = w
		w.seen = p.scan(id, w)
	})
}

func (p *pulls) unwatch(c *container) {
	id := c.id
	p.work.put(func() {
		w := p.watches[id]
		if w == nil {
			return
		}
		p.look(id, w)
		p.tell()
		delete(p.watches, id)
		p.notifier.forget(place{p, id})
		w.root.close()
	})
}

// changed notes that something happened in a container.
func (p *pulls) changed(id string) {
	p.dirty[id] = true
	if p.due {
		return
	}
	p.due = true
	time.AfterFunc(p.quiet, func() { p.work.put(p.lookAgain) })
}

func (p *pulls) lookAgain() {
	p.due = false
	began := time.Now()
	for id := range p.dirty {
		delete(p.dirty, id)
		if w := p.watches[id]; w != nil {
			p.look(id, w)
		}
	}
	p.tell()
	p.quiet = max(pullQuiet, 5*time.Since(began))
}

// look finds what is different from the last time.
func (p *pulls) look(id string, w *pullWatch) {
	before := w.seen
	w.seen = p.scan(id, w)
	for path, now := range w.seen {
		if before[path] != now {
			p.pending[path] = pulled{w, path}
		}
	}
	for path := range before {
		if _, there := w.seen[path]; !there {
			p.pending[path] = pulled{w, path}
		}
	}
}

// tell sends what has changed, when there is somebody to tell, and unless the
// host has just that: then it came from there.
func (p *pulls) tell() {
	if !p.service.project.attached() {
		return
	}
	for path, change := range p.pending {
		delete(p.pending, path)
		now, err := change.watch.root.look(path)
		if err != nil || now.Kind == "?" || p.isWanted(now) {
			continue
		}
		p.give(change, now)
	}
}

func (p *pulls) isWanted(now entry) bool {
	same := false
	p.service.lane.call(func() {
		for _, e := range p.service.wanted[now.Path] {
			same = same || e.Kind == now.Kind && e.Hash == now.Hash && e.Link == now.Link
		}
	})
	return same
}

var blobCount atomic.Int64

// give sends one entry with its content: what is read is what its hash is of.
func (p *pulls) give(change pulled, now entry) {
	message := pulledMessage{"pulled", p.service.name, change.watch.pod, change.watch.container, now}
	if now.Kind != kindFile {
		p.service.project.send(message, nil)
		return
	}
	content, err := openContent(change.watch.root, now.Path)
	if err != nil {
		// it is gone again, which is the next change
		return
	}
	defer content.Close()
	id := "pull-" + strconv.FormatInt(blobCount.Add(1), 10)
	small, sum, size, err := inPieces(content, func(part []byte) {
		p.service.project.send(blobMessage{Type: "blob", ID: id}, part)
	})
	if err != nil {
		return
	}
	if small == nil {
		p.service.project.send(blobMessage{"blob", id, sum, size, true}, nil)
	}
	message.Entry.Hash, message.Entry.Size = sum, size
	p.service.project.send(message, small)
}
