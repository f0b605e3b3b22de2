package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, content string, parts ...string) {
	t.Helper()
	path := filepath.Join(parts...)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// listening returns when the agent has looked at what there is.
func (d *daemon) listening(a *agent, paths ...string) {
	d.t.Helper()
	d.send(request{Type: "pull", Service: "web", Paths: paths}, nil)
	d.send(request{Type: "ping"}, nil)
	var pong pongMessage
	d.next("pong", &pong)
	settled(a)
	p, _ := a.project("demo")
	p.service("web").pulls.work.call(func() {})
}

func TestAFileThatChangesInAContainerIsGivenBack(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	write(t, "{}", folder, "app/lock.json")
	d, _ := attachDaemon(t, a)
	d.listening(a, "/app/lock.json", "/app/gen")
	write(t, "{1}", folder, "app/lock.json")
	var got pulledMessage
	if body := d.next("pulled", &got); string(body) != "{1}" || got.Entry.Path != "/app/lock.json" || got.Entry.Hash != hashOfBytes(body) {
		t.Errorf("it gives %+v with %q", got, body)
	}
	if err := os.Remove(filepath.Join(folder, "app/lock.json")); err != nil {
		t.Fatal(err)
	}
	d.next("pulled", &got)
	if got.Entry.Kind != kindNothing {
		t.Errorf("it gives %+v", got)
	}
}

func TestAFolderThatComesLaterIsGivenBackWithAllThatIsInIt(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	d.listening(a, "/app/gen")
	write(t, "x", folder, "app/gen/deep/f")
	found := map[string]string{}
	for len(found) < 3 {
		var got pulledMessage
		found[got.Entry.Path] = string(d.next("pulled", &got))
		found[got.Entry.Path] = got.Entry.Kind
		delete(found, "")
	}
	if found["/app/gen"] != kindFolder || found["/app/gen/deep"] != kindFolder || found["/app/gen/deep/f"] != kindFile {
		t.Errorf("it gives %v", found)
	}
}

func TestALargeFileComesInPieces(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	d.listening(a, "/big")
	large := strings.Repeat("0123456789abcdef", chunk/16*2+5)
	write(t, large, folder, "big")
	var whole strings.Builder
	for whole.Len() < len(large) {
		var blob blobMessage
		whole.Write(d.next("blob", &blob))
	}
	var got pulledMessage
	d.next("pulled", &got)
	if whole.String() != large || got.Entry.Hash != hashOfBytes([]byte(large)) || got.Entry.Size != int64(len(large)) {
		t.Errorf("it gives %+v", got)
	}
}

func TestWhatTheHostSentDoesNotComeBack(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	d.listening(a, "/f", "/g")
	d.batch(1, map[string]string{"/f": "from the host"})
	write(t, "own", folder, "g")
	var got pulledMessage
	d.next("pulled", &got)
	if got.Entry.Path != "/g" {
		t.Errorf("it gives %+v", got)
	}
}

func TestWhatChangedWithoutADaemonIsGivenToTheNextOne(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	first, _ := attachDaemon(t, a)
	first.listening(a, "/f")
	p, _ := a.project("demo")
	first.conn.Close()
	for p.attached() {
	}
	write(t, "later", folder, "f")
	second, _ := attachDaemon(t, a)
	second.send(request{Type: "pull", Service: "web", Paths: []string{"/f"}}, nil)
	var got pulledMessage
	if body := second.next("pulled", &got); string(body) != "later" {
		t.Errorf("it gives %q", body)
	}
}
