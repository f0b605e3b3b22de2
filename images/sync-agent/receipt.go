package main

import (
	"runtime"
	"slices"
	"sync"
)

// sendReceipt tells what an order did. After a batch the files are read back
// from the containers.
func (s *service) sendReceipt(o *order, back bool) {
	containers := s.answering(o)
	receipts := make([]containerReceipt, len(containers))
	var group sync.WaitGroup
	for i, c := range containers {
		group.Go(func() { receipts[i] = o.results[c].receipt(c, back) })
	}
	group.Wait()
	s.project.send(receiptMessage{Type: "receipt", Service: s.name, Seq: o.seq, Containers: receipts}, nil)
}

// answering are the containers of an order that still live.
func (s *service) answering(o *order) []*container {
	return slices.DeleteFunc(s.live(), func(c *container) bool { return o.results[c] == nil })
}

func (r *result) receipt(c *container, back bool) containerReceipt {
	receipt := containerReceipt{Pod: c.pod, Container: c.name, ID: c.id, Image: c.image}
	if back {
		receipt.Files = r.readBack(c)
	}
	receipt.Checked, receipt.Written = r.checked, r.written
	receipt.Refused, receipt.Micros = r.refused, r.micros
	return receipt
}

// readBack looks at what the container has now where the batch wrote.
func (r *result) readBack(c *container) []entry {
	found, failed := make([]entry, len(r.files)), make([]error, len(r.files))
	inParts(len(r.files), func(i int) {
		if e := r.files[i]; r.hidden(c, e) {
			found[i] = entry{Path: e.Path, Kind: kindNothing}
		} else {
			found[i], failed[i] = c.writer.root.look(e.Path)
		}
	})
	back := make([]entry, 0, len(found))
	for i, err := range failed {
		if err != nil {
			r.refused = append(r.refused, refusal{r.files[i].Path, errno(err), "cannot be read back: " + err.Error()})
			continue
		}
		back = append(back, found[i])
	}
	return back
}

// Fewer looks than this are done before another goroutine is at it.
const partOfLooks = 50

// inParts does something for each number below n, many of them at once on as
// many processors as there are.
func inParts(n int, do func(i int)) {
	parts := min(runtime.NumCPU(), n/partOfLooks)
	if parts < 2 {
		for i := range n {
			do(i)
		}
		return
	}
	var group sync.WaitGroup
	for part := range parts {
		group.Go(func() {
			for i := n * part / parts; i < n*(part+1)/parts; i++ {
				do(i)
			}
		})
	}
	group.Wait()
}

func (s *service) sendVerified(o *order) {
	checks := []containerCheck{}
	for _, c := range s.answering(o) {
		r := o.results[c]
		different := append([]deviation{}, r.different...)
		checks = append(checks, containerCheck{c.pod, c.name, c.id, r.checked, different, r.repaired, r.refused})
	}
	s.project.send(verifiedMessage{"verified", s.name, o.seq, checks}, nil)
}
