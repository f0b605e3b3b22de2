package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"
)

func TestAnEntryReplacesAllThatWasWantedAtItsPath(t *testing.T) {
	wanted := tree{}
	wanted.put([]entry{
		{Path: "/a", Kind: kindNothing, Image: "one"}, {Path: "/a", Kind: kindNothing, Image: "two"},
		{Path: "/b", Kind: kindFolder, Mode: bits(0o755)},
	})
	if _, ok := wanted.in("/a", "three"); ok {
		t.Error("another image is concerned")
	}
	if e, ok := wanted.in("/a", "two"); !ok || e.Image != "two" {
		t.Errorf("of its image it is %v", e)
	}
	wanted.put([]entry{{Path: "/a", Kind: kindLink, Link: "b"}})
	if e, ok := wanted.in("/a", "two"); !ok || e.Kind != kindLink || len(wanted.list()) != 2 {
		t.Errorf("now it is %v of %v", e, wanted)
	}
}

func TestTheDigestIsOfWhatIsWantedAndNothingElse(t *testing.T) {
	hash := hashOfBytes([]byte("x"))
	entries := []entry{
		{Path: "/f", Kind: kindFile, Hash: hash, Size: 1, Mode: bits(0o644)},
		{Path: "/d", Kind: kindFolder, Mode: bits(0o755)},
		{Path: "/l", Kind: kindLink, Link: "f"},
		{Path: "/x", Kind: kindNothing, Image: "one"},
	}
	one, other := tree{}, tree{}
	one.put(entries)
	slices.Reverse(entries)
	other.put(entries)
	if one.digest() != other.digest() {
		t.Error("the order counts")
	}
	// the daemon computes the same: "/d\0d\0\0493\0\n" and so on
	lines := "/d\x00d\x00\x00493\x00\n/f\x00f\x00" + hash + "\x00420\x00\n/l\x00l\x00f\x00\x00\n/x\x00x\x00\x00\x00one\n"
	if one.digest() != hashOfBytes([]byte(lines)) {
		t.Error("it is not the hash of the lines")
	}
	var none, zero entry
	if json.Unmarshal([]byte(`{"k":"d"}`), &none) != nil || json.Unmarshal([]byte(`{"k":"d","m":0}`), &zero) != nil || none == zero {
		t.Error("no mode and mode 0 are the same")
	}
	other.put([]entry{{Path: "/d", Kind: kindFolder, Mode: bits(0o700)}})
	if one.digest() == other.digest() {
		t.Error("a mode does not count")
	}
}

func TestWhatGoesComesFirstAndFoldersBeforeWhatIsInThem(t *testing.T) {
	sorted := inOrder([]entry{
		{Path: "/n/f", Kind: kindFile}, {Path: "/o", Kind: kindNothing}, {Path: "/n", Kind: kindFolder}, {Path: "/o/f", Kind: kindNothing},
	})
	var paths []string
	for _, e := range sorted {
		paths = append(paths, e.Path)
	}
	if !slices.Equal(paths, []string{"/o/f", "/o", "/n", "/n/f"}) {
		t.Errorf("the order is %v", paths)
	}
}

func TestOnlyProperEntriesAreTaken(t *testing.T) {
	hash := hashOfBytes(nil)
	for _, e := range []entry{
		{Path: "a", Kind: kindFolder}, {Path: "/", Kind: kindFolder}, {Path: "/a/../b", Kind: kindFolder}, {Path: "/a/", Kind: kindFolder},
		{Path: "/proc/sys/x", Kind: kindNothing}, {Path: "/.devloop/x", Kind: kindNothing}, {Path: "/a", Kind: "z"},
		{Path: "/a", Kind: kindFile, Hash: "../../x"}, {Path: "/a", Kind: kindLink},
	} {
		if e.check() == nil {
			t.Errorf("%v is taken", e)
		}
	}
	if err := (entry{Path: "/a/b c", Kind: kindFile, Hash: hash}).check(); err != nil {
		t.Error(err)
	}
}

func TestAJournalIsReadAsItWasWrittenWithoutACutOffLine(t *testing.T) {
	j := journal{path: filepath.Join(t.TempDir(), "web"+journalSuffix)}
	steps := []error{
		j.rewrite(record{7, []entry{{Path: "/a", Kind: kindFolder}, {Path: "/b", Kind: kindFolder}}}),
		j.append(record{8, []entry{{Path: "/b", Kind: kindNothing}}}),
	}
	for _, err := range steps {
		if err != nil {
			t.Fatal(err)
		}
	}
	_, _ = j.file.WriteString(`{"seq":9,"entries":[{"p":"/a"`)
	wanted, seq, err := readJournal(j.path)
	if err != nil || seq != 8 || wanted["/a"][0].Kind != kindFolder || wanted["/b"][0].Kind != kindNothing {
		t.Errorf("%d: %v (%v)", seq, wanted, err)
	}
}
