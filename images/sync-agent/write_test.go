package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// given finds contents in memory.
type given map[string]string

func (g given) open(hash string) (io.ReadCloser, error) {
	text, ok := g[hash]
	if !ok {
		return nil, errNoContent
	}
	return io.NopCloser(strings.NewReader(text)), nil
}

func (g given) spoiled(hash string) { delete(g, hash) }

func (g given) file(path, text string) entry {
	hash := hashOfBytes([]byte(text))
	g[hash] = text
	return entry{Path: path, Kind: kindFile, Hash: hash, Size: int64(len(text)), Mode: bits(0o644)}
}

func newWriter(t *testing.T) (*writer, string, given) {
	t.Helper()
	folder := t.TempDir()
	r, err := openRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.close)
	g := given{}
	return &writer{root: r, contents: g}, folder, g
}

func must(t *testing.T, w *writer, e entry) bool {
	t.Helper()
	written, err := w.bring(e)
	if err != nil {
		t.Fatalf("%s: %v", e.Path, err)
	}
	if is, err := w.difference(e); is != fine || err != nil {
		t.Fatalf("%s is %q after it was brought (%v)", e.Path, is, err)
	}
	return written
}

func text(t *testing.T, parts ...string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestAFileArrivesWithItsFoldersAndIsWrittenOnce(t *testing.T) {
	w, folder, g := newWriter(t)
	e := g.file("/app/a b/\n/ü.txt", "hello")
	if !must(t, w, e) {
		t.Error("nothing was written")
	}
	if got := text(t, folder, "app/a b/\n/ü.txt"); got != "hello" {
		t.Errorf("it holds %q", got)
	}
	if must(t, w, e) {
		t.Error("the same file was written again")
	}
	if left, _ := os.ReadDir(filepath.Join(folder, temporaryFolder)); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestAnEmptyFileNeedsNoContent(t *testing.T) {
	w, folder, _ := newWriter(t)
	must(t, w, entry{Path: "/e", Kind: kindFile, Hash: hashOfBytes(nil), Mode: bits(0o600)})
	if got := text(t, folder, "e"); got != "" {
		t.Errorf("it holds %q", got)
	}
}

func TestAFileWithoutContentStaysAsItIs(t *testing.T) {
	w, folder, g := newWriter(t)
	must(t, w, g.file("/f", "old"))
	e := entry{Path: "/f", Kind: kindFile, Hash: hashOfBytes([]byte("new")), Size: 3, Mode: bits(0o644)}
	if _, err := w.bring(e); !errors.Is(err, errNoContent) {
		t.Errorf("the error is %v", err)
	}
	if got := text(t, folder, "f"); got != "old" {
		t.Errorf("it holds %q", got)
	}
}

func TestAContentThatIsNotWhatItWasIsNotWritten(t *testing.T) {
	w, folder, g := newWriter(t)
	must(t, w, g.file("/f", "old"))
	e := g.file("/f", "new")
	g[e.Hash] = "bad"
	if _, err := w.bring(e); !errors.Is(err, errNoContent) {
		t.Errorf("the error is %v", err)
	}
	if _, there := g[e.Hash]; there || text(t, folder, "f") != "old" {
		t.Error("it counts")
	}
}

func TestTypesChangeIntoEachOther(t *testing.T) {
	w, folder, g := newWriter(t)
	kinds := []entry{
		g.file("/p", "text"),
		{Path: "/p", Kind: kindFolder, Mode: bits(0o755)},
		{Path: "/p", Kind: kindLink, Link: "nowhere"},
		{Path: "/p", Kind: kindFolder, Mode: bits(0o755)},
		g.file("/p", "again"),
		{Path: "/p", Kind: kindLink, Link: "/else where"},
		g.file("/p", "last"),
	}
	for _, e := range kinds {
		must(t, w, e)
	}
	if got := text(t, folder, "p"); got != "last" {
		t.Errorf("it holds %q", got)
	}
}

func TestAFolderWithForeignFilesIsNotReplaced(t *testing.T) {
	w, folder, g := newWriter(t)
	must(t, w, g.file("/p/own", "mine"))
	if _, err := w.bring(g.file("/p", "theirs")); !errors.Is(err, unix.ENOTEMPTY) {
		t.Errorf("the error is %v", err)
	}
	if got := text(t, folder, "p/own"); got != "mine" {
		t.Errorf("it holds %q", got)
	}
}

func TestWhatGoesIsRemovedButNotWhatIsTheContainersOwn(t *testing.T) {
	w, folder, g := newWriter(t)
	must(t, w, g.file("/p/q/f", "f"))
	must(t, w, g.file("/p/own", "o"))
	for _, path := range []string{"/p/q/f", "/p/q", "/p", "/never"} {
		must(t, w, entry{Path: path, Kind: kindNothing})
	}
	if _, err := os.Stat(filepath.Join(folder, "p/q")); !os.IsNotExist(err) {
		t.Errorf("the empty folder is there: %v", err)
	}
	if got := text(t, folder, "p/own"); got != "o" {
		t.Errorf("it holds %q", got)
	}
}

func TestAFolderWithoutAModeCanBeEntered(t *testing.T) {
	w, folder, _ := newWriter(t)
	must(t, w, entry{Path: "/www", Kind: kindFolder})
	if at, _ := os.Stat(filepath.Join(folder, "www")); at.Mode().Perm() != 0o755 {
		t.Errorf("it is %v", at.Mode())
	}
}

func TestAFolderThatIsThereGainsModeAndLosesNone(t *testing.T) {
	w, folder, _ := newWriter(t)
	if err := os.Mkdir(filepath.Join(folder, "d"), 0o700); err != nil {
		t.Fatal(err)
	}
	must(t, w, entry{Path: "/d", Kind: kindFolder, Mode: bits(0o055)})
	must(t, w, entry{Path: "/d", Kind: kindFolder, Mode: bits(0)})
	if at, _ := os.Stat(filepath.Join(folder, "d")); at.Mode().Perm() != 0o755 {
		t.Errorf("it is %v", at.Mode())
	}
}

func TestAModeAloneChangesInPlace(t *testing.T) {
	w, folder, g := newWriter(t)
	e := g.file("/run.sh", "#!/bin/sh")
	must(t, w, e)
	before, _ := os.Stat(filepath.Join(folder, "run.sh"))
	e.Mode = bits(0o755)
	if is, _ := w.difference(e); is != isMode {
		t.Errorf("it is %q", is)
	}
	must(t, w, e)
	after, _ := os.Stat(filepath.Join(folder, "run.sh"))
	if after.Mode().Perm() != 0o755 || !os.SameFile(before, after) {
		t.Errorf("mode %v, the same file: %v", after.Mode(), os.SameFile(before, after))
	}
}

func TestLinksInTheContainerLeadNowhereOutside(t *testing.T) {
	w, folder, g := newWriter(t)
	outside := t.TempDir()
	for name, target := range map[string]string{"absolute": outside, "up": "../../../../../../../../" + outside} {
		if err := os.Symlink(target, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
		_, _ = w.bring(g.file("/"+name+"/f", "x"))
	}
	if left, _ := os.ReadDir(outside); len(left) != 0 {
		t.Errorf("outside is now %v", left)
	}
}

func TestALinkWithinTheContainerIsFollowedOnTheWay(t *testing.T) {
	w, folder, g := newWriter(t)
	must(t, w, entry{Path: "/real", Kind: kindFolder, Mode: bits(0o755)})
	must(t, w, entry{Path: "/current", Kind: kindLink, Link: "/real"})
	must(t, w, g.file("/current/f", "x"))
	if got := text(t, folder, "real/f"); got != "x" {
		t.Errorf("it holds %q", got)
	}
}

func TestTheUserOfTheContainerCanRead(t *testing.T) {
	somebody := user{uid: 1000, groups: []uint32{2000}}
	for _, c := range []struct{ owner, group, want uint32 }{
		{1000, 0, 0o600}, {0, 2000, 0o640}, {0, 0, 0o604},
	} {
		if got := somebody.readable(0o600, c.owner, c.group); got != c.want {
			t.Errorf("of %d:%d it is %o", c.owner, c.group, got)
		}
	}
	if got := somebody.passable(0o700, 0, 0); got != 0o705 {
		t.Errorf("the folder is %o", got)
	}
	if got := (user{}).readable(0o200, 7, 7); got != 0o200 {
		t.Errorf("for root it is %o", got)
	}
}
