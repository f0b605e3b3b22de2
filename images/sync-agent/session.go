package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"sync"
	"time"
)

// A session is the stream of one daemon.
type session struct {
	agent     *agent
	project   *project
	stream    int
	downloads downloads
	conn      net.Conn
	lock      sync.Mutex
	out       *bufio.Writer
}

// A daemon that takes nothing for this long is not there any more.
const writeDeadline = 30 * time.Second

func (s *session) send(message any, body []byte) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.write(message, body)
}

func (s *session) write(message any, body []byte) {
	_ = s.conn.SetWriteDeadline(time.Now().Add(writeDeadline))
	if err := writeFrame(s.out, message, body); err != nil {
		s.close()
	}
}

func (s *session) close() { s.conn.Close() }

// serve reads frames until the stream ends.
func (s *session) serve() {
	defer s.close()
	in := bufio.NewReaderSize(s.conn, chunk)
	if err := s.greet(in); err != nil {
		s.send(errorMessage{"error", "hello", err.Error()}, nil)
		return
	}
	defer s.downloads.abandon()
	defer s.project.detach(s)
	for {
		f, err := readFrame(in)
		if err != nil {
			return
		}
		if err := s.handle(f, time.Now()); err != nil {
			s.send(errorMessage{"error", "frame", err.Error()}, nil)
			log.Printf("%s: %v", s.project.name, err)
		}
	}
}

// greet makes this the stream of a project and tells how all stands.
func (s *session) greet(in *bufio.Reader) error {
	f, err := readFrame(in)
	if err != nil {
		return err
	}
	var hello request
	if err := json.Unmarshal(f.header, &hello); err != nil {
		return err
	}
	if hello.Type != "hello" || hello.Version != 1 || !properName.MatchString(hello.Project) {
		return fmt.Errorf("a stream begins with hello of version 1 and a project: %s", f.header)
	}
	s.project, err = s.agent.project(hello.Project)
	if err != nil {
		return err
	}
	s.stream = s.project.begin()
	s.downloads = downloads{s.project.store, map[string]*download{}}
	states := []serviceState{}
	services := s.project.all()
	for _, service := range services {
		service.lane.call(func() { states = append(states, service.state()) })
	}
	// nothing is told before hello, and nothing is missed after it
	s.lock.Lock()
	s.project.attach(s)
	s.write(helloMessage{"hello", 1, version, s.agent.boot, states}, nil)
	s.lock.Unlock()
	for _, service := range services {
		service.lane.put(service.attached)
	}
	return nil
}

func (s *session) handle(f frame, came time.Time) error {
	var r request
	if err := json.Unmarshal(f.header, &r); err != nil {
		return fmt.Errorf("a header that is no JSON: %w", err)
	}
	switch r.Type {
	case "ping":
		s.send(pongMessage{"pong", r.Number}, nil)
		return nil
	case "blob":
		return s.blob(r, f.body)
	case "dropProject":
		s.project.drop()
		s.agent.trust.drop(s.project.name)
		return nil
	}
	if !properName.MatchString(r.Service) {
		return fmt.Errorf("%s for a service called %q", r.Type, r.Service)
	}
	return s.forService(r, f.body, came)
}

func (s *session) forService(r request, body []byte, came time.Time) error {
	service := s.project.service(r.Service)
	var contents []string
	var do func()
	switch r.Type {
	case "want":
		do = func() { service.want(r, came) }
	case "batch":
		var err error
		if contents, err = s.inline(r.Entries, body); err != nil {
			return err
		}
		do = func() { service.batch(r, contents, came) }
	case "verify":
		do = func() { service.verify(r, came) }
	case "restart":
		do = func() { service.restart(r, s.agent.inits) }
	case "pull":
		do = func() { service.pulls.want(r.Paths) }
	case "drop":
		do = service.drop
	default:
		return fmt.Errorf("unknown type %q", r.Type)
	}
	service.lane.put(func() {
		if s.project.isNewest(s.stream) {
			do()
		} else if len(contents) > 0 {
			s.project.keep(contents...)
		}
	})
	return nil
}

// inline takes the contents that came with the entries.
func (s *session) inline(entries []entry, body []byte) ([]string, error) {
	var hashes []string
	for _, e := range entries {
		if e.Inline == nil {
			continue
		}
		n := *e.Inline
		if n < 0 || n > len(body) {
			return nil, fmt.Errorf("the body ends before the content of %s", e.Path)
		}
		content := body[:n]
		body = body[n:]
		if hash := hashOfBytes(content); hash != e.Hash {
			return nil, fmt.Errorf("the content of %s has hash %s, announced was %s", e.Path, hash, e.Hash)
		}
		s.hold(e.Hash, content)
		hashes = append(hashes, e.Hash)
	}
	return hashes, nil
}

func (s *session) blob(r request, body []byte) error {
	id := string(r.ID)
	if r.Last && !s.downloads.began(id) {
		return s.small(r, body)
	}
	if err := s.downloads.piece(id, body); err != nil {
		return err
	}
	if !r.Last {
		return nil
	}
	if err := s.downloads.finish(id, r.Hash, r.Size); err != nil {
		return err
	}
	s.project.arrived(r.Hash)
	return nil
}

// small takes a content of one piece, which is on disk later.
func (s *session) small(r request, body []byte) error {
	if hash := hashOfBytes(body); hash != r.Hash || int64(len(body)) != r.Size {
		return fmt.Errorf("blob %s has %d bytes with hash %s, announced were %d with %s", r.ID, len(body), hash, r.Size, r.Hash)
	}
	s.hold(r.Hash, body)
	s.project.arrived(r.Hash)
	s.project.keep(r.Hash)
	return nil
}

// hold keeps a content in memory, unless there is much of it: then the stream
// waits for the disk.
func (s *session) hold(hash string, content []byte) {
	if s.project.store.full() {
		s.project.disk.call(func() {})
	}
	s.project.store.remember(hash, content)
}
