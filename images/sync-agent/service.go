package main

import (
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// A service is what the containers of one service of a project are to hold. All
// that happens to it happens in order, in its lane.
type service struct {
	project    *project
	name       string
	lane       *mailbox
	wanted     tree
	digest     string // of wanted, once it was asked for
	seq        int64
	incoming   []entry
	containers map[string]*container
	orders     map[*order]bool
	journal    journal
	pulls      *pulls
}

func newService(p *project, name string) *service {
	s := &service{
		project:    p,
		name:       name,
		lane:       newMailbox(),
		containers: map[string]*container{},
		orders:     map[*order]bool{},
		journal:    journal{path: filepath.Join(p.folder, name+journalSuffix)},
	}
	s.pulls = newPulls(s, p.notifier)
	wanted, seq, err := readJournal(s.journal.path)
	if err != nil && !os.IsNotExist(err) {
		log.Printf("%s of %s: what was wanted is lost: %v", name, p.name, err)
	}
	s.wanted, s.seq = wanted, seq
	return s
}

const journalSuffix = ".wanted"

func (s *service) state() serviceState {
	if s.digest == "" {
		s.digest = s.wanted.digest()
	}
	return serviceState{s.name, s.seq, s.digest}
}

// want takes a part of a whole tree; at the last one the tree counts and live
// containers are brought to it.
func (s *service) want(r request, came time.Time) {
	if r.First {
		s.incoming = nil
	}
	s.incoming = append(s.incoming, r.Entries...)
	if !r.Last {
		return
	}
	entries := s.incoming
	s.incoming = nil
	accepted, refused := valid(entries)
	before := s.wanted
	s.wanted, s.digest, s.seq = tree{}, "", r.Seq
	s.wanted.put(accepted)
	s.journal.lines = 0
	s.project.rewrite(s)
	s.project.tidy()
	s.project.sum(s)
	s.settle()
	o := s.order(r.Seq, came, func(o *order) { s.sendReceipt(o, false) })
	o.run(func(c *container, result *result) {
		result.refused = append(result.refused, refused...)
		for _, e := range before.newsFirst(inOrder(s.wanted.all(c.image)), c.image) {
			result.bring(c, e)
			result.checked++
		}
	})
	o.end()
}

// valid splits entries into those that can be done and refusals of the others.
func valid(entries []entry) ([]entry, []refusal) {
	var refused []refusal
	return slices.DeleteFunc(slices.Clone(entries), func(e entry) bool {
		err := e.check()
		if err != nil {
			refused = append(refused, refusal{e.Path, "EINVAL", err.Error()})
		}
		return err != nil
	}), refused
}

// batch takes changes.
func (s *service) batch(r request, contents []string, came time.Time) {
	if r.Seq <= s.seq {
		s.project.send(receiptMessage{Type: "receipt", Service: s.name, Seq: r.Seq, Stale: true, Containers: []containerReceipt{}}, nil)
		s.project.keep(contents...)
		return
	}
	accepted, refused := valid(r.Entries)
	s.wanted.put(accepted)
	s.digest, s.seq = "", r.Seq
	s.settle()
	ordered := inOrder(accepted)
	o := s.order(r.Seq, came, func(o *order) { s.sendReceipt(o, true) })
	o.run(func(c *container, result *result) {
		result.refused = append(result.refused, refused...)
		for _, e := range ordered {
			if wanted, ok := s.wanted.in(e.Path, c.image); ok && wanted.Image == e.Image {
				result.bring(c, e)
				result.checked++
				result.files = append(result.files, e)
			}
		}
	})
	o.end()
	// an order before this one may lack what has come: the file was away when it was asked for
	if len(s.orders) > 0 {
		for _, hash := range contents {
			s.arrived(hash)
		}
	}
	s.journal.lines++
	if s.journal.full() {
		s.journal.lines = 0
		s.project.rewrite(s, contents...)
	} else {
		s.project.append(s, record{r.Seq, accepted}, contents)
	}
}

// verify compares all that is wanted with what is in the containers.
func (s *service) verify(r request, came time.Time) {
	o := s.order(r.Seq, came, s.sendVerified)
	o.run(func(c *container, result *result) {
		for _, e := range inOrder(s.wanted.all(c.image)) {
			result.compare(c, e, r.Repair)
			result.checked++
		}
	})
	o.end()
}

// enter makes a container one of the service and brings it to what is wanted.
// A fresh one is as its image made it, and has not begun yet.
func (s *service) enter(c *container, fresh bool) {
	c.writer.contents = s.project.store
	s.containers[c.id] = c
	s.complete(c, fresh, s.wanted.all(c.image))
	s.pulls.watch(c)
}

// complete brings entries into one container and says how it stands then.
func (s *service) complete(c *container, fresh bool, entries []entry) {
	o := s.order(s.seq, time.Now(), func(o *order) { s.completed(c, fresh, o.results[c]) })
	o.only(c, func(result *result) {
		for _, e := range inOrder(entries) {
			result.enter(c, e, fresh)
		}
	})
	if !s.project.attached() {
		o.expire()
	}
	o.end()
}

func (s *service) completed(c *container, fresh bool, result *result) {
	c.open.Do(func() { close(c.gate) })
	if result == nil {
		return
	}
	c.lacking = result.given
	s.project.send(s.stateOf(c, "started", result, fresh), nil)
	for _, r := range result.refused {
		log.Printf("%s/%s: %s: %s (%s)", c.pod, c.name, r.Path, r.What, r.Errno)
	}
}

// attached tells a daemon that has just come of all containers, and gets from it
// what they lack.
func (s *service) attached() {
	for _, c := range s.live() {
		select {
		case <-c.gate:
			s.complete(c, false, s.wantedAt(c.lacking, c.image))
		default:
			// it is told when its gate opens; what it waits for is asked for again
		}
	}
	for o := range s.orders {
		s.project.send(needMessage{"need", o.missing()}, nil)
	}
}

// wantedAt returns what is wanted by now where entries are.
func (s *service) wantedAt(entries []entry, image string) []entry {
	var now []entry
	for _, e := range entries {
		if wanted, ok := s.wanted.in(e.Path, image); ok {
			now = append(now, wanted)
		}
	}
	return now
}

func (s *service) stateOf(c *container, state string, result *result, gate bool) containerMessage {
	m := containerMessage{
		Type: "container", Service: s.name, Pod: c.pod, Namespace: c.namespace, Container: c.name,
		ID: c.id, Image: c.image, State: state, Gate: gate,
	}
	if result != nil {
		m.Written = result.written
		for _, r := range result.refused {
			if r.Errno == noData {
				m.Lacking = append(m.Lacking, r.Path)
			}
		}
	}
	return m
}

// leave forgets a container that has ended.
func (s *service) leave(id string) {
	c := s.containers[id]
	if c == nil {
		return
	}
	delete(s.containers, id)
	s.pulls.unwatch(c)
	for o := range s.orders {
		delete(o.results, c)
	}
	s.settle()
	c.writer.root.close()
	s.project.send(s.stateOf(c, "stopped", nil, false), nil)
}

// settle ends orders whose missing contents are not wanted any more.
func (s *service) settle() {
	for o := range s.orders {
		o.supersede()
		o.end()
	}
}

// arrived does what orders lacked a content for.
func (s *service) arrived(hash string) {
	for o := range s.orders {
		o.arrived(hash)
		o.end()
	}
}

// drop forgets what is wanted; files stay as they are.
func (s *service) drop() {
	s.wanted, s.digest, s.seq, s.incoming = tree{}, "", 0, nil
	s.settle()
	s.pulls.want(nil)
	s.project.disk.put(s.journal.remove)
}

func (s *service) live() []*container {
	all := make([]*container, 0, len(s.containers))
	for _, c := range s.containers {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b *container) int { return strings.Compare(a.pod+"/"+a.name, b.pod+"/"+b.name) })
	return all
}

// each does something for all live containers at once.
func each(containers []*container, do func(c *container)) {
	if len(containers) == 1 {
		do(containers[0])
		return
	}
	var group sync.WaitGroup
	for _, c := range containers {
		group.Go(func() { do(c) })
	}
	group.Wait()
}
