package main

import (
	"log"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// A project has services, the contents of their files, and at most one daemon.
type project struct {
	name   string
	folder string
	store  *store
	// disk does what may wait: nobody's file is late for it.
	disk     *mailbox
	notifier *notifier

	lock     sync.Mutex
	services map[string]*service
	session  *session
	// streams counts those that have come.
	streams int
}

// Names become names of files; they come from annotations that anybody can write.
var properName = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$`)

// diskQuiet: in a burst files are written into containers, not into the store.
const diskQuiet = 100 * time.Millisecond

func openProject(folder, name string, n *notifier) (*project, error) {
	own := filepath.Join(folder, name)
	contents, err := openStore(filepath.Join(own, "store"))
	if err != nil {
		return nil, err
	}
	p := &project{name: name, folder: own, store: contents, disk: newLazyMailbox(diskQuiet), notifier: n, services: map[string]*service{}}
	journals, err := filepath.Glob(filepath.Join(own, "*"+journalSuffix))
	for _, file := range journals {
		if s := strings.TrimSuffix(filepath.Base(file), journalSuffix); properName.MatchString(s) {
			p.service(s)
		}
	}
	return p, err
}

// service returns the one of a name, which is made when it is new.
func (p *project) service(name string) *service {
	p.lock.Lock()
	defer p.lock.Unlock()
	s := p.services[name]
	if s == nil {
		s = newService(p, name)
		p.services[name] = s
	}
	return s
}

func (p *project) all() []*service {
	p.lock.Lock()
	defer p.lock.Unlock()
	all := make([]*service, 0, len(p.services))
	for _, s := range p.services {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b *service) int { return strings.Compare(a.name, b.name) })
	return all
}

func (p *project) attached() bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.session != nil
}

// send tells the daemon something, if there is one. What it misses is in the
// state that it gets when it comes.
func (p *project) send(message any, body []byte) {
	p.lock.Lock()
	to := p.session
	p.lock.Unlock()
	if to != nil {
		to.send(message, body)
	}
}

// begin returns the number of a stream that has come. From then on nothing is
// done that an older one has asked for: what it sent last may still be read, and
// is older than what the new one will say.
func (p *project) begin() int {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.streams++
	return p.streams
}

func (p *project) isNewest(stream int) bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.streams == stream
}

// attach makes a session the project's only one.
func (p *project) attach(s *session) {
	p.lock.Lock()
	before := p.session
	p.session = s
	p.lock.Unlock()
	if before != nil {
		// it may hang
		go func() {
			before.send(byeMessage{"bye"}, nil)
			before.close()
		}()
	}
}

func (p *project) detach(s *session) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.session == s {
		p.session = nil
	}
}

// arrived tells all services that a content is here now.
func (p *project) arrived(hash string) {
	for _, s := range p.all() {
		s.lane.put(func() { s.arrived(hash) })
	}
}

// append brings a change to disk, contents first: what is wanted can be had.
func (p *project) append(s *service, change record, contents []string) {
	p.disk.put(func() {
		p.save(contents)
		p.log(s, s.journal.append(change))
	})
}

// rewrite brings the whole tree of a service to disk.
func (p *project) rewrite(s *service, contents ...string) {
	whole := record{s.seq, s.wanted.list()}
	p.disk.put(func() {
		p.save(contents)
		p.log(s, s.journal.rewrite(whole))
	})
}

// keep brings contents to disk.
func (p *project) keep(contents ...string) {
	p.disk.put(func() { p.save(contents) })
}

// save makes the folder too: the project may have been dropped and come back.
func (p *project) save(contents []string) {
	if err := p.store.ensure(); err != nil {
		log.Printf("%s: %v", p.name, err)
	}
	for _, hash := range contents {
		if err := p.store.save(hash); err != nil {
			log.Printf("%s: a content stays in memory: %v", p.name, err)
		}
	}
}

func (p *project) log(s *service, err error) {
	if err != nil {
		log.Printf("%s of %s is not on disk: %v", s.name, p.name, err)
	}
}

// tidy removes contents that no service wants any more.
func (p *project) tidy() {
	p.disk.put(func() {
		wanted := map[string]bool{}
		for _, s := range p.all() {
			s.lane.call(func() {
				for _, e := range s.wanted.list() {
					wanted[e.Hash] = true
				}
			})
		}
		p.store.keep(wanted)
	})
}

// sum computes the digest of a whole tree while nobody waits for it: the next
// daemon does.
func (p *project) sum(s *service) {
	p.disk.put(func() { s.lane.call(func() { s.state() }) })
}

// flush returns when all is on disk.
func (p *project) flush() { p.disk.call(func() {}) }

// drop forgets the project.
func (p *project) drop() {
	for _, s := range p.all() {
		s.lane.call(s.drop)
	}
	p.disk.call(func() { _ = os.RemoveAll(p.folder) })
}
