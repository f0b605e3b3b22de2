package main

import (
	"bufio"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A daemon speaks with an agent over a real stream; containers are folders.
type daemon struct {
	t      *testing.T
	conn   net.Conn
	frames chan frame
	out    *bufio.Writer
}

// read takes frames as they come, as a daemon does.
func (d *daemon) read() {
	in := bufio.NewReader(d.conn)
	for {
		f, err := readFrame(in)
		if err != nil {
			close(d.frames)
			return
		}
		d.frames <- f
	}
}

func newAgent(t *testing.T, folder string) *agent {
	t.Helper()
	a, err := openAgent(folder, newInits())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { settled(a) })
	return a
}

// settled returns when all is on disk.
func settled(a *agent) {
	for _, p := range a.projects {
		for _, s := range p.all() {
			s.lane.call(func() {})
		}
		p.disk.call(func() {})
	}
}

func attachDaemon(t *testing.T, a *agent) (*daemon, helloMessage) {
	t.Helper()
	here, there := net.Pipe()
	t.Cleanup(func() { here.Close() })
	s := &session{agent: a, conn: there, out: bufio.NewWriter(there)}
	go s.serve()
	d := &daemon{t, here, make(chan frame, 1000), bufio.NewWriter(here)}
	go d.read()
	d.send(request{Type: "hello", Version: 1, Project: "demo"}, nil)
	var hello helloMessage
	d.next("hello", &hello)
	return d, hello
}

func (d *daemon) send(r request, body []byte) {
	d.t.Helper()
	if err := writeFrame(d.out, r, body); err != nil {
		d.t.Fatal(err)
	}
}

// next reads frames up to one of a type.
func (d *daemon) next(kind string, into any) []byte {
	d.t.Helper()
	late := time.After(30 * time.Second)
	for {
		var f frame
		select {
		case got, ok := <-d.frames:
			if !ok {
				d.t.Fatalf("the stream ended before %s", kind)
			}
			f = got
		case <-late:
			d.t.Fatalf("no %s", kind)
		}
		var r request
		if err := json.Unmarshal(f.header, &r); err != nil {
			d.t.Fatal(err)
		}
		if r.Type == kind {
			if err := json.Unmarshal(f.header, into); err != nil {
				d.t.Fatal(err)
			}
			return f.body
		}
	}
}

// batch sends files with their contents and returns the receipt.
func (d *daemon) batch(seq int64, files map[string]string) receiptMessage {
	d.t.Helper()
	r := request{Type: "batch", Service: "web", Seq: seq}
	var body []byte
	for path, text := range files {
		n := len(text)
		r.Entries = append(r.Entries, entry{
			Path: path, Kind: kindFile, Hash: hashOfBytes([]byte(text)), Size: int64(n), Mode: bits(0o644), Inline: &n,
		})
		body = append(body, text...)
	}
	d.send(r, body)
	var receipt receiptMessage
	d.next("receipt", &receipt)
	return receipt
}

func startContainer(t *testing.T, a *agent, pod, image string) (*container, string) {
	t.Helper()
	c, folder := newContainer(t, a, pod, image)
	s := web(t, a)
	s.lane.call(func() { s.enter(c, true) })
	return c, folder
}

// newContainer is one that nobody knows yet.
func newContainer(t *testing.T, a *agent, pod, image string) (*container, string) {
	t.Helper()
	folder := t.TempDir()
	files, err := openRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	return &container{
		project: "demo", service: "web", pod: pod, name: "app", id: pod, image: image,
		gate: make(chan struct{}), writer: writer{root: files}, index: a.indexes.of("web", image, nil),
	}, folder
}

// web is the service that startContainer's are of.
func web(t *testing.T, a *agent) *service {
	t.Helper()
	p, err := a.project("demo")
	if err != nil {
		t.Fatal(err)
	}
	return p.service("web")
}

