package main

import (
	"sync/atomic"
	"testing"
)

func TestPartsLeaveNothingOutAndDoNothingTwice(t *testing.T) {
	for _, n := range []int{0, 1, partOfLooks, 2 * partOfLooks, 20*partOfLooks + 7} {
		done := make([]atomic.Int32, n)
		inParts(n, func(i int) { done[i].Add(1) })
		for i := range done {
			if times := done[i].Load(); times != 1 {
				t.Errorf("of %d the one with number %d was done %d times", n, i, times)
			}
		}
	}
}

func TestABatchBringsTheContentThatAWantedTreeLacks(t *testing.T) {
	a := newAgent(t, t.TempDir())
	_, folder := startContainer(t, a, "one", "web:1")
	d, _ := attachDaemon(t, a)
	d.send(request{Type: "want", Service: "web", Seq: 3, First: true, Last: true, Entries: []entry{
		{Path: "/f", Kind: kindFile, Hash: hashOfBytes([]byte("came back")), Size: 9, Mode: bits(0o644)},
	}}, nil)
	var need needMessage
	d.next("need", &need)
	// the file was away when it was asked for
	first := d.batch(4, map[string]string{"/f": "came back"})
	var second receiptMessage
	d.next("receipt", &second)
	if first.Seq+second.Seq != 7 || len(first.Containers[0].Refused)+len(second.Containers[0].Refused) != 0 {
		t.Errorf("the receipts are %+v and %+v", first, second)
	}
	if got := text(t, folder, "f"); got != "came back" {
		t.Errorf("it holds %q", got)
	}
}
