package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestAContentThatComesLateBringsWhatIsWantedByThen(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	content := "text"
	f := entry{Path: "/f", Kind: kindFile, Hash: hashOfBytes([]byte(content)), Size: 4, Mode: bits(0o644)}
	d.send(request{Type: "want", Service: "web", Seq: 1, First: true, Last: true, Entries: []entry{f}}, nil)
	d.next("need", &needMessage{})
	n := len(content)
	f.Mode, f.Inline = bits(0o755), &n
	d.send(request{Type: "batch", Service: "web", Seq: 2, Entries: []entry{f}}, []byte(content))
	d.next("receipt", &receiptMessage{})
	d.next("receipt", &receiptMessage{})
	if got := seen(t, folder)["/f"].Mode; got != f.Mode {
		t.Errorf("its mode is %o", got.or(0))
	}
}

func TestAContainerThatWaitsForAContentKeepsWhatCameSince(t *testing.T) {
	a := newAgent(t, t.TempDir())
	d, _ := attachDaemon(t, a)
	file := func(path, text string) entry {
		return entry{Path: path, Kind: kindFile, Hash: hashOfBytes([]byte(text)), Size: int64(len(text)), Mode: bits(0o644)}
	}
	d.send(request{Type: "want", Service: "web", Seq: 1, First: true, Last: true, Entries: []entry{
		file("/f", "old"), file("/g", "never"),
	}}, nil)
	d.next("receipt", &receiptMessage{})
	d.conn.Close()
	p, _ := a.project("demo")
	for p.attached() {
		time.Sleep(time.Millisecond)
	}
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ = attachDaemon(t, a)
	d.next("need", &needMessage{})
	d.batch(2, map[string]string{"/f": "new", "/h": "old"})
	d, _ = attachDaemon(t, a)
	d.next("need", &needMessage{})
	if got := text(t, folder, "f"); got != "new" {
		t.Errorf("it holds %q", got)
	}
}

func TestWhatAnOlderStreamAskedForIsNotDoneOnceThereIsANewOne(t *testing.T) {
	a := newAgent(t, t.TempDir())
	older, _ := attachDaemon(t, a)
	p, _ := a.project("demo")
	held := make(chan struct{})
	p.service("web").lane.put(func() { <-held })
	older.send(request{Type: "want", Service: "web", Seq: 7, First: true, Last: true, Entries: []entry{{Path: "/f", Kind: kindNothing}}}, nil)
	older.send(request{Type: "ping"}, nil)
	older.next("pong", &pongMessage{})
	come := make(chan helloMessage)
	go func() {
		_, hello := attachDaemon(t, a)
		come <- hello
	}()
	for p.isNewest(1) {
		time.Sleep(time.Millisecond)
	}
	close(held)
	if hello := <-come; len(hello.Services) != 1 || hello.Services[0].Seq != 0 {
		t.Errorf("the new one is told %+v", hello)
	}
}

// A simulation is a host whose files change while containers come and go and
// streams are lost: a daemon that says what it is to say, in any order of events.
type simulation struct {
	t          *testing.T
	random     *rand.Rand
	agent      *agent
	daemon     *daemon
	seq        int64
	files      map[string]entry
	contents   map[string]string
	unanswered map[int64]bool
	needs      map[string]bool
	containers map[*container]string
	started    int
}

func simulate(t *testing.T, seed uint64) *simulation {
	s := &simulation{
		t: t, random: rand.New(rand.NewPCG(seed, 11)), agent: newAgent(t, t.TempDir()),
		files: map[string]entry{}, contents: map[string]string{}, unanswered: map[int64]bool{},
		needs: map[string]bool{}, containers: map[*container]string{},
	}
	s.attach()
	return s
}

// attach is a stream after another one: what was on its way is not known.
func (s *simulation) attach() {
	var hello helloMessage
	s.daemon, hello = attachDaemon(s.t, s.agent)
	for _, service := range hello.Services {
		s.seq = max(s.seq, service.Seq)
	}
	clear(s.unanswered)
	clear(s.needs)
	s.want()
}

func (s *simulation) path() string {
	return "/" + string(rune('a'+s.random.IntN(8)))
}

// change does something to a file and returns what is new there.
func (s *simulation) change() entry {
	path := s.path()
	e := s.files[path]
	switch s.random.IntN(5) {
	case 0:
		delete(s.files, path)
		return entry{Path: path, Kind: kindNothing}
	case 1:
		other := s.path()
		from, ok := s.files[other]
		if ok {
			e = from
		}
	case 2:
		e.Mode = bits([]uint32{0o600, 0o644, 0o755}[s.random.IntN(3)])
	}
	if e.Hash == "" || s.random.IntN(2) == 0 {
		text := fmt.Sprint(s.random.IntN(1000))
		e.Hash, e.Size = hashOfBytes([]byte(text)), int64(len(text))
		s.contents[e.Hash] = text
	}
	e.Path, e.Kind = path, kindFile
	if e.Mode == 0 {
		e.Mode = bits(0o644)
	}
	s.files[path] = e
	return e
}