func TestASavedFileIsInAllContainersAndReadBack(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, one := startContainer(t, a, "one", "web:1")
	_, two := startContainer(t, a, "two", "web:1")
	d, _ := attachDaemon(t, a)
	receipt := d.batch(1, map[string]string{"/app/f": "hello"})
	if len(receipt.Containers) != 2 || receipt.Seq != 1 {
		t.Fatalf("the receipt is %+v", receipt)
	}
	for _, c := range receipt.Containers {
		if len(c.Files) != 1 || c.Files[0].Hash != hashOfBytes([]byte("hello")) || c.Files[0].Size != 5 {
			t.Errorf("%s has %+v", c.Pod, c.Files)
		}
	}
	if text(t, one, "app/f") != "hello" || text(t, two, "app/f") != "hello" {
		t.Error("it is not there")
	}
}

func TestABatchThatIsOlderThanWhatIsKnownDoesNothing(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	d.batch(5, map[string]string{"/f": "new"})
	if receipt := d.batch(4, map[string]string{"/f": "old"}); !receipt.Stale {
		t.Errorf("the receipt is %+v", receipt)
	}
	if got := text(t, folder, "f"); got != "new" {
		t.Errorf("it holds %q", got)
	}
}

func TestAContainerThatStartsWithoutADaemonGetsAll(t *testing.T) {
	state := t.TempDir()
	a := newAgent(t, state)
	d, _ := attachDaemon(t, a)
	d.batch(1, map[string]string{"/f": "1", "/g": "g"})
	d.send(request{Type: "batch", Service: "web", Seq: 2, Entries: []entry{{Path: "/g", Kind: kindNothing}}}, nil)
	var receipt receiptMessage
	d.next("receipt", &receipt)
	d.conn.Close()
	p, _ := a.project("demo")
	settled(a)

	again := newAgent(t, state)
	c, folder := startContainer(t, again, "later", "web:1")
	<-c.gate
	if got := text(t, folder, "f"); got != "1" {
		t.Errorf("it holds %q", got)
	}
	if _, err := os.Stat(filepath.Join(folder, "g")); !os.IsNotExist(err) {
		t.Error("what was deleted is there")
	}
	_, hello := attachDaemon(t, again)
	if len(hello.Services) != 1 || hello.Services[0].Seq != 2 || hello.Services[0].Digest != p.service("web").wanted.digest() {
		t.Errorf("it says %+v", hello)
	}
}

func TestEachDaemonIsToldTheDigestOfWhatIsWantedNow(t *testing.T) {
	a := newAgent(t, t.TempDir())
	startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	changes := []func(){
		func() { d.batch(1, map[string]string{"/f": "1"}) },
		func() { d.batch(2, map[string]string{"/f": "2"}) },
		func() {
			d.send(request{Type: "want", Service: "web", Seq: 3, First: true, Last: true, Entries: []entry{{Path: "/d", Kind: kindFolder, Mode: bits(0o755)}}}, nil)
			d.next("receipt", &receiptMessage{})
		},
		func() { d.batch(4, map[string]string{"/d/f": "4"}) },
	}
	p, _ := a.project("demo")
	for i, change := range changes {
		change()
		var hello helloMessage
		d, hello = attachDaemon(t, a)
		if len(hello.Services) != 1 || hello.Services[0].Digest != p.service("web").wanted.digest() {
			t.Errorf("after change %d it says %+v", i+1, hello)
		}
	}
}

