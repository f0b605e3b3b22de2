package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// seen is a folder as entries by path.
func seen(t *testing.T, folder string) map[string]entry {
	t.Helper()
	r, err := openRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer r.close()
	found := map[string]entry{}
	err = filepath.WalkDir(folder, func(name string, at fs.DirEntry, err error) error {
		if err != nil || name == folder {
			return err
		}
		path := name[len(folder):]
		if path == temporaryFolder {
			return filepath.SkipDir
		}
		e, err := r.look(path)
		found[path] = e
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// change does something to a random path of a folder; what cannot be done is not.
func change(random *rand.Rand, folder string) {
	name := func() string {
		path := folder
		for range 1 + random.IntN(3) {
			path = filepath.Join(path, string(rune('a'+random.IntN(4))))
		}
		return path
	}
	path := name()
	switch random.IntN(9) {
	case 0, 1, 2:
		_ = os.MkdirAll(filepath.Dir(path), 0o755)
		_ = os.WriteFile(path, fmt.Append(nil, random.IntN(1000)), 0o644)
	case 3:
		_ = os.MkdirAll(path, 0o755)
	case 4:
		_ = os.RemoveAll(path)
	case 5:
		_ = os.Rename(path, name())
	case 6:
		_ = os.Symlink(string(rune('a'+random.IntN(4))), path)
	case 7:
		if at, err := os.Lstat(path); err == nil && at.Mode().IsRegular() {
			_ = os.Chmod(path, 0o600|fs.FileMode(random.IntN(0o100)))
		}
	case 8:
		_ = os.RemoveAll(path)
		_ = os.WriteFile(path, nil, 0o755)
	}
}

// differences are entries that make a container with one tree hold another.
func differences(before, now map[string]entry) []entry {
	var entries []entry
	for path := range before {
		if _, there := now[path]; !there {
			entries = append(entries, entry{Path: path, Kind: kindNothing})
		}
	}
	for path, e := range now {
		if before[path] != e {
			entries = append(entries, e)
		}
	}
	return entries
}

func TestAfterAnyChangesHostAndContainersAreEqual(t *testing.T) {
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 7))
		state, host := t.TempDir(), t.TempDir()
		a := newAgent(t, state)
		_, folder := startContainer(t, a, "one", "web:1")
		d, _ := attachDaemon(t, a)
		known := map[string]entry{}
		for seq := int64(1); seq <= 60; seq++ {
			for range 1 + random.IntN(8) {
				change(random, host)
			}
			now := seen(t, host)
			entries := differences(known, now)
			known = now
			var body []byte
			for i, e := range entries {
				if e.Kind == kindFile {
					content, _ := os.ReadFile(filepath.Join(host, e.Path))
					n := len(content)
					entries[i].Inline = &n
					body = append(body, content...)
				}
			}
			d.send(request{Type: "batch", Service: "web", Seq: seq, Entries: entries}, body)
			var receipt receiptMessage
			d.next("receipt", &receipt)
			if refused := receipt.Containers[0].Refused; len(refused) != 0 {
				t.Fatalf("seed %d, batch %d: refused %v of %v", seed, seq, refused, entries)
			}
			if left := differences(known, seen(t, folder)); len(left) != 0 {
				t.Fatalf("seed %d, batch %d: the container has %v", seed, seq, left)
			}
		}
		d.send(request{Type: "verify", Service: "web", Seq: 100, Repair: true}, nil)
		var verified verifiedMessage
		d.next("verified", &verified)
		if different := verified.Containers[0].Different; len(different) != 0 {
			t.Errorf("seed %d: verify finds %v", seed, different)
		}
		settled(a)
		later := newAgent(t, state)
		c, fresh := startContainer(t, later, "two", "web:1")
		<-c.gate
		if left := differences(known, seen(t, fresh)); len(left) != 0 {
			t.Errorf("seed %d: a later container has %v", seed, left)
		}
	}
}
