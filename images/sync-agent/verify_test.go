package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestVerifyNamesADifferenceAndRepairsIt(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	d.batch(1, map[string]string{"/f": "right", "/g": "right"})
	if err := os.WriteFile(filepath.Join(folder, "f"), []byte("wrong"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "own"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	d.send(request{Type: "verify", Service: "web", Seq: 9, Repair: true}, nil)
	var verified verifiedMessage
	d.next("verified", &verified)
	c := verified.Containers[0]
	if c.Checked != 2 || c.Repaired != 1 || len(c.Different) != 1 || c.Different[0] != (deviation{"/f", isContent}) {
		t.Errorf("it found %+v", c)
	}
	if got := text(t, folder, "f"); got != "right" {
		t.Errorf("it holds %q", got)
	}
}

func TestAFolderThatBecameALinkKeepsWhatTheLinkLeadsTo(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	d.batch(1, map[string]string{"/a/f": "old", "/c/f": "of the target"})
	entries := []entry{{Path: "/a/f", Kind: kindNothing}, {Path: "/a", Kind: kindLink, Link: "c"}}
	for seq, e := range [][]entry{entries, entries[:1]} {
		d.send(request{Type: "batch", Service: "web", Seq: int64(seq + 2), Entries: e}, nil)
		var receipt receiptMessage
		d.next("receipt", &receipt)
		c := receipt.Containers[0]
		if len(c.Refused) != 0 || c.Files[0].Kind != kindNothing || text(t, folder, "a/f") != "of the target" {
			t.Errorf("the receipt is %+v", c)
		}
	}
	d.send(request{Type: "verify", Service: "web", Seq: 9, Repair: true}, nil)
	var verified verifiedMessage
	d.next("verified", &verified)
	if c := verified.Containers[0]; len(c.Different) != 0 || text(t, folder, "a/f") != "of the target" {
		t.Errorf("it found %+v", c)
	}
}