func TestAWantedTreeAsksForWhatIsMissingAndIsReceiptedWhenItIsThere(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	content := "a content"
	hash := hashOfBytes([]byte(content))
	d.send(request{Type: "want", Service: "web", Seq: 3, First: true, Entries: []entry{{Path: "/d", Kind: kindFolder, Mode: bits(0o755)}}}, nil)
	d.send(request{Type: "want", Service: "web", Seq: 3, Last: true, Entries: []entry{
		{Path: "/d/f", Kind: kindFile, Hash: hash, Size: int64(len(content)), Mode: bits(0o600)},
	}}, nil)
	var need needMessage
	d.next("need", &need)
	if len(need.Hashes) != 1 || need.Hashes[0] != hash {
		t.Fatalf("it needs %v", need.Hashes)
	}
	d.send(request{Type: "blob", ID: []byte(`"b1"`)}, []byte(content[:3]))
	d.send(request{Type: "blob", ID: []byte(`"b1"`), Last: true, Hash: hash, Size: int64(len(content))}, []byte(content[3:]))
	var receipt receiptMessage
	d.next("receipt", &receipt)
	if c := receipt.Containers[0]; c.Checked != 2 || c.Written != 2 || len(c.Refused) != 0 {
		t.Errorf("the receipt is %+v", c)
	}
	if got := text(t, folder, "d/f"); got != content {
		t.Errorf("it holds %q", got)
	}
}

func TestANewerBatchMakesANeedVoid(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	d.send(request{Type: "want", Service: "web", Seq: 3, First: true, Last: true, Entries: []entry{
		{Path: "/f", Kind: kindFile, Hash: hashOfBytes([]byte("gone")), Size: 4, Mode: bits(0o644)},
	}}, nil)
	var need needMessage
	d.next("need", &need)
	first := d.batch(4, map[string]string{"/f": "newer"})
	if first.Seq != 3 {
		t.Errorf("the first receipt is of %d", first.Seq)
	}
	var second receiptMessage
	d.next("receipt", &second)
	if second.Seq != 4 || text(t, folder, "f") != "newer" {
		t.Errorf("the receipt is %+v", second)
	}
}

func TestADeletionOfOneImageLeavesContainersOfAnotherAlone(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, one := startContainer(t, a, "one", "web:1")
	_, two := startContainer(t, a, "two", "web:2")
	d, _ := attachDaemon(t, a)
	for _, folder := range []string{one, two} {
		if err := os.WriteFile(filepath.Join(folder, "old"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d.send(request{Type: "batch", Service: "web", Seq: 1, Entries: []entry{{Path: "/old", Kind: kindNothing, Image: "web:1"}}}, nil)
	var receipt receiptMessage
	d.next("receipt", &receipt)
	if _, err := os.Stat(filepath.Join(one, "old")); !os.IsNotExist(err) {
		t.Error("it is still in the one")
	}
	if _, err := os.Stat(filepath.Join(two, "old")); err != nil {
		t.Error("it is gone from the other")
	}
}

func TestADroppedProjectLeavesNothingAndCanComeBack(t *testing.T) {
	state := t.TempDir()
	a := newAgent(t, state)
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	d.batch(1, map[string]string{"/f": "x"})
	d.send(request{Type: "dropProject"}, nil)
	d.send(request{Type: "ping"}, nil)
	var pong pongMessage
	d.next("pong", &pong)
	if left, _ := os.ReadDir(state); len(left) != 0 {
		t.Errorf("it leaves %v", left)
	}
	if text(t, folder, "f") != "x" {
		t.Error("the container's file is gone")
	}
	if receipt := d.batch(1, map[string]string{"/f": "y"}); receipt.Stale || text(t, folder, "f") != "y" {
		t.Errorf("the receipt is %+v", receipt)
	}
	settled(a)
	if left, _ := filepath.Glob(filepath.Join(state, "demo", "store", "*")); len(left) != 1 {
		t.Errorf("on disk is %v", left)
	}
}

func TestANewerStreamReplacesTheOlderOne(t *testing.T) {
	a := newAgent(t, t.TempDir())
	older, _ := attachDaemon(t, a)
	said := make(chan bool)
	go func() {
		defer close(said)
		var bye byeMessage
		older.next("bye", &bye)
	}()
	newer, _ := attachDaemon(t, a)
	<-said
	var pong pongMessage
	newer.send(request{Type: "ping", Number: 4}, nil)
	newer.next("pong", &pong)
	if pong.Number != 4 {
		t.Errorf("it answers %+v", pong)
	}
}