// save sends files with their contents.
func (s *simulation) save(entries map[string]entry) {
	var body []byte
	sent := slices.Collect(maps.Values(entries))
	for i, e := range sent {
		if e.Kind == kindFile {
			n := int(e.Size)
			sent[i].Inline = &n
			body = append(body, s.contents[e.Hash]...)
		}
	}
	s.seq++
	s.unanswered[s.seq] = true
	s.daemon.send(request{Type: "batch", Service: "web", Seq: s.seq, Entries: sent}, body)
}

func (s *simulation) want() {
	entries := slices.Collect(maps.Values(s.files))
	for path := byte('a'); path < 'i'; path++ {
		if _, there := s.files["/"+string(path)]; !there {
			entries = append(entries, entry{Path: "/" + string(path), Kind: kindNothing})
		}
	}
	s.seq++
	s.unanswered[s.seq] = true
	s.daemon.send(request{Type: "want", Service: "web", Seq: s.seq, First: true, Last: true, Entries: entries}, nil)
}

// give sends a content that is asked for, as long as a file has it.
func (s *simulation) give(hash string) {
	delete(s.needs, hash)
	for _, e := range s.files {
		if e.Hash == hash {
			s.daemon.send(request{Type: "blob", ID: []byte(`"b"`), Last: true, Hash: hash, Size: e.Size}, []byte(s.contents[hash]))
			return
		}
	}
}

// hear takes what the agent says, for as long.
func (s *simulation) hear(patience time.Duration) {
	late := time.After(patience)
	for {
		select {
		case f := <-s.daemon.frames:
			var said struct {
				Type   string   `json:"t"`
				Seq    int64    `json:"seq"`
				Hashes []string `json:"hashes"`
			}
			if err := json.Unmarshal(f.header, &said); err != nil {
				s.t.Fatal(err)
			}
			if said.Type == "receipt" {
				delete(s.unanswered, said.Seq)
			}
			for _, hash := range said.Hashes {
				s.needs[hash] = true
			}
			if patience > time.Millisecond && len(s.unanswered) == 0 {
				return
			}
		case <-late:
			return
		}
	}
}

func (s *simulation) start() {
	s.started++
	c, folder := newContainer(s.t, s.agent, fmt.Sprint("pod-", s.started), "web:1")
	s.containers[c] = folder
	s.service().lane.put(func() { s.service().enter(c, true) })
}

func (s *simulation) service() *service { return web(s.t, s.agent) }

func (s *simulation) step() {
	switch dice := s.random.IntN(20); {
	case dice < 9:
		changed := map[string]entry{}
		for range 1 + s.random.IntN(3) {
			e := s.change()
			changed[e.Path] = e
		}
		s.save(changed)
	case dice < 11:
		for range 1 + s.random.IntN(3) {
			s.change()
		}
		s.want()
	case dice < 15:
		for hash := range s.needs {
			if s.random.IntN(2) == 0 {
				s.give(hash)
			}
		}
	case dice < 17:
		s.start()
	case dice < 18:
		for c := range s.containers {
			delete(s.containers, c)
			s.service().lane.put(func() { s.service().leave(c.id) })
			break
		}
	case dice < 19:
		for range 1 + s.random.IntN(3) {
			s.change()
		}
		s.daemon.conn.Close()
		s.attach()
	default:
		s.hear(time.Millisecond)
	}
}

// rest answers all that is asked until nothing is on its way.
func (s *simulation) rest() {
	late := time.Now().Add(30 * time.Second)
	for len(s.unanswered) > 0 || len(s.needs) > 0 {
		for hash := range s.needs {
			s.give(hash)
		}
		s.hear(10 * time.Millisecond)
		if time.Now().After(late) {
			s.t.Fatalf("unanswered: %v", s.unanswered)
		}
	}
	s.service().lane.call(func() {})
}

func TestContainersHoldWhatTheHostHoldsWhateverCameBetween(t *testing.T) {
	for seed := range uint64(40) {
		s := simulate(t, seed)
		for range 150 {
			s.step()
		}
		s.rest()
		for c, folder := range s.containers {
			if left := differences(s.files, seen(t, folder)); len(left) != 0 {
				t.Errorf("seed %d: %s holds %+v (%s)", seed, c.pod, left, filepath.Base(folder))
			}
		}
		if t.Failed() {
			return
		}
	}
}
